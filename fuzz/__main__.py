"""A bounded run of the fuzzer over every target. Usage: python -m fuzz [TARGET …] [--seconds N] [--keep DIR]

Each target runs in a process of its own, guided by the coverage of our code. An input that raises, hangs or takes too
much memory is kept; the exit code is 1 then. What is found becomes a test, and is mended at its cause.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz.targets import TARGETS, seeds

SECONDS, HANG, MEMORY = 60, 10, 2048


def drive(name: str, corpus: Path, seconds: int, keep: Path) -> None:
    """Fuzz one target in this process; it ends with the process."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["kinerja_docs"]):
        import kinerja_docs.desk
        import kinerja_docs.extracting.forms
        import kinerja_docs.reading.sheet
        import kinerja_docs.reading.word  # noqa: F401
    line = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-timeout={HANG}",
        f"-rss_limit_mb={MEMORY}",
        "-close_fd_mask=1",
    ]
    line += ["-max_len=200000", "-print_final_stats=1", f"-artifact_prefix={keep}/{name}-", str(corpus)]
    target: Callable[[bytes], None] = TARGETS[name]
    atheris.Setup(line, target)
    atheris.Fuzz()


def run(name: str, seconds: int, keep: Path) -> bool:
    """Fuzz one target in a new process; whether nothing was found."""
    keep.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(name)):
            (Path(folder) / str(number)).write_bytes(data)
        command = [
            sys.executable,
            "-m",
            "fuzz",
            name,
            "--drive",
            folder,
            "--seconds",
            str(seconds),
            "--keep",
            str(keep),
        ]
        ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    counted = [line for line in ran.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{name}: exit code {ran.returncode}, {''.join(counted).partition(':')[2].strip() or 'no'} runs", flush=True)
    if ran.returncode:
        print(ran.stdout[-3000:], ran.stderr[-3000:], sep="\n", flush=True)
    return ran.returncode == 0


def main() -> int:
    """Exit code 1 where something was found, or atheris is not installed."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each target")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--drive", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.drive:
        drive(chosen.targets[0], chosen.drive, chosen.seconds, chosen.keep)
        return 0
    clean = [run(name, chosen.seconds, chosen.keep) for name in chosen.targets or TARGETS]
    return 0 if all(clean) else 1


if __name__ == "__main__":
    sys.exit(main())
