"""Limits: one name for each, an option of that name, and a finding that says which one it was."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kinerja_docs import api, words
from kinerja_docs.cli import LIMITS, app
from kinerja_docs.reading import limits
from kinerja_docs.reading.limits import DEFAULT, MEBIBYTE, exceeded, shown
from tests.reading.parts import docx, p, tbl, tr, zipped

FIELDS = {field.name for field in dataclasses.fields(DEFAULT)}
WITHOUT_OPTION = {"ratio_from"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def test_every_limit_has_its_option() -> None:
    assert set(LIMITS) == FIELDS - WITHOUT_OPTION


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("name", LIMITS)
def test_the_help_tells_the_default(lang: str, name: str) -> None:
    default = shown(name, getattr(DEFAULT, name)).removesuffix(" s").replace(" ", "")
    assert re.search(rf"\b{default}\b", words.get(f"cli.limit_{name}", lang))


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("text", ["0", "-1", "x", "", "1.5", "1e3", "²", "9" * 30, "5 TB", "MB"])
def test_what_is_no_limit_is_wrong_use(name: str, text: str) -> None:
    result = run("check", "x.txt", f"--limit-{name}={text}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--limit-{name}" in result.stderr


@pytest.mark.parametrize(
    ("option", "name", "value"),
    [
        ("--limit-size=5MB", "size", 5 * MEBIBYTE),
        ("--limit-memory=2gb", "memory", 2048 * MEBIBYTE),
        ("--limit-part=300", "part", 300),
        ("--limit-seconds=90", "seconds", 90),
        ("--limit-seconds=5m", "seconds", 300),
        ("--limit-depth=20", "depth", 20),
        ("--limit-pages=1", "pages", 1),
    ],
)
@pytest.mark.parametrize("command", ["check", "read"])
def test_options_reach_the_run(
    monkeypatch: pytest.MonkeyPatch, command: str, option: str, name: str, value: int
) -> None:
    seen: list[api.Options] = []

    def stop(paths: list[str], options: api.Options) -> None:
        seen.append(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(api, command, stop)
    assert run(command, "x.txt", option, "--workers", "3").exit_code == 130
    assert (getattr(seen[0].limits, name), seen[0].workers) == (value, 3)


OVER = {
    "size": (docx(p("isi")), {"size": 100}),
    "part": (docx(p("isi" * 900)), {"part": 2000}),
    "unpacked": (docx(p("isi" * 900)), {"unpacked": 2000}),
    "ratio": (zipped({"[Content_Types].xml": b"", "word/document.xml": b" " * 9 * MEBIBYTE}), {}),
    "members": (docx(p("isi")), {"members": 1}),
    "lines": (docx(p("isi") * 9), {"lines": 3}),
    "cells": (docx(tbl(tr("a", "b", "c"))), {"cells": 2}),
    "nesting": (docx("<w:sdt>" * 300 + "</w:sdt>" * 300), {}),
}


@pytest.mark.parametrize("reason", OVER)
def test_the_finding_names_the_limit_and_how_to_raise_it(
    reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, changes = OVER[reason]
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(data)
    options = api.Options(today=date(2026, 11, 20), limits=dataclasses.replace(DEFAULT, **changes))
    outcome = api.check(["a.docx"], options)
    assert [(finding.code, finding.name) for finding in outcome.findings] == [("BRK006", "melebihi-batas")]
    assert outcome.failures["a.docx"].reason == reason
    assert outcome.exit_code == 3
    option = f"--limit-{reason}"
    assert (option in outcome.findings[0].fix) == (reason != "nesting")
    assert outcome.failures["a.docx"].detail in outcome.findings[0].message


def test_bounds_are_written_with_their_unit() -> None:
    assert [shown("size", size) for size in (100 * MEBIBYTE, 2**31, 3000, 2048)] == ["100 MB", "2 GB", "3000 B", "2 KB"]
    assert (shown("seconds", 60), shown("cells", 7)) == ("60 s", "7")
    assert exceeded("cells", 7).detail == "7"


def test_time_is_asked_for_only_where_somebody_grants_it() -> None:
    asked: list[int] = []
    limits.more_time(5)
    limits.grant_time(asked.append)
    limits.more_time(6)
    limits._granted_by.clear()
    limits.more_time(7)
    assert asked == [6]
