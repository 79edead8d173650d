"""Starting is quick: ``--help`` loads nothing heavy, and the package imports without a side effect."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest

HEAVY = ("numpy", "spacy", "openpyxl", "pdfplumber", "lxml", "pydantic", "docx", "python_calamine", "rapidfuzz", "rich")
PROBE = """
import sys
sys.argv = ["kinerja-docs", *{arguments!r}]
from kinerja_docs.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("loaded:", *(name for name in {heavy!r} if name in sys.modules))
"""


def loaded(*arguments: str) -> list[str]:
    """The heavy packages that a run of the program with these arguments loads."""
    code = PROBE.format(arguments=list(arguments), heavy=HEAVY)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    return ran.stdout.strip().rpartition("loaded:")[2].split()


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("--lang", "en", "--help")])
def test_nothing_heavy_is_loaded(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == []


def test_help_of_a_command_loads_no_reader() -> None:
    assert set(loaded("check", "--help")) <= {"pydantic"}  # which Typer itself may load


def test_the_probe_sees_what_is_loaded() -> None:
    assert "lxml" in loaded("list", "forms") or "pydantic" in loaded("list", "forms")


def seconds(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - started


@pytest.mark.slow
def test_help_costs_little_more_than_importing_typer() -> None:
    pairs = [(seconds("-m", "kinerja_docs", "--help"), seconds("-c", "import typer")) for _ in range(9)]
    ours, floor = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert ours <= 1.5 * floor  # aim 1.3; the rest is for a busy machine
