"""Attacks on public copies: every way back to a value is tried, by means that the copy was not made with."""

from __future__ import annotations

import html
import json
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from docx import Document
from openpyxl import load_workbook

from kinerja_docs import publishing, reading
from kinerja_docs.errors import UsageError
from kinerja_docs.model import Location
from kinerja_docs.options import Options
from tests.disclosing.attacked import ACCOUNT, ADDRESS, MAIL, NAME, NIK, NIP, PHONE, SECRETS, STAYS, pdf, sheet, word

OPTIONS = Options(today=date(2026, 11, 20))
MAKERS = {".docx": word, ".xlsx": sheet, ".pdf": pdf}


def made(tmp_path: Path, suffix: str, approve: str | None = "Ketua") -> publishing.Disclosure:
    source = tmp_path / f"{NAME} asli{suffix}"
    source.write_bytes(MAKERS[suffix]())
    return publishing.disclose([str(source)], tmp_path / "publik", OPTIONS, approve=approve)


@pytest.fixture(params=[".docx", ".xlsx", ".pdf"])
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (one,) = made(tmp_path, request.param).documents
    assert one.refused is None and one.output is not None
    return one.output


def everything(path: Path) -> str:
    """All that can be got out of a file: raw, unzipped, inflated, in several encodings, without tags and entities."""
    raw = path.read_bytes()
    pieces = [path.name.encode(), raw]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            pieces += [package.comment, *(name.encode() for name in package.namelist())]
            pieces += [package.read(name) for name in package.namelist()]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            pieces.append(zlib.decompressobj().decompress(found.group(1)))
        except zlib.error:
            continue
    texts = []
    for piece in pieces:
        for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
            text = html.unescape(piece.decode(code, errors="ignore"))
            texts += [text, re.sub(r"<[^>]*>", "", text)]
    return "\n".join(texts)


def shown(path: Path) -> str:
    """What an independent reader shows."""
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        footers = [line.text for section in document.sections for line in section.footer.paragraphs]
        return "\n".join([*(line.text for line in document.paragraphs), *cells, *footers])
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        values = [
            str(cell) for one in book for row in one.iter_rows(values_only=True) for cell in row if cell is not None
        ]
        return "\n".join([*book.sheetnames, *values])
    with pdfplumber.open(path) as pages:
        return "\n".join(page.extract_text() or "" for page in pages.pages)


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_way_back_to_a_value(copy: Path, secret: str) -> None:
    assert bare(secret) not in bare(shown(copy))
    text = everything(copy)
    assert secret.casefold() not in text.casefold()
    if secret.replace("-", "").isdigit():
        assert bare(secret) not in re.sub(r"[\s.\-]", "", text)


@pytest.mark.parametrize("stays", STAYS)
def test_what_is_public_stays(copy: Path, stays: str) -> None:
    assert bare(stays) in bare(shown(copy))


def test_pdf_has_no_past_and_no_baggage(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ".pdf").documents
    assert one.output is not None
    assert one.output.read_bytes().count(b"%%EOF") == 1
    with pikepdf.open(one.output) as document:
        assert not document.attachments and "/Info" not in document.trailer
        assert {str(key) for key in document.Root} == {"/Type", "/Pages"}
        assert not any("/Annots" in page for page in document.pages)
        assert len(document.pages) == 2


def test_the_first_page_is_black_where_the_name_was(tmp_path: Path) -> None:
    import pypdfium2

    (one,) = made(tmp_path, ".pdf").documents
    assert one.output is not None
    page = pypdfium2.PdfDocument(one.output)[0].render(scale=2).to_pil().convert("L")
    left, top = 72 + 95, 842 - 780 + 40  # the name on the third line
    assert page.getpixel((2 * (left + 10), 2 * (top - 3))) < 40
    assert page.getpixel((2 * 350, 2 * (842 - 430))) > 200  # where the picture was


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_the_log_and_the_certificate_hold_no_value(tmp_path: Path, suffix: str) -> None:
    found = made(tmp_path, suffix)
    texts = [everything(tmp_path / "publik" / name) for name in ("catatan.json", "sertifikat.docx")]
    texts.append(json.dumps([one["removed"] for one in found.tree()["documents"]]))
    for text in texts:
        for secret in (NIP, NIK, PHONE, MAIL, NAME, ADDRESS, ACCOUNT):
            assert secret.casefold() not in text.casefold()


def test_places_are_told_by_numbers(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ".xlsx").documents
    removed = {each.kind: [(area.kind, area.number) for area in each.areas] for each in one.removed}
    assert removed["nik"] == [("sheet", 1)] and removed["nama"] == [("sheet", 1), ("sheet", 2)]  # one is called so
    assert {change.place.cell for change in one.changes if change.place.sheet == "Rekap"} >= {"B3", "B5", "D5"}


def test_places_of_a_pdf_are_pages(tmp_path: Path) -> None:
    (one,) = made(tmp_path, ".pdf").documents
    assert {(area.kind, area.number) for each in one.removed for area in each.areas} == {("page", 1)}


