"""Everything that a folder holds in one archive to take away."""

from __future__ import annotations

import zipfile
from collections.abc import Container
from pathlib import Path

from kinerja_docs.web.store import new_id


def pack(folder: Path, target: Path, leave: Container[str] = (), below: bool = True) -> Path:
    """Writes the files of a folder to ``target``, whole or not at all, and gives it; those of folders in it too unless
    ``below`` is false. What is named in ``leave`` and what begins with a dot stay out."""
    draft = target.with_name(f".{new_id()}.tmp")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*") if below else folder.iterdir()):
            if path.is_file() and path.name not in leave and not path.name.startswith("."):
                packed.write(path, path.relative_to(folder).as_posix())
    draft.replace(target)
    return target
