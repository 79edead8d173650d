"""The order of work: roles, offices, choices, verdicts, exit codes, and one bad file that never stops the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_docs import api, desk
from kinerja_docs.errors import DefinitionError, UsageError
from kinerja_docs.model import Document
from kinerja_docs.processes import CannotStart

WRONG_DAY = "Rapat digelar pada Senin, 2 Januari 2026 di kantor.\n"  # a Friday: DOK001, an error
IMPOSSIBLE = "Rapat digelar pada 31 Februari 2026 di kantor.\n"  # DOK008, an error
HARMLESS = "Rapat berjalan lancar.\n"
OPTIONS = api.Options(today=date(2026, 11, 20))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A submission of three text files, and the current folder set to it."""
    (tmp_path / "kiriman" / "rapat").mkdir(parents=True)
    (tmp_path / "kiriman" / "hari.txt").write_text(WRONG_DAY, encoding="utf-8")
    (tmp_path / "kiriman" / "rapat" / "baik.txt").write_text(HARMLESS, encoding="utf-8")
    (tmp_path / "kiriman" / "rapat" / "tanggal.txt").write_text(IMPOSSIBLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def office(folder: Path, settings: str = "", **files: str) -> None:
    """Makes the current folder an office folder."""
    (folder / "kinerja.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def codes(outcome: api.CheckOutcome) -> list[tuple[str, str]]:
    return [(finding.file, finding.code) for finding in outcome.findings if finding.code.startswith("DOK")]


def paths(outcome: Any) -> list[str]:
    return [result.path for result in outcome.files]


def test_a_folder_is_one_submission_in_code_point_order(folder: Path) -> None:
    outcome = api.check(["kiriman"], OPTIONS)
    assert paths(outcome) == ["kiriman/hari.txt", "kiriman/rapat/baik.txt", "kiriman/rapat/tanggal.txt"]
    assert codes(outcome) == [("kiriman/hari.txt", "DOK001"), ("kiriman/rapat/tanggal.txt", "DOK008")]
    assert {result.role for result in outcome.files} == {"submitted"}
    assert {result.verdict for result in outcome.files} == {None}  # no known form
    assert outcome.exit_code == 1


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    outcome = api.check(["kiriman/hari.txt", "kiriman", "./kiriman/hari.txt"], OPTIONS)
    assert paths(outcome) == ["kiriman/hari.txt", "kiriman/rapat/baik.txt", "kiriman/rapat/tanggal.txt"]


def test_a_path_that_is_not_there_is_unreadable(folder: Path) -> None:
    outcome = api.check(["kiriman/rapat/baik.txt", "hilang.docx"], OPTIONS)
    lost = outcome.files[1]
    assert (lost.path, lost.status, lost.verdict, lost.sha256) == ("hilang.docx", "unreadable", "belum_terbaca", "")
    assert [finding.code for finding in outcome.findings if finding.file == "hilang.docx"] == ["BRK001"]
    assert (outcome.exit_code, outcome.verdict) == (3, "belum_terbaca")
    assert api.read(["hilang.docx"], OPTIONS).exit_code == 3


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (["DOK001"], [], ["DOK001"]),
        (["SKP,DOK008"], [], ["DOK008"]),
        ([], ["dok"], []),
        ([], ["DOK001"], ["DOK008"]),
        (["DOK"], ["DOK001", "BRK"], ["DOK008"]),
    ],
)
def test_select_and_ignore(folder: Path, select: list[str], ignore: list[str], left: list[str]) -> None:
    outcome = api.check(["kiriman", "hilang.docx"], replace(OPTIONS, select=select, ignore=ignore))
    assert [code for _, code in codes(outcome)] == left
    assert [finding.code for finding in outcome.findings if finding.file == "hilang.docx"] == ["BRK001"]


