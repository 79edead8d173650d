"""The built wheel carries its definitions and words, and works in an empty environment away from the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = "Scripts" if os.name == "nt" else "bin"

pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    """Standard output of a program that must end with one of the codes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        command, check=False, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode in codes, ran.stderr[-2000:]
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, which is built from the checkout."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT), cwd=out)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_definitions_words_and_schemas(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("extractors", "checklists", "templates"):
        here = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        shipped = {name.removeprefix("kinerja_docs/_data/") for name in names if f"_data/{folder}/" in name}
        assert shipped == {name for name in here if "__pycache__" not in name}
    for name in ("words/id.yaml", "words/cli.en.yaml", "words/kinerja.toml", "schemas/check.schema.json", "py.typed"):
        assert f"kinerja_docs/{name}" in names
    assert not any(name.startswith(("tests/", "samples/")) for name in names)


def pinned(tmp_path: Path) -> Path:
    """The versions of the lock file as constraints, without hashes, which a local wheel has none of."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    path = tmp_path / "constraints.txt"
    path.write_text("\n".join(re.findall(r"^[\w.-]+==[^\s;]+", text, re.MULTILINE)), encoding="utf-8")
    return path


def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python, program = (str(tmp_path / "env" / BIN / name) for name in ("python", "kinerja-docs"))
    run(python, "-m", "pip", "install", "-q", "-c", str(pinned(tmp_path)), str(wheel), cwd=tmp_path)
    items = json.loads(run(program, "list", "forms", "--format", "json", cwd=tmp_path))["items"]
    assert {item["id"] for item in items} >= {"skp", "perjanjian_kinerja", "iku"}
    assert {item["origin"] for item in items} == {"shipped"}
    where = run(python, "-c", "from kinerja_docs import resources; print(resources.shipped_root())", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(tmp_path)
    clean = tmp_path / "skp.docx"
    shutil.copy(sorted((ROOT / "samples" / "kantor-bersih" / "skp").glob("*.docx"))[0], clean)
    tree = json.loads(run(program, "check", str(clean), "--format", "json", cwd=tmp_path, codes=(0, 1)))
    assert [result["status"] for result in tree["files"]] == ["read"]
    assert tree["files"][0]["documents"][0]["form"] is not None
