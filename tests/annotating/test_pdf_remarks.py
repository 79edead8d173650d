"""Remarks in PDF: appended, at their place on turned pages too, once, and cut off again byte by byte."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen import canvas

from kinerja_docs import api
from kinerja_docs.annotating import Remark, annotate, strip
from kinerja_docs.annotating.pdf import MARK, Certified
from kinerja_docs.model import FILE, Location
from kinerja_docs.options import Options
from kinerja_docs.reading import read_bytes
from kinerja_docs.reading.own import AUTHOR

TODAY = date(2026, 11, 20)
SUMMARY = ["Yang perlu diperbaiki (1):", "1. di sini"]
WORD = "Terpetakannya"


def made(turn: int = 0, streams: bool = False) -> bytes:
    """Two pages with a word in a known place; ``turn``: pages that are shown turned; ``streams``: packed objects."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(500, 700))
    for number in (1, 2):
        page.setPageRotation(turn)
        page.drawString(120, 560, f"{WORD} {(0, 'lokasi rawan', 'jumlah pemilih')[number]}")
        page.drawString(60, 90, f"Keterangan lain pada bagian {number}")
        page.showPage()
    page.save()
    if not streams:
        return out.getvalue()
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def place_of(data: bytes, page: int = 1) -> Location:
    """Where our reader says the word stands."""
    lines = [cell for line in read_bytes(data, "a.pdf").lines for cell in line.cells if WORD in cell.text]
    return next(cell.at for cell in lines if cell.at.page == page)


def remark(at: Location) -> Remark:
    return Remark(at, "error", "SKP008 Kesalahan", ("Target belum terukur.", "Perbaiki: tulis angkanya."), "di sini")


def with_remarks(data: bytes, *at: Location) -> bytes:
    return annotate(data, "a.pdf", [remark(one) for one in at], SUMMARY, TODAY, "id")


def notes(data: bytes) -> list[tuple[int, str, list[float]]]:
    """Page, kind and box of our annotations."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            (number, str(one.Subtype), [float(value) for value in one.Rect])
            for number, page in enumerate(document.pages, 1)
            for one in page.get("/Annots", [])
            if str(one.get("/NM", "")).startswith(MARK) and str(one.get("/T", "")) == AUTHOR
        ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("streams", [False, True])
def test_a_highlight_lies_over_its_word(turn: int, streams: bool) -> None:
    data = made(turn, streams)
    copy = with_remarks(data, place_of(data, 2))
    ((page, kind, box),) = [one for one in notes(copy) if one[1] == "/Highlight"]
    assert (page, kind) == (2, "/Highlight")
    text = pypdfium2.PdfDocument(data)[1].get_textpage()
    left, bottom, right, top = text.get_charbox(0)
    assert box[0] - 1 <= left and right <= box[2] + 1 and box[1] - 1 <= bottom and top <= box[3] + 1
    assert box[2] - box[0] < 300 and box[3] - box[1] < 60


def test_nothing_before_the_remarks_changes() -> None:
    for data in (made(), made(streams=True)):
        copy = with_remarks(data, place_of(data), FILE)
        assert copy.startswith(data) and len(copy) > len(data)
        assert strip(copy, "a.pdf") == data


def test_a_second_run_replaces_and_is_the_same() -> None:
    data = made()
    once = with_remarks(data, place_of(data))
    assert annotate(once, "a.pdf", [remark(place_of(data))], SUMMARY, TODAY, "id") == once
    assert annotate(once, "a.pdf", [], [], TODAY, "id") == data


def test_what_has_no_place_is_in_the_note_of_the_first_page() -> None:
    data = made()
    copy = with_remarks(data, FILE)
    assert [(page, kind) for page, kind, _ in notes(copy)] == [(1, "/Text")]
    with pikepdf.open(io.BytesIO(copy)) as document:
        (note,) = document.pages[0].Annots
        assert "SKP008" in str(note.Contents) and SUMMARY[0] in str(note.Contents)


def test_remarks_are_not_read_as_content() -> None:
    data = made()
    before, after = (read_bytes(one, "a.pdf") for one in (data, with_remarks(data, place_of(data), FILE)))
    texts = [[(cell.at, cell.text) for line in one.lines for cell in line.cells] for one in (before, after)]
    assert texts[0] == texts[1]
    assert (before.traits.comment_count, before.traits.unread) == (after.traits.comment_count, after.traits.unread)


def test_notes_of_others_stay() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], Contents="lain"
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))
        document.save(out)
    copy = with_remarks(out.getvalue(), place_of(out.getvalue()))
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert str(document.pages[0].Annots[0].Contents) == "lain"
        assert len(document.pages[0].Annots) == 3


@pytest.mark.parametrize(("level", "allowed"), [(1, False), (2, False), (3, True)])
def test_a_certified_document_is_left_alone(level: int, allowed: bool) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as document:
        parameters = pikepdf.Dictionary(Type=pikepdf.Name.TransformParams, P=level, V=pikepdf.Name("/1.2"))
        reference = pikepdf.Dictionary(Type=pikepdf.Name.SigRef, TransformParams=parameters)
        signature = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, Reference=[reference]))
        document.Root.Perms = pikepdf.Dictionary(DocMDP=signature)
        document.save(out)
    data = out.getvalue()
    if allowed:
        assert with_remarks(data, place_of(data)).startswith(data)
    else:
        with pytest.raises(Certified):
            with_remarks(data, place_of(data))


def test_a_file_with_an_owners_password_is_read_but_gets_no_remarks(tmp_path: Path) -> None:
    path = tmp_path / "skp.pdf"
    with pikepdf.open(io.BytesIO(made())) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="rahasia", user=""))
    outcome = api.check([str(path)], Options(today=TODAY, annotate=tmp_path / "hasil"))
    assert outcome.files[0].status == "read" and outcome.faults == []
    assert not (tmp_path / "hasil").exists()


def test_a_check_gives_the_file_back_and_says_what_it_could_not(tmp_path: Path) -> None:
    path = tmp_path / "skp.pdf"
    path.write_bytes(made())
    api.check([str(path)], Options(today=TODAY, annotate=tmp_path / "hasil"))
    copy = (tmp_path / "hasil" / "skp.pdf").read_bytes()
    assert copy.startswith(path.read_bytes()) and notes(copy)


def test_the_highlight_is_seen() -> None:
    data = made()
    copy = with_remarks(data, place_of(data))
    _, _, box = next(one for one in notes(copy) if one[1] == "/Highlight")
    before, after = (pypdfium2.PdfDocument(one)[0].render(scale=1).to_pil().convert("RGB") for one in (data, copy))
    at = (int(box[2]) - 2, int(700 - box[3]) + 2)
    assert before.getpixel(at) != after.getpixel(at)
