"""The official note: what it tells, that nothing of the template is left in it, and that a template can do no harm."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from kinerja_docs.errors import DefinitionError
from kinerja_docs.outcome import Addressee, Carrier, CheckOutcome, Standing, Thread
from kinerja_docs.reporting import letter
from tests.reporting.fakes import checked

TODAY = date(2026, 11, 20)
NIP = "199001012015032001"


@pytest.fixture
def outcome() -> CheckOutcome:
    made = checked()
    made.findings[0].message = f"NIP {NIP} & <w:p/> {{{{ 7 * 7 }}}}"
    made.picture.threads = [
        Thread("", 2026, "Indeks layanan", "iku.xlsx", [Carrier("Ani", "Layanan", "skp", "skp/ani.docx", "linked")]),
        Thread("", 2026, "Nilai SAKIP", "iku.xlsx", []),
    ]
    made.picture.standings = [
        Standing("", "Ani", "Arsiparis", {"skp": "skp/ani.docx", "evaluasi_skp TW1": None}),
        Standing("", "Budi", "", {"skp": "skp/budi.docx"}),
    ]
    made.addressee = Addressee("Bawaslu Kabupaten Rekaan", "Kepala Sekretariat")
    return made


def written(data: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """Paragraphs, and the rows of each table."""
    document = docx.Document(io.BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], tables


def test_the_note_tells_who_owes_what_is_to_mend_and_what_nobody_carries(outcome: CheckOutcome) -> None:
    paragraphs, tables = written(letter.render(outcome, TODAY))
    head, owed, mend, findings = tables
    assert ["Kepala Sekretariat Bawaslu Kabupaten Rekaan" in row for row in head].count(True) == 1
    assert [row[1] for row in owed[1:]] == ["Ani, Arsiparis"]
    assert [row[1].partition(" ")[0] for row in mend[1:]] == ["skp/rusak.docx", "skp/ani.docx"]
    assert [row[2:5] for row in mend[1:]] == [["1", "0", "0"], ["1", "1", "1"]]
    assert "Nilai SAKIP" in paragraphs and "Indeks layanan" not in paragraphs
    shown = [finding.code for finding in outcome.findings if finding.severity != "info" and finding.accepted is None]
    assert sorted(re.findall(r"[A-Z]{3}\d{3}", " ".join(row[3].partition(":")[0] for row in findings[1:]))) == sorted(
        shown
    )


def test_warnings_and_skipped_checks_stand_beside_the_verdict(outcome: CheckOutcome) -> None:
    paragraphs, _ = written(letter.render(outcome, TODAY))
    counts = outcome.summary()
    beside = next(text for text in paragraphs if str(counts["error"]) in text and "belum terbaca" in text)
    assert f"{counts['warning']} peringatan" in beside and f"{counts['skipped']} pemeriksaan dilewati" in beside


def test_no_tag_is_left_and_what_a_file_says_stays_text(outcome: CheckOutcome) -> None:
    paragraphs, tables = written(letter.render(outcome, TODAY))
    cells = [cell for table in tables for row in table for cell in row]
    ours = [text for text in (*paragraphs, *cells) if "7 * 7" not in text]
    assert not [text for text in ours if re.search(r"\{[{%]|[%}]\}|--|\bNone\b", text)]
    assert any("& <w:p/> {{ 7 * 7 }}" in text for text in cells)


def test_numbers_of_persons_are_masked_unless_asked(outcome: CheckOutcome) -> None:
    def cells(unmask: bool) -> str:
        return str(written(letter.render(outcome, TODAY, unmask)))

    assert NIP not in cells(unmask=False) and NIP in cells(unmask=True)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_clean_office_gets_a_note_without_a_list(language: str) -> None:
    outcome = checked(language)
    outcome.files, outcome.findings, outcome.skipped = outcome.files[:1], [], []
    paragraphs, tables = written(letter.render(outcome, TODAY))
    assert len(tables) == 1 and not any("{" in text for text in paragraphs)


def test_what_has_no_room_is_told_by_number(outcome: CheckOutcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter, "MOST", 1)
    monkeypatch.setattr(letter, "MOST_FILES", 1)
    paragraphs, tables = written(letter.render(outcome, TODAY))
    assert [len(table) for table in tables[2:]] == [2, 2]
    told = [text for text in paragraphs if "xlsx" in text]
    assert [re.findall(r"\d+", text) for text in told] == [["1"], [str(len(outcome.findings) - 1)]]


def test_the_same_report_gives_the_same_bytes(outcome: CheckOutcome) -> None:
    assert letter.render(outcome, TODAY) == letter.render(outcome, TODAY)


def test_filling_leaves_the_namespaces_of_the_library_alone(outcome: CheckOutcome) -> None:
    letter.render(outcome, TODAY)
    document = docx.Document()
    document.core_properties.last_modified_by = "Ani"
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        core = package.read("docProps/core.xml")
    assert b"custom-properties" not in core and core.count(b"lastModifiedBy") == 2


def office_with(tmp_path: Path, text: str) -> Addressee:
    """An office with a template of its own that says this."""
    folder = tmp_path / "templates" / "docx"
    folder.mkdir(parents=True)
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "laporan_pemeriksaan.docx"))
    return Addressee("Kantor", "", tmp_path)


def test_the_template_of_the_office_goes_first(outcome: CheckOutcome, tmp_path: Path) -> None:
    outcome.addressee = office_with(tmp_path, "Kepada {{ to }}: {{ result }}")
    paragraphs, tables = written(letter.render(outcome, TODAY))
    assert paragraphs[0].startswith("Kepada Pimpinan Kantor: ") and tables == []


@pytest.mark.parametrize(
    "text", ["{{ tak_ada }}", "{{ w.tak_ada }}", "{% if %}", "{{ ''.__class__.__mro__ }}", "{{ owed.append(1) }} {{ x"]
)
def test_a_template_that_asks_for_more_is_a_broken_definition(outcome: CheckOutcome, tmp_path: Path, text: str) -> None:
    outcome.addressee = office_with(tmp_path, text)
    with pytest.raises(DefinitionError):
        letter.render(outcome, TODAY)
