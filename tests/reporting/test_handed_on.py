"""Reports to hand on: page, workbook, SARIF, messages, and the older report beside the new one."""

from __future__ import annotations

import io
import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from kinerja_docs import api, baseline
from kinerja_docs.errors import UsageError
from kinerja_docs.options import Options
from kinerja_docs.outcome import Baseline, Carrier, CheckOutcome, Standing, Thread
from kinerja_docs.reporting import html, json_report, messages, sarif, workbook
from kinerja_docs.reporting.masking import masked
from kinerja_docs.reporting.overview import overview
from tests.reporting.fakes import checked, was_read

TODAY = date(2026, 11, 20)
NIP = "199001012015032001"
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
PLACE = {
    "type": "object",
    "required": ["physicalLocation", "logicalLocations"],
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": "^[^ \\\\]+$"}},
                }
            },
        },
        "logicalLocations": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["name", "fullyQualifiedName", "kind"]},
        },
        "message": TEXT,
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "locations": {"type": "array", "minItems": 1, "items": PLACE},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": PLACE},
        "partialFingerprints": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}, "additionalProperties": False},
    },
    "additionalProperties": False,
}
SARIF = {  # what SARIF 2.1.0 asks of the parts that we write
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version", "rules"],
                                "properties": {"rules": {"type": "array", "uniqueItems": True, "items": RULE}},
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {"type": "object", "required": ["executionSuccessful"]},
                    },
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
    "additionalProperties": True,
}


@pytest.fixture
def outcome() -> CheckOutcome:
    made = checked()
    made.findings[0].message = f"NIP {NIP} dan 19900101 201503 2 001 berbeda <b>&"
    made.picture.threads = [
        Thread(
            "", 2026, "Indeks pelayanan", "iku.xlsx", [Carrier("Ani", "Layanan baik", "skp", "skp/ani.docx", "linked")]
        ),
        Thread("", 2026, "Nilai SAKIP", "iku.xlsx", []),
    ]
    made.picture.standings = [Standing("", "Ani", "Arsiparis", {"skp": "skp/ani.docx", "evaluasi_skp TW1": None})]
    return made


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_has_all_findings_and_calls_nobody(outcome: CheckOutcome) -> None:
    page = html.render(outcome, TODAY)
    parser = _Text()
    parser.feed(page)
    assert parser.tags.count("article") == len(outcome.findings)
    assert all(link.startswith("#") for link in parser.links) and "://" not in page
    assert "<b>&" not in page and "&lt;b&gt;&amp;" in page
    assert parser.tags.count("table") >= 3


def test_numbers_of_persons_are_masked_unless_asked(outcome: CheckOutcome) -> None:
    for text in (html.render(outcome, TODAY), messages.render(outcome), json.dumps(sarif.sarif_tree(outcome))):
        assert NIP not in text and "201503 2 001" not in text
    assert NIP in html.render(outcome, TODAY, unmask=True)
    assert masked("NIK 3504123456789012, Rp 1.234.567.890.123.456") == "NIK ••••••012, Rp 1.234.567.890.123.456"