def test_places_of_a_word_file_are_those_of_reading(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Daftar hadir")
    document.add_table(1, 1)
    table = document.add_table(2, 2)
    table.cell(1, 0).text, table.cell(1, 1).text = "NIP", NIP
    inner = table.cell(0, 1).add_table(1, 1)
    inner.cell(0, 0).text = NIK
    document.add_paragraph(f"Ditulis oleh {MAIL}")
    document.sections[0].footer.paragraphs[0].text = f"NIP {NIP}"
    source = tmp_path / "hadir.docx"
    document.save(str(source))
    (one,) = publishing.disclose([str(source)], tmp_path / "p", OPTIONS).documents
    read = reading.read_bytes(source.read_bytes(), "hadir.docx")
    places = {cell.at for line in read.lines for cell in line.cells if cell.text in (NIP, f"Ditulis oleh {MAIL}")}
    assert {change.place for change in one.changes if change.place.part is None} == {
        *places,
        Location("table_cell", table=2, row=1, column=2),
    }
    assert len(places) == 2 and any(change.place.part == "footer" for change in one.changes)


def test_what_was_looked_at_is_kept_when_drafts_are_made_anew(tmp_path: Path) -> None:
    folder, again = tmp_path / "masuk", replace(OPTIONS, force=True)
    folder.mkdir()
    for name, text in (("a", "Dewanti Larasati hadir"), ("b", "Gunadi Prakoso hadir")):
        document = Document()
        document.add_paragraph(text)
        document.save(str(folder / f"{name}.docx"))
        publishing.disclose([str(folder)], tmp_path / "p", again)
        look = tmp_path / "p" / "draf" / "periksa.csv"
        look.write_text(look.read_text(encoding="utf-8").replace("paragraf 1;;", "paragraf 1;tetap;tokoh publik", 1))
    rows = [line.split(";") for line in look.read_text(encoding="utf-8-sig").splitlines()]
    assert [(row[1], row[3]) for row in rows[1:]] == [("Dewanti Larasati", "tetap"), ("Gunadi Prakoso", "tetap")]


def test_a_certificate_is_not_overwritten_where_all_is_refused(tmp_path: Path) -> None:
    made(tmp_path, ".docx")
    (tmp_path / "rusak.docx").write_bytes(b"PK rusak")
    before = (tmp_path / "publik" / "sertifikat.docx").read_bytes()
    with pytest.raises(UsageError):
        publishing.disclose([str(tmp_path / "rusak.docx")], tmp_path / "publik", OPTIONS, approve="Ketua")
    assert (tmp_path / "publik" / "sertifikat.docx").read_bytes() == before


def test_a_draft_has_no_public_name(tmp_path: Path) -> None:
    found = made(tmp_path, ".docx", approve=None)
    assert [one.output.relative_to(tmp_path).as_posix() for one in found.documents if one.output] == [
        "publik/draf/draf-0001.docx"
    ]
    assert not list((tmp_path / "publik").glob("publik-*"))


def test_what_a_person_decides_beside_the_drafts_holds(tmp_path: Path) -> None:
    source = tmp_path / "surat.docx"
    document = Document()
    document.add_paragraph("Rapat dihadiri Dewanti Larasati dan Gunadi Prakoso.")
    document.add_paragraph("Nama pemohon: Rukmini Hestiningrum")  # goes anyway, so nobody has to decide on it
    document.save(str(source))
    publishing.disclose([str(source)], tmp_path / "p", OPTIONS)
    look = tmp_path / "p" / "draf" / "periksa.csv"
    lines = look.read_text(encoding="utf-8-sig").splitlines()
    assert any("Dewanti Larasati" in line for line in lines) and not any("Rukmini" in line for line in lines)
    decided = [
        line + "hapus;pelapor" if "Dewanti" in line else line for line in (one.rstrip(";") + ";" for one in lines[1:])
    ]
    look.write_text("\n".join([lines[0], *decided]), encoding="utf-8")
    (one,) = publishing.disclose([str(source)], tmp_path / "p", OPTIONS, approve="Ketua").documents
    assert one.output is not None
    text = shown(one.output)
    assert "Dewanti" not in text and "Gunadi Prakoso" in text


def test_a_decision_without_a_reason_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "surat.docx"
    document = Document()
    document.add_paragraph("Dewanti Larasati")
    document.save(str(source))
    (tmp_path / "p" / "draf").mkdir(parents=True)
    look = tmp_path / "p" / "draf" / "periksa.csv"
    look.write_text("berkas;teks;letak;putusan;alasan\nx;Dewanti Larasati;1;hapus;\n", encoding="utf-8")
    with pytest.raises(UsageError):
        publishing.disclose([str(source)], tmp_path / "p", OPTIONS)


def test_what_cannot_be_proved_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.docx").write_bytes(word())
    (folder / "b.docx").write_bytes(b"PK rusak")
    (folder / "c.txt").write_text(f"NIP {NIP}")
    found = publishing.disclose([str(folder)], tmp_path / "p", OPTIONS, approve="Ketua")
    assert [one.refused is None for one in found.documents] == [True, False, False]
    assert found.exit_code == 1
    assert [path.name for path in sorted((tmp_path / "p").glob("publik-*"))] == ["publik-0001.docx"]


def test_the_original_is_not_changed_and_nothing_is_overwritten(tmp_path: Path) -> None:
    made(tmp_path, ".docx")
    source = tmp_path / f"{NAME} asli.docx"
    assert Document(str(source)).core_properties.author == NAME
    with pytest.raises(UsageError):
        publishing.disclose([str(source)], tmp_path / "publik", OPTIONS, approve="Ketua")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"asli{suffix}"
    source.write_bytes(MAKERS[suffix]())
    outputs = []
    for name in ("satu", "dua"):
        (one,) = publishing.disclose([str(source)], tmp_path / name, OPTIONS, approve="Ketua").documents
        assert one.output is not None
        outputs.append(one.output.read_bytes())
    assert outputs[0] == outputs[1]