def test_what_was_ignored_is_listed_as_skipped(folder: Path) -> None:
    outcome = api.check(["kiriman"], replace(OPTIONS, ignore=["DOK001"]))
    assert {(entry.code, entry.reason_code) for entry in outcome.skipped if entry.code == "DOK001"} == {
        ("DOK001", "switched_off")
    }
    assert sorted(entry.file for entry in outcome.skipped if entry.code == "DOK001") == paths(outcome)
    assert not any(entry.reason_code == "switched_off" for entry in api.check(["kiriman"], OPTIONS).skipped)


def test_unknown_prefix_is_wrong_use_and_a_later_family_a_notice(folder: Path) -> None:
    with pytest.raises(UsageError):
        api.check(["kiriman"], replace(OPTIONS, select=["SKPP"]))
    with pytest.raises(UsageError):
        api.check(["kiriman"], replace(OPTIONS, ignore=["DOK999"]))
    outcome = api.check(["kiriman"], replace(OPTIONS, select=["TPL"]))
    assert len(outcome.notices) == 1 and codes(outcome) == []


def test_office_settings_act(folder: Path) -> None:
    office(folder, '[periksa]\nignore = ["DOK008"]\n[periksa.tingkat]\nDOK001 = "info"\n')
    outcome = api.check(["kiriman"], OPTIONS)
    assert [(finding.code, finding.severity) for finding in outcome.findings if finding.code[:3] == "DOK"] == [
        ("DOK001", "info")
    ]
    assert outcome.exit_code == 0


def test_an_unknown_code_in_the_settings_is_refused(folder: Path) -> None:
    office(folder, '[periksa.tingkat]\nDOK999 = "info"\n')
    with pytest.raises(UsageError):
        api.check(["kiriman"], OPTIONS)


def test_office_patch_acts_and_is_named(folder: Path) -> None:
    office(folder, checklists__t_yaml='patch: dok\nagainst: "0"\nitems: {DOK001: {off: true}}\n')
    outcome = api.check(["kiriman"], OPTIONS)
    assert [code for _, code in codes(outcome)] == ["DOK008"]
    assert {entry.code for entry in outcome.skipped if entry.reason_code == "switched_off"} == {"DOK001"}
    patches = [entry for entry in outcome.definitions if entry["kind"] == "patch"]
    assert [Path(entry["origin"]).name for entry in patches] == ["t.yaml"]
    assert len(outcome.notices) == 1  # made against another version


def test_a_broken_definition_stops_the_run(folder: Path) -> None:
    office(folder, checklists__t_yaml="patch: dok\nagainst: '1'\nitems: {DOK01: {off: true}}\n")
    with pytest.raises(DefinitionError):
        api.check(["kiriman"], OPTIONS)


@pytest.mark.parametrize(
    ("version", "until", "today", "accepted"),
    [
        ("{version}", "", date(2026, 11, 20), True),
        ("{version}", "2026-11-20", date(2026, 11, 20), True),
        ("{version}", "2026-11-19", date(2026, 11, 20), False),
        ("0", "", date(2026, 11, 20), False),
    ],
)
def test_accepted_findings_stay_but_do_not_count(
    folder: Path, version: str, until: str, today: date, accepted: bool
) -> None:
    office(folder)
    options = replace(OPTIONS, today=today, select=["DOK001"])
    before = api.check(["kiriman"], options)
    rule = next(entry["version"] for entry in before.definitions if entry["id"] == "dok")
    mark = before.findings[0].fingerprint
    line = f"{mark},DOK001,{version.format(version=rule)},diterima,alasan,Kepala,2026-01-05,{until}\n"
    head = "fingerprint,code,rule version,decision,reason,by,date,until\n"
    (folder / "keputusan.csv").write_text(head + line, encoding="utf-8")
    after = api.check(["kiriman"], options)
    assert [finding.code for finding in after.findings] == ["DOK001"]
    assert (after.findings[0].accepted is not None) is accepted
    assert after.count("error") == (0 if accepted else 1)
    assert after.exit_code == (0 if accepted else 1)
    assert len(after.notices) == (1 if version == "0" else 0)


