"""A province: what checking all its offices takes by their number, and what a second run takes.

Usage: python -m bench.province [--files N …]. Offices are made here: six with their people, IKU, PK, SKP and
evaluations, then copies of them in folders of their own whose files have other NIP and other hashes. Each province is
checked three times: for the first time (JSON), again unchanged (JSON), and again as a page. Told are processor time for
each file over all processes, and the most memory that the program's own process held (each worker lives for itself,
within its limit). Exit code 1 where time for each file grows by more than a quarter from the fewest files to the most,
a file more takes more than its share of memory, a second run over the most files is less than twice as quick, or says
anything else than the first. By default 150 and 600 files, for a quick look; --files 1000 4000 16000 takes hours
of processor time on a small machine.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.offices.content import make_office, write_office
from tests.offices.defects import plant

PROTOTYPES, PEOPLE, DEFECTS, SEED = 6, 25, 12, 11
FILES = (150, 600)
TIME_GROWTH = 1.25  # of processor time for each file, from the fewest files to the most
MEMORY = 64 * 1024  # bytes that one file more takes, the page included: 100,000 files in 6 GB
QUICKER = 2.0  # over few files, where what every run does anyway is most of a second run; over many it is more
_NIP = re.compile(rb"(\d{8} ?\d{6} ?\d ?)(\d{3})(?!\d)")
_READ = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: seconds of processor time over all processes, and the most bytes that one process held."""

    seconds: float
    memory: int


def offices() -> list[dict[str, bytes]]:
    """The files of each office by path."""
    found = []
    for number in range(PROTOTYPES):
        rng = random.Random(f"{SEED}:{number}")
        office = make_office(rng, PEOPLE, number)
        plant(rng, office, DEFECTS)
        found.append(write_office(rng, office))
    return found


def varied(data: bytes, number: int) -> bytes:
    """The same document of other people: each NIP ends in other digits."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, True, 1) as put:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename.endswith(".xml"):
                part = _NIP.sub(lambda found: found[1] + b"%03d" % ((int(found[2]) + 7 * number) % 1000), part)
            put.writestr(entry.filename, part)
        put.comment = b"%d" % number
    return out.getvalue()


@contextmanager
def province(made: list[dict[str, bytes]], count: int) -> Iterator[Path]:
    """A folder with so many documents at least, of as many offices as it takes."""
    with TemporaryDirectory() as name:
        written = number = 0
        while written < count:
            home = Path(name) / f"kantor-{number:05}"
            for path, data in made[number % len(made)].items():
                place = home / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(varied(data, number) if path.endswith(_READ) else data)
                written += path.endswith(_READ) and not path.startswith("roster")
            number += 1
        yield Path(name)


def run(folder: Path, output: Path, *more: str) -> Ran:
    """``check`` on a folder, the report going to a file."""
    line = [sys.executable, "-m", "kinerja_docs", "check", str(folder), "-o", str(output), "--force", "--today"]
    inner = (
        "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode; "
        "told = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(code, told.ru_utime + told.ru_stime, told.ru_maxrss * 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", inner, *line, "2026-11-20", *more], capture_output=True, text=True, check=True
    )
    code, seconds, memory = done.stdout.split()
    if code not in ("0", "1"):
        raise SystemExit(f"check: exit code {code}")
    return Ran(float(seconds), int(memory))


@dataclass(frozen=True, slots=True)
class Seen:
    """What was measured on one province."""

    count: int
    first: Ran
    second: Ran
    page: Ran
    same: bool
    kept: float  # bytes of the stores for each file

    @property
    def memory(self) -> int:
        """The most bytes of all runs."""
        return max(self.first.memory, self.second.memory, self.page.memory)


def seen(made: list[dict[str, bytes]], count: int) -> Seen:
    """A province of so many files, checked three times."""
    with province(made, count) as folder, TemporaryDirectory() as name:
        reports = [Path(name) / f"{number}.json" for number in range(2)]
        first, second = (run(folder, report) for report in reports)
        page = run(folder, Path(name) / "laporan.html")
        same = reports[0].read_bytes() == reports[1].read_bytes()
        kept = sum(path.stat().st_size for path in folder.rglob("*.sqlite")) / count
    return Seen(count, first, second, page, same, kept)


def growth(made: list[dict[str, bytes]], counts: list[int]) -> bool:
    """Prints a line for each number of files; whether all limits are kept."""
    found: list[Seen] = []
    print(f"{'files':>7} {'ms each':>8} {'x fewest':>9} {'again':>7} {'MB':>6} {'KB kept each':>13}")
    for count in counts:
        one = seen(made, count)
        found.append(one)
        times = one.first.seconds / count * found[0].count / found[0].first.seconds
        line = f"{count:7,} {one.first.seconds / count * 1000:8.1f} {times:9.2f}"
        again = f"1/{one.first.seconds / one.second.seconds:.1f}"
        print(f"{line} {again:>7} {one.memory / 2**20:6.0f} {one.kept / 1024:13.1f}", flush=True)
    few, many = found[0], found[-1]
    quick = many.first.seconds / many.count <= TIME_GROWTH * few.first.seconds / few.count
    each = (many.memory - few.memory) / max(1, many.count - few.count)
    whole = (many.memory + each * (100_000 - many.count)) / 2**30
    print(f"{each / 1024:.1f} KB for one file more (at most {MEMORY // 1024}): 100,000 files in {whole:.1f} GB")
    same = all(one.same for one in found)
    print("second runs say the same" if same else "A SECOND RUN SAYS ANYTHING ELSE")
    return quick and same and each <= MEMORY and many.first.seconds >= QUICKER * many.second.seconds


def main() -> int:
    """Exit code 1 where a limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.province")
    parser.add_argument("--files", type=int, nargs="+", default=list(FILES))
    chosen = parser.parse_args()
    return 0 if growth(offices(), sorted(chosen.files)) else 1


if __name__ == "__main__":
    sys.exit(main())
