"""Renderers say what the outcome holds: in order, with places in words, and nothing that steers a terminal."""

from __future__ import annotations

import json
import re

import pytest

from kinerja_docs.model import FILE, Cell, Location, Record
from kinerja_docs.reporting import json_report, table, terminal
from kinerja_docs.reporting.places import place_label
from tests.reporting.fakes import SHEET, checked, finding, record, was_read

PLAIN = terminal.Paper(90)


def sheet_record() -> Record:
    return Record(0, "skp", columns={"hasil_kerja": {"target": Cell(SHEET, 17, 7, "Target", colspan=2)}})


@pytest.mark.parametrize(
    ("location", "path", "label"),
    [
        (Location("table_cell", table=4, row=8, column=6), "a.docx", "tabel 4, baris 8, kolom 6 (TARGET 2026)"),
        (Location("table_cell", table=4, row=8, column=5), "a.docx", "tabel 4, baris 8, kolom 5"),
        (Location("table_cell", table=3, row=8, column=6), "a.docx", "tabel 3, baris 8, kolom 6"),
        (Location("cell", sheet="SKP 2026", cell="H19"), "a.xlsx", "lembar “SKP 2026”, sel H19 (Target)"),
        (Location("cell", sheet="SKP 2026", cell="H3"), "a.xlsx", "lembar “SKP 2026”, sel H3"),
        (Location("paragraph", paragraph=13), "a.docx", "paragraf 13"),
        (Location("paragraph", paragraph=13), "a.txt", "baris 13"),
        (Location("paragraph", paragraph=2, part="footer1"), "a.docx", "kaki halaman 1, paragraf 2"),
        (Location("page", page=3), "a.pdf", "halaman 3"),
        (FILE, "a.docx", "seluruh berkas"),
    ],
)
def test_places_in_words(location: Location, path: str, label: str) -> None:
    assert place_label(location, "id", path, [record(), sheet_record()]) == label


def test_terminal_puts_the_worst_file_and_finding_first() -> None:
    text = terminal.render(checked(), PLAIN)
    places = [text.index(word) for word in ("skp/rusak.docx", "skp/ani.docx", "SKP007", "SKP012", "SKP009", "iku/baik")]
    assert places == sorted(places)
    assert max(len(line) for line in text.splitlines()) <= PLAIN.measure


def test_terminal_names_every_skipped_check_and_the_numbers() -> None:
    text = terminal.render(checked("en"), PLAIN)
    assert "DOK004" in text.partition("Summary")[2]
    assert "errors 2, warnings 1, notes 0, skipped checks 1" in text


def test_colours_only_where_asked() -> None:
    assert "\033[" not in terminal.render(checked(), PLAIN)
    coloured = terminal.render(checked(), terminal.Paper(90, colour=True))
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == terminal.render(checked(), PLAIN)
    assert coloured != terminal.render(checked(), PLAIN)


def test_text_of_a_file_cannot_steer_the_terminal() -> None:
    outcome = checked()
    outcome.files[0].path = "a\033[31m.docx"
    outcome.findings.append(finding("SKP001", "error", FILE, message="x\033]0;judul\007y"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", terminal.render(outcome, PLAIN))


def test_json_of_check() -> None:
    tree = json_report.check_tree(checked())
    first = tree["findings"][1]
    assert first["location"] == {
        "kind": "table_cell",
        "table": 4,
        "row": 8,
        "column": 6,
        "label": "tabel 4, baris 8, kolom 6 (TARGET 2026)",
    }
    assert first["legal_basis"] == [{"regulation": "PermenPANRB 6/2022", "article": "Pasal 8"}]
    assert tree["findings"][2]["accepted"]["by"] == "Kepala"
    assert tree["summary"] == {
        "error": 2,
        "warning": 1,
        "info": 0,
        "accepted": 1,
        "skipped": 1,
        "verdict": "belum_terbaca",
    }
    assert tree["files"][2]["sha256"] is None
    document = tree["files"][1]["documents"][0]
    assert (document["person"], document["year"], document["links"]) == ("Ani Lestari, S.H.", 2026, [])
    assert json.loads(json_report.dumps(tree)) == tree


def test_json_of_read() -> None:
    tree = json_report.read_tree(was_read())
    document = tree["files"][1]["documents"][0]
    target = document["rows"]["hasil_kerja"][0]["target"]
    assert (target["value"], type(target["value"]), target["unit"]) == (12, int, "laporan")
    assert "unit" not in document["fields"]["pegawai.nip"]
    assert document["rows"]["perilaku"] == []
    assert tree["files"][2]["failure"] == {"code": "BRK001", "reason": "damaged"}


def test_faults_of_ours_are_in_every_report() -> None:
    outcome = checked()
    outcome.faults.append(("skp/ani.docx", "KeyError"))
    assert json_report.check_tree(outcome)["faults"] == [{"file": "skp/ani.docx", "kind": "KeyError"}]
    assert "KeyError" in terminal.render(outcome, PLAIN)
    assert outcome.exit_code == 70


@pytest.mark.parametrize("width", [40, 60, 90, 200])
def test_read_table_fits_its_paper(width: int) -> None:
    paper = terminal.Paper(width)
    text = table.render_read(was_read(), paper)
    assert max(len(line) for line in text.splitlines()) <= paper.measure
    assert "199001012015032001" in text.replace("\n", "") or width < 90


def test_exit_codes() -> None:
    outcome = checked()
    assert outcome.exit_code == 3
    outcome.unreadable = False
    assert outcome.exit_code == 1
    outcome.findings = [one for one in outcome.findings if one.severity != "error"]
    assert outcome.exit_code == 0
