"""The built wheel carries its definitions and words, and works in an empty environment away from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
BIN = "Scripts" if os.name == "nt" else "bin"

OFFLINE = str(ROOT / "tests" / "offline")

pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    """Standard output of a program that must end with one of the codes."""
    environment = {**os.environ, "PYTHONPATH": OFFLINE}
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


def needed(wheel: Path) -> set[str]:
    """Names at the top of site-packages of everything that a plain install of the wheel brings, as installed here."""
    metadata = Distribution.at(_unpacked(wheel)).requires or []
    waiting, seen, found = [Requirement(text) for text in metadata], set[tuple[str, str]](), set[str]()
    while waiting:
        wanted = waiting.pop()
        for extra in ("", *wanted.extras):
            key = canonicalize_name(wanted.name), extra
            if key in seen or not _applies(wanted, ""):
                continue
            seen.add(key)
            one = distribution(wanted.name)
            found |= {path.parts[0] for path in one.files or () if path.parts[0] not in ("..", "__pycache__")}
            waiting += [each for text in one.requires or () if _applies(each := Requirement(text), extra)]
    return found


def _applies(wanted: Requirement, extra: str) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": extra})


def _unpacked(wheel: Path) -> Path:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(wheel.parent / "isi")
    return next((wheel.parent / "isi").glob("*.dist-info"))


def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python, program = (str(tmp_path / "env" / BIN / name) for name in ("python", "kinerja-docs"))
    place = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    for name in needed(wheel):  # what the registry would give; tests ask no registry
        there = Path(sysconfig.get_path("purelib")) / name
        if there.exists() and not (place / name).exists():
            (place / name).symlink_to(there)
    run(python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel), cwd=tmp_path)
    run(python, "-m", "pip", "check", cwd=tmp_path)
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
