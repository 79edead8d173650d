"""Pages that OCR has read before, kept in the user's cache folder.

A page is found by what its picture holds, and the entry is scrambled with a key made of the same: whoever has the
folder but not the page learns nothing from it. ``KINERJA_DOCS_CACHE`` names another folder; empty, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_docs.reading.pages import Page, PageCell, PageTable, PageText

if TYPE_CHECKING:
    from kinerja_docs.reading.scan_page import Grey

SWITCH = "KINERJA_DOCS_CACHE"
MOST_BYTES = 200 * 1024 * 1024
_VERSION = "1"  # of what we make of a page; another one reads everything anew
_SUFFIX = ".ocr"
_pruned: set[Path] = set()


class Entry:
    """The place of one page in the cache."""

    def __init__(self, grey: Grey, dpi: float, engine: str) -> None:
        told = f"{_VERSION} {engine} {dpi} {grey.shape}".encode()
        pixels = hashlib.sha256(grey.tobytes()).digest()
        self._name = hashlib.sha256(b"name" + told + pixels).hexdigest()
        self._key = hashlib.sha256(b"key" + told + pixels).digest()
        folder = _folder()
        self._path = folder / f"{self._name}{_SUFFIX}" if folder is not None else None

    def page(self, number: int) -> Page | None:
        """The page as it was read, under its number in this file; None where it is not kept."""
        if self._path is None:
            return None
        try:
            page = _page(json.loads(zlib.decompress(_scrambled(self._path.read_bytes(), self._key))))
            os.utime(self._path)
        except (OSError, ValueError, TypeError, KeyError, zlib.error):
            return None
        page.number = number
        return page

    def keep(self, page: Page) -> None:
        """Keeps a page; a cache that cannot be written is none."""
        if self._path is None:
            return
        packed = _scrambled(zlib.compress(json.dumps(asdict(page)).encode()), self._key)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._path.parent)
            with open(handle, "wb") as file:
                file.write(packed)
            os.replace(name, self._path)
            if self._path.parent not in _pruned:
                _pruned.add(self._path.parent)
                prune(self._path.parent)


def prune(folder: Path, most: int = MOST_BYTES) -> None:
    """Removes what was used longest ago until the folder holds no more than so many bytes."""
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            state = path.stat()
            found.append((state.st_mtime, state.st_size, path))
    total = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if total <= most:
            return
        with contextlib.suppress(OSError):
            path.unlink()
            total -= size


def _folder() -> Path | None:
    given = os.environ.get(SWITCH)
    if given is not None:
        return Path(given) if given else None
    import platformdirs

    return Path(platformdirs.user_cache_dir("kinerja-docs", appauthor=False)) / "ocr"


def _scrambled(data: bytes, key: bytes) -> bytes:
    """The bytes under a stream that the key alone gives; done twice, the bytes themselves. A key serves one text."""
    stream = hashlib.shake_256(key).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")


def _page(tree: dict[str, Any]) -> Page:
    items: list[PageTable | PageText] = []
    for item in tree.pop("items"):
        item["box"] = tuple(item["box"])
        if "cells" in item:
            sides = item.pop("sides")
            cells = [PageCell(**{**cell, "box": tuple(cell["box"])}) for cell in item.pop("cells")]
            items.append(PageTable(**item, cells=cells, sides=tuple(sides) if sides else None))
        else:
            items.append(PageText(**item))
    return Page(**tree, items=items)
