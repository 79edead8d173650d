"""The command line: results on standard output alone, plain words and the contract's exit codes, never a trace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kinerja_docs import __version__, api, cli, words
from kinerja_docs.cli import app, language_of

WRONG_DAY = "Rapat digelar pada Senin, 2 Januari 2026 di kantor.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one file that has an error and one that has none."""
    (tmp_path / "hari.txt").write_text(WRONG_DAY, encoding="utf-8")
    (tmp_path / "baik.txt").write_text("Rapat berjalan lancar.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["kinerja-docs"])
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, [*arguments])
    assert "Traceback" not in result.output
    return result


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "baik.txt"], 0),
        (["check", "hari.txt"], 1),
        (["check", "hari.txt", "--ignore", "DOK001"], 0),
        (["check", "hari.txt", "hilang.docx"], 3),
        (["read", "hari.txt"], 0),
        (["read", "hilang.docx"], 3),
        (["check"], 2),
        (["check", "baik.txt", "--today", "besok"], 2),
        (["check", "baik.txt", "--workers", "0"], 2),
        (["check", "baik.txt", "--format", "pdf"], 2),
        (["check", "baik.txt", "--lang", "de"], 2),
        (["check", "baik.txt", "--limit-size", "banyak"], 2),
        (["check", "baik.txt", "--select", "SKPP"], 2),
        (["check", "baik.txt", "--office", "."], 2),
        (["check", "baik.txt", "--tak-ada"], 2),
        (["check", "baik.txt", "-o", "laporan.pdf"], 2),
        (["explain", "SKP07"], 2),
        (["list", "form"], 2),
        (["tak-ada"], 2),
    ],
)
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    if code == 2:
        assert result.stdout == "" and result.stderr != ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["signing-day", "pack", "x"],
        ["signing-day", "verify", "x"],
        ["user", "add", "x"],
    ],
)
def test_what_comes_later_says_so(folder: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    later = words.get("error.later", "id", what="").strip()
    assert later in result.stderr


@pytest.mark.parametrize("name", ["laporan.html", "laporan.xlsx", "laporan.docx", "laporan.sarif"])
def test_the_suffix_gives_the_format(folder: Path, name: str) -> None:
    result = run("check", "baik.txt", "-o", name)
    assert (result.exit_code, result.stdout) == (0, "")
    begins = {"html": b"<!DOCTYPE html>", "xlsx": b"PK", "docx": b"PK", "sarif": b"{"}[name.rpartition(".")[2]]
    assert (folder / name).read_bytes().startswith(begins)
    assert run("check", "baik.txt", "-o", name).exit_code == 2
    assert run("check", "baik.txt", "-o", name, "--force").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "baik.txt", "--format", "xlsx"],
        ["read", "baik.txt", "--format", "xlsx"],
        ["read", "baik.txt", "--format", "html"],
        ["check", "baik.txt", "--by", "orang"],
        ["check", "baik.txt", "--by", "person", "--format", "json"],
        ["check", "baik.txt", "--baseline", "baik.txt"],
    ],
)
def test_wrong_use_of_formats(folder: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "") and result.stderr


def test_messages_by_person(folder: Path) -> None:
    result = run("check", "baik.txt", "--by", "person")
    assert result.exit_code == 0 and result.stdout


def test_json_goes_to_standard_output_alone(folder: Path) -> None:
    result = run("check", "hari.txt", "--format", "json")
    tree = json.loads(result.stdout)
    assert [finding["code"] for finding in tree["findings"] if finding["severity"] == "error"] == ["DOK001"]
    assert result.stderr == ""