def test_names_of_files_are_masked_too(outcome: CheckOutcome) -> None:
    path = f"skp/{NIP}.docx"
    outcome.files[1].path = path
    for entry in (*outcome.findings, *outcome.skipped):
        entry.file = path if entry.file == "skp/ani.docx" else entry.file
    outcome.picture.standings[0].forms["skp"] = path
    outcome.picture.threads[0].carriers[0] = Carrier("Ani", f"Layanan {NIP}", "skp", path, "linked")
    book = openpyxl.load_workbook(io.BytesIO(workbook.check_workbook(outcome, TODAY)))
    cells = str([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    for text in (html.render(outcome, TODAY), messages.render(outcome), json.dumps(sarif.sarif_tree(outcome)), cells):
        assert NIP not in text


def test_each_office_has_its_own_matrix(outcome: CheckOutcome) -> None:
    one = outcome.picture.threads[0]
    outcome.picture.threads.append(
        Thread("/x/kantor-b", 2026, "Indeks lain", "b.xlsx", [Carrier("Budi", "Lain", "skp", "b.docx", "unsure")])
    )
    outcome.picture.standings.append(Standing("/x/kantor-b", "Budi", "", {"skp": None}))
    seen = overview(outcome)
    assert [(grid.columns, len(grid.rows)) for grid in seen.matrices] == [(["Ani"], 2), (["Budi"], 1)]
    assert [(grid.title, grid.owing()) for grid in seen.rosters][1] == ("kantor-b", 1)
    assert [sign for sign, _ in seen.matrices[1].rows[0][2]] == ["○"]
    book = openpyxl.load_workbook(io.BytesIO(workbook.check_workbook(outcome, TODAY)))
    lines = list(book[book.sheetnames[3]].iter_rows(min_row=2, values_only=True))
    assert [(line[1], line[2]) for line in lines if line[3]] == [(one.indicator, "Ani"), ("Indeks lain", "Budi")]
    assert "kantor-b" in html.render(outcome, TODAY)


def test_the_same_report_gives_the_same_bytes(outcome: CheckOutcome) -> None:
    assert workbook.check_workbook(outcome, TODAY) == workbook.check_workbook(outcome, TODAY)
    assert html.render(outcome, TODAY) == html.render(outcome, TODAY)


def test_the_filter_by_indicator_finds_the_files_that_serve_it(outcome: CheckOutcome) -> None:
    assert {file.path: file.serves for file in overview(outcome).files}["skp/ani.docx"] == [0]


def test_the_overview_counts_what_the_report_counts(outcome: CheckOutcome) -> None:
    seen = overview(outcome)
    assert {name: seen.counts[name] for name in ("error", "warning", "info", "skipped")} == {
        name: outcome.summary()[name] for name in ("error", "warning", "info", "skipped")
    }
    assert seen.people.columns == ["SKP", "Evaluasi TW1"]
    assert [sign for sign, _ in seen.people.rows[0][2]] == ["✔", "✖"]
    assert [[sign for sign, _ in cells] for _, _, cells in seen.matrices[0].rows] == [["●"], [""]]


def test_the_workbook_filters_and_freezes(outcome: CheckOutcome) -> None:
    outcome.findings[0].message = "=HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO(workbook.check_workbook(outcome, TODAY)))
    assert len(book.sheetnames) == 5
    sheet = book[book.sheetnames[1]]
    assert sheet.max_row == len(outcome.findings) + 1
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:K{sheet.max_row}"
    cells = [cell for one in book for row in one.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=HYPERLINK(1)" and cell.data_type == "s" for cell in cells)


def test_what_was_read_as_a_workbook() -> None:
    outcome = was_read()
    book = openpyxl.load_workbook(io.BytesIO(workbook.read_workbook(outcome, TODAY)))
    fields = list(book[book.sheetnames[0]].iter_rows(min_row=2, values_only=True))
    assert len(fields) == sum(len(record.fields) for result in outcome.files for record in result.records)
    assert not any("199001012015032001" in str(cell) for row in fields for cell in row)
    assert "skp hasil_kerja" in book.sheetnames


def test_sarif_is_whole(outcome: CheckOutcome) -> None:
    tree = sarif.sarif_tree(outcome)
    jsonschema.validate(tree, SARIF)
    run = tree["runs"][0]
    assert len(run["results"]) == len(outcome.findings)
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(outcome.skipped)
    accepted = [finding for finding in outcome.findings if finding.accepted is not None]
    assert sum("suppressions" in result for result in run["results"]) == len(accepted)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_sarif_of_a_real_check_has_rules_with_help() -> None:
    outcome = api.check(["samples/bermasalah"], Options(today=TODAY))
    tree = sarif.sarif_tree(outcome)
    jsonschema.validate(tree, SARIF)
    rules = tree["runs"][0]["tool"]["driver"]["rules"]
    assert len(tree["runs"][0]["results"]) == len(outcome.findings) > 20
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert {rule["id"] for rule in rules} == {finding.code for finding in outcome.findings}


def test_sarif_beside_an_older_report(outcome: CheckOutcome) -> None:
    gone = {"code": "SKP008", "file": "a b.docx", "message": "x", "fingerprint": "e" * 16, "severity": "error"}
    outcome.findings[0].fingerprint = "a" * 16
    outcome.baseline = Baseline(frozenset({"a" * 16}), (gone,))
    tree = sarif.sarif_tree(outcome)
    states = [result["baselineState"] for result in tree["runs"][0]["results"]]
    assert states == ["unchanged", *["new"] * (len(outcome.findings) - 1), "absent"]
    jsonschema.validate(tree, SARIF)


def test_who_owes_a_document_is_told_so_and_not_that_all_is_well(outcome: CheckOutcome) -> None:
    outcome.picture.standings.append(Standing("", "Budi", "", {"skp": None}))
    outcome.picture.standings.append(Standing("", "Citra", "", {"skp": "iku/baik.docx"}))
    by_name = {text.split(",")[0].removeprefix("Yth. "): text for text in messages.render(outcome).split("———")}
    by_name = {name.strip().removeprefix("Yth. "): text for name, text in by_name.items()}
    clean = "tidak ada yang perlu diperbaiki"
    assert "SKP" in by_name["Budi"] and clean not in by_name["Budi"]
    assert clean in by_name["Citra"]
    assert not any(name.endswith(".docx") and "pengirim" not in text for name, text in by_name.items())


def test_a_message_is_short_and_says_what_it_leaves_out(outcome: CheckOutcome) -> None:
    outcome.findings += [outcome.findings[1]] * (messages.MOST + 3)
    text = messages.render(outcome)
    told = max(part.count("→") for part in text.split("———"))
    assert told == messages.MOST and "hal lain" in text


def test_a_message_names_what_to_mend_and_not_what_was_accepted(outcome: CheckOutcome) -> None:
    text = messages.render(outcome)
    for finding in outcome.findings:
        shown = finding.severity != "info" and finding.accepted is None
        assert (finding.fix in text) is shown, finding.code


def test_an_older_report_tells_new_still_and_mended(tmp_path: Path) -> None:
    samples = Path("samples/bermasalah")
    both = [str(samples / name) for name in ("skp-target-kosong.docx", "pk-pihak-sama.docx")]
    old = tmp_path / "lama.json"
    tree = json_report.check_tree(api.check(both, Options(today=TODAY)))
    gone = {**tree["findings"][0], "fingerprint": "f" * 16}
    tree["findings"].append(gone)
    old.write_text(json_report.dumps(tree), "utf-8")
    seen = api.check(both[:1], Options(today=TODAY, baseline=old))
    assert seen.baseline is not None
    assert {seen.baseline.state(finding.fingerprint) for finding in seen.findings} == {"still"}
    fixed = [one["fingerprint"] for one in seen.baseline.fixed]
    assert fixed == (["f" * 16] if gone["file"] == both[0] else [])
    other = api.check(both[1:], Options(today=TODAY, baseline=old))
    assert other.baseline is not None and not any(one["file"] == both[0] for one in other.baseline.fixed)
    written = json_report.check_tree(seen)
    assert {entry["state"] for entry in written["findings"]} == {"still"}


def test_what_was_not_looked_at_again_is_not_mended(tmp_path: Path) -> None:
    path = "samples/bermasalah/skp-target-kosong.docx"
    old = tmp_path / "lama.json"
    tree = json_report.check_tree(api.check([path], Options(today=TODAY)))
    codes = {finding["code"] for finding in tree["findings"] if not finding["accepted"]}
    assert "SKP007" in codes
    old.write_text(json_report.dumps(tree), "utf-8")
    for choice in ({"select": ["DOK"]}, {"ignore": ["SKP"]}):
        seen = api.check([path], Options(today=TODAY, baseline=old, **choice))  # type: ignore[arg-type]
        assert seen.baseline is not None and seen.baseline.fixed == ()
        assert {one["code"] for one in seen.baseline.unchecked} == {code for code in codes if code.startswith("SKP")}
        written = json_report.check_tree(seen)
        assert len(written["unchecked"]) == len(seen.baseline.unchecked)


def test_the_workbook_and_the_page_tell_what_was_mended(outcome: CheckOutcome) -> None:
    gone = {"code": "SKP008", "file": "skp/ani.docx", "message": f"pesan {NIP}", "fingerprint": "e" * 16}
    outcome.baseline = Baseline(frozenset({outcome.findings[0].fingerprint}), (gone,), (gone,))
    book = openpyxl.load_workbook(io.BytesIO(workbook.check_workbook(outcome, TODAY)))
    lines = list(book[book.sheetnames[-1]].iter_rows(min_row=2, values_only=True))
    assert [line[:2] for line in lines] == [("SKP008", "skp/ani.docx")]
    seen = overview(outcome)
    assert (len(seen.fixed), seen.unchecked, {entry.state for entry in seen.entries}) == (1, 1, {"still"})
    assert "SKP008" in html.render(outcome, TODAY) and NIP not in html.render(outcome, TODAY)


@pytest.mark.parametrize("content", ["", "{}", '{"format": 1}', "[1]", '{"format": 1, "findings": [1], "files": []}'])
def test_a_file_that_is_no_report_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "lama.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError):
        baseline.load(path)
    with pytest.raises(UsageError):
        baseline.load(tmp_path / "tidak-ada.json")