def test_folders_of_the_office_have_their_roles(folder: Path) -> None:
    office(folder, "[kantor]\nroster = 'roster.txt'\n", checklists__catatan_csv="x", keputusan_csv="")
    (folder / "keputusan.csv").unlink()
    for name in ("bukti/foto.txt", "templates/surat.txt", "roster.txt", "skp/hari.txt", "iku/iku.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(WRONG_DAY, encoding="utf-8")
    outcome = api.check(["skp", "bukti", "templates", "checklists"], OPTIONS)
    roles = {Path(result.path).name: result.role for result in outcome.files}
    assert roles == {"hari.txt": "submitted", "foto.txt": "evidence", "iku.txt": "reference"}
    assert [code for _, code in codes(outcome)] == ["DOK001"]
    whole = api.check(["."], OPTIONS)
    assert not {"surat.txt", "roster.txt", "kinerja.toml", "catatan.csv"} & {Path(path).name for path in paths(whole)}
    assert next(result.role for result in whole.files if result.path.endswith("iku.txt")) == "submitted"


def test_references_and_evidence_are_read_but_not_checked(folder: Path) -> None:
    options = replace(OPTIONS, reference=["kiriman/hari.txt"], evidence=["kiriman/rapat"])
    outcome = api.check(["kiriman/rapat/baik.txt"], options)
    assert [(result.path, result.role) for result in outcome.files] == [
        ("kiriman/rapat/baik.txt", "submitted"),
        ("kiriman/hari.txt", "reference"),
        ("kiriman/rapat/tanggal.txt", "evidence"),
    ]
    assert codes(outcome) == [] and outcome.exit_code == 0


@pytest.mark.parametrize("option", ["reference", "evidence"])
def test_a_reference_or_evidence_path_that_is_not_there(folder: Path, option: str) -> None:
    outcome = api.check(["kiriman/rapat/baik.txt"], replace(OPTIONS, **{option: ["hilang.docx"]}))
    assert outcome.exit_code == 3
    assert outcome.verdict is None


def failing_on(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, but with a fault of ours on one file."""

    def run(document: Document, *rest: Any) -> Any:
        if document.path.endswith(name):
            raise ZeroDivisionError
        return function(document, *rest)

    return run


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done in this process, so that what a test breaks is broken there, whatever threads others left."""

    def refuse(*_: object) -> None:
        raise CannotStart

    monkeypatch.setattr(api, "Crew", refuse)


@pytest.mark.usefixtures("here")
def test_a_fault_on_one_file_is_told_and_the_others_are_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.extracting, "extract", failing_on("hari.txt", desk.extracting.extract))
    outcome = api.check(["kiriman"], OPTIONS)
    assert outcome.faults == [("kiriman/hari.txt", "ZeroDivisionError")]
    assert [code for _, code in codes(outcome)] == ["DOK008"]
    assert [result.status for result in outcome.files] == ["unreadable", "read", "read"]
    assert (outcome.exit_code, outcome.verdict) == (70, "belum_terbaca")
    assert api.read(["kiriman"], OPTIONS).faults == outcome.faults


@pytest.mark.usefixtures("here")
def test_a_fault_in_a_check_is_one_of_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any, path: str, *rest: Any) -> Any:
        if path.endswith("hari.txt"):
            raise KeyError("x")
        return whole(self, path, *rest)

    whole = desk.run.Checker.check
    monkeypatch.setattr(desk.run.Checker, "check", broken)
    outcome = api.check(["kiriman"], OPTIONS)
    assert outcome.faults == [("kiriman/hari.txt", "KeyError")]
    assert [code for _, code in codes(outcome)] == ["DOK008"]


@pytest.mark.slow
def test_several_workers_find_what_one_finds(folder: Path) -> None:
    one = api.check(["kiriman"], OPTIONS)
    seen: list[tuple[int, int]] = []
    many = api.check(["kiriman"], replace(OPTIONS, workers=2, progress=lambda done, total: seen.append((done, total))))
    assert paths(many) == paths(one)
    assert [replace(finding) for finding in many.findings] == one.findings
    assert many.summary() == one.summary()
    assert seen == [(1, 3), (2, 3), (3, 3)]