def test_output_file_gives_the_format_and_leaves_standard_output_empty(folder: Path) -> None:
    result = run("check", "hari.txt", "-o", "laporan.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads((folder / "laporan.json").read_text(encoding="utf-8"))["format"] == 1
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_an_existing_output_is_kept_without_force(folder: Path) -> None:
    (folder / "laporan.json").write_text("lama", encoding="utf-8")
    assert run("check", "hari.txt", "-o", "laporan.json").exit_code == 2
    assert (folder / "laporan.json").read_text(encoding="utf-8") == "lama"
    assert run("check", "hari.txt", "-o", "laporan.json", "--force").exit_code == 1
    assert (folder / "laporan.json").read_text(encoding="utf-8") != "lama"


def test_format_outranks_the_suffix(folder: Path) -> None:
    run("check", "hari.txt", "--format", "text", "-o", "laporan.json")
    assert not (folder / "laporan.json").read_text(encoding="utf-8").startswith("{")


def test_languages(folder: Path) -> None:
    labels = {}
    for lang in words.LANGUAGES:
        tree = json.loads(run("check", "hari.txt", "--format", "json", "--lang", lang).stdout)
        labels[lang] = next(one["location"]["label"] for one in tree["findings"] if one["code"] == "DOK001")
    assert labels == {"id": "baris 1", "en": "line 1"}
    assert language_of(["check", "x", "--lang", "en"]) == language_of(["--lang=en"]) == "en"
    assert language_of(["--lang"]) == language_of(["--lang", "de"]) == "id"


def test_limits_reach_the_readers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def check(paths: list[str], options: api.Options) -> api.CheckOutcome:
        seen.append(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check", check)
    result = run("check", "baik.txt", "--limit-size", "5MB", "--limit-cells", "7", "--today", "2026-11-20")
    assert result.exit_code == 130
    assert (seen[0].limits.size, seen[0].limits.cells) == (5 * 2**20, 7)
    assert seen[0].today.isoformat() == "2026-11-20"


def test_a_fault_of_ours_is_a_plain_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(paths: list[str], options: api.Options) -> api.CheckOutcome:
        raise ZeroDivisionError

    monkeypatch.setattr(api, "check", check)
    result = run("check", "baik.txt")
    assert (result.exit_code, result.stdout) == (70, "")
    assert "ZeroDivisionError" in result.stderr


def test_a_broken_definition_is_4(folder: Path) -> None:
    (folder / "kinerja.toml").write_text("", encoding="utf-8")
    (folder / "checklists").mkdir()
    (folder / "checklists" / "t.yaml").write_text("patch: dok\nagainst: '1'\nitems: {DOK01: {off: true}}\n")
    result = run("check", "baik.txt")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "t.yaml:3" in result.stderr and "DOK001" in result.stderr
    assert run("doctor").exit_code == 4


@pytest.mark.parametrize("name", ["forms", "checklists", "templates", "frameworks"])
def test_lists(folder: Path, name: str) -> None:
    items = json.loads(run("list", name, "--format", "json").stdout)["items"]
    assert run("list", name).exit_code == 0
    if name == "forms":
        assert {"skp", "perjanjian_kinerja", "iku"} <= {item["id"] for item in items}
    if name == "checklists":
        assert {"brk", "dok", "skp", "pk", "iku"} <= {item["id"] for item in items}
        assert {item["origin"] for item in items} == {"shipped"}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_code_explains_itself(folder: Path, lang: str) -> None:
    from kinerja_docs import catalogue
    from kinerja_docs.reporting.terminal import Paper

    lists = catalogue.load_checklists(None, catalogue.ALL_KINDS)
    found = [catalogue.Explained(entry, item) for entry in lists for item in entry.items]
    assert len(found) > 40
    for one in found:
        assert catalogue.explain(one, Paper(), lang).startswith(one.item.code)
    assert run("explain", "skp007", "--lang", lang).stdout.startswith("SKP007")


def test_init_makes_a_folder_that_loads(folder: Path) -> None:
    assert run("init", "kantor").exit_code == 0
    assert run("check", "kantor").exit_code == 0
    assert run("check", "baik.txt", "--office", "kantor").exit_code == 0
    assert run("init", "kantor").exit_code == 2


def test_doctor_and_version(folder: Path) -> None:
    assert run("doctor").exit_code == 0
    assert run("--version").stdout.strip().endswith(__version__)


def test_no_colour_where_nobody_looks(folder: Path) -> None:
    assert "\033" not in run("check", "hari.txt").stdout


@pytest.mark.parametrize(
    ("arguments", "key", "named"),
    [
        (["check"], "MissingParameter", "PATH"),
        (["check", "x", "--formt", "json"], "NoSuchOption", "--formt"),
        (["check", "x", "--workers", "dua"], "BadParameter", "--workers"),
        (["check", "x", "--format"], "BadOptionUsage", "--format"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_users_language(
    arguments: list[str], key: str, named: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kinerja-docs", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert words.get(f"error.command_line.{key}", name=named) in capsys.readouterr().err


def test_an_unknown_command_is_told_with_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kinerja-docs", "chek", "x"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert words.get("error.unknown_command", name="chek") in told and "check" in told


@pytest.mark.parametrize("name", ["template", "signing-day"])
def test_a_family_without_a_command_shows_its_help(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "kinerja_docs", name]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stdout) == (2, "") and ran.stderr.startswith("Usage:")


@pytest.mark.parametrize("name", ["check", "read", "gap", "list", "generate", "template", "signing-day"])
def test_the_list_of_commands_names_each_and_each_has_help(name: str) -> None:
    assert f"  {name} " in run("--help").stdout
    result = run(name, "--help")
    assert result.exit_code == 0 and f" {name} [OPTIONS]" in result.stdout
