"""Broken files by the thousand through the real command line.

Usage: python -m fuzz.mass [--cases N] [--seed N] [--keep DIR] [FILE OR FOLDER …]; without a file, the samples. Each
batch is a folder of files that are damaged in one to three ways. What must hold: an exit code of the contract, no
trace, no fault of ours, JSON that the shipped schema allows, an entry for every file, no batch that hangs, memory
within the cap. A file that breaks one of these is copied to ``--keep``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz.bytes_damage import ANY
from fuzz.zip_damage import ANY_ZIP

ROOT = Path(__file__).parents[1]
BATCH = 200
SECONDS = 10  # per file
MEMORY = 1.7 * 2**30  # bytes: the cap of one file, and what a process needs without one
CODES = {0, 1, 3}
LARGE = 2**20  # bytes of a damaged file that is left alone
_ZIPPED = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Run:
    """One call of the program."""

    code: int
    told: str
    tree: Any
    seconds: float
    memory: int


def damaged(data: bytes, source: random.Random) -> bytes:
    """The file, damaged in one to three ways."""
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        kinds = ANY_ZIP * 3 + ANY if data.startswith(_ZIPPED) else ANY
        try:
            data = source.choice(kinds)(data, source)
        except Exception:  # it is no zip any more
            data = source.choice(ANY)(data, source)
        if len(data) > LARGE:
            break
    return data


def seeds(given: list[Path]) -> list[Path]:
    """The sound files to begin with."""
    found = [file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return [file for file in found if file.is_file() and file.stat().st_size < 2**20]


def program(command: str, folder: Path, output: Path) -> Run:
    """Runs ``check`` or ``read`` on a folder."""
    output.unlink(missing_ok=True)
    line = [sys.executable, "-m", "kinerja_docs", command, folder.as_posix(), "--format", "json", "-o", str(output)]
    line += ["--limit-seconds", str(SECONDS), "--workers", "2"]
    started = time.monotonic()
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        told = run.stdout.read() if run.stdout else ""
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    tree = json.loads(output.read_text(encoding="utf-8")) if output.exists() else None
    return Run(run.returncode, told, tree, time.monotonic() - started, usage.ru_maxrss * 1024)


def wrong(run: Run, command: str, count: int) -> Iterator[str]:
    """What did not hold in a run."""
    import jsonschema

    if run.code not in CODES:
        yield f"exit code {run.code}"
    if "Traceback" in run.told or "Error" in run.told:
        yield f"trace: {run.told[-600:]}"
    if run.memory > MEMORY:
        yield f"memory {run.memory >> 20} MB"
    if run.tree is None:
        yield f"no JSON: {run.told[-600:]}"
        return
    schema = json.loads((ROOT / "kinerja_docs" / "schemas" / f"{command}.schema.json").read_text(encoding="utf-8"))
    for error in jsonschema.Draft202012Validator(schema).iter_errors(run.tree):
        yield f"schema: {error.message[:300]}"
    yield from (f"fault: {fault}" for fault in run.tree.get("faults", ()))
    paths = {entry["path"].split("!/")[0] for entry in run.tree["files"]}
    if len(paths) != count:
        yield f"{len(paths)} of {count} files"


def guilty(folder: Path, command: str, output: Path) -> Iterator[tuple[Path, list[str]]]:
    """The files of a batch that break something alone."""
    with TemporaryDirectory() as name:
        for file in sorted(folder.iterdir()):
            one = Path(name) / file.name
            shutil.copy(file, one)
            found = list(wrong(program(command, one.parent, output), command, 1))
            if found:
                yield file, found
            one.unlink()


def batch(folder: Path, files: list[Path], first: int, count: int, seed: int) -> None:
    """Fill a folder; the same numbers give the same files."""
    for number in range(first, first + count):
        source = random.Random(f"{seed} {number}")
        file = source.choice(files)
        (folder / f"{number:06}{file.suffix}").write_bytes(damaged(file.read_bytes(), source))


def main() -> int:
    """Exit code 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.mass")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        return judged(chosen, seeds(chosen.files or [ROOT / "samples", made(Path(name))]))


def made(folder: Path) -> Path:
    """A folder with a PDF and an old workbook, which are not among the samples."""
    from fuzz.targets import seeds as seeds_of

    for suffix in ("pdf", "xls"):
        for number, data in enumerate(seeds_of(suffix)):
            for copy in range(4):  # as often as they should be chosen
                (folder / f"{number}-{copy}.{suffix}").write_bytes(data)
    return folder


def judged(chosen: argparse.Namespace, files: list[Path]) -> int:
    """All batches over the sound files given."""
    bad, codes, peak, slowest = 0, Counter[str](), 0, 0.0
    for first in range(0, chosen.cases, BATCH):
        count = min(BATCH, chosen.cases - first)
        with TemporaryDirectory() as name:
            folder, output = Path(name) / "berkas", Path(name) / "hasil.json"
            folder.mkdir()
            batch(folder, files, first, count, chosen.seed)
            for command in ("check", "read"):
                run = program(command, folder, output)
                peak, slowest = max(peak, run.memory), max(slowest, run.seconds)
                if command == "check" and run.tree is not None:
                    codes.update(finding["code"] for finding in run.tree["findings"] if finding["code"][:3] == "BRK")
                    codes.update(entry["status"] for entry in run.tree["files"])
                found = list(wrong(run, command, count))
                if found:
                    print(f"{first} {command}: {found[:5]}", flush=True)
                    for file, reasons in guilty(folder, command, output):
                        bad += 1
                        chosen.keep.mkdir(parents=True, exist_ok=True)
                        shutil.copy(file, chosen.keep / file.name)
                        print(f"  {file.name}: {reasons}", flush=True)
        told = " ".join(f"{code} {number}" for code, number in sorted(codes.items()))
        print(f"{first + count} cases, {bad} bad, peak {peak >> 20} MB, slowest {slowest:.0f} s; {told}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
