from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import DEFAULT, MEBIBYTE, Limits
from tests.reading.parts import HEADER, TYPES, document_xml, docx, p, read, tbl, texts, tr, word, zipped


def refused(data: bytes, name: str = "a.docx", limits: Limits = DEFAULT) -> tuple[str, str]:
    with pytest.raises(ReadingError) as caught:
        read(data, name, limits)
    return caught.value.code, caught.value.reason


def with_main(xml: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": xml})


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE w>",
        '<!DOCTYPE w SYSTEM "http://example.invalid/x.dtd">',
        '<!DOCTYPE w [<!ENTITY x "y">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>',
    ],
)
@pytest.mark.parametrize("text", ["isi", "&x;", "&l9;"])
def test_document_types_and_entities_are_refused(declaration: str, text: str) -> None:
    assert refused(with_main(declaration + document_xml(p(text)))) == ("BRK001", "dtd")


def test_a_document_type_in_a_header_is_refused() -> None:
    header = '<!DOCTYPE w [<!ENTITY x "y">]>' + HEADER.format(p("&x;"))
    assert refused(docx(p("isi"), {"word/header1.xml": header})) == ("BRK001", "dtd")


def test_damaged_parts() -> None:
    assert refused(with_main(document_xml(p("isi"))[:-20])) == ("BRK001", "damaged")
    assert refused(with_main("")) == ("BRK001", "damaged")
    assert refused(with_main("<w:document/>")) == ("BRK001", "damaged")
    assert refused(docx(p("isi"), {"word/header1.xml": HEADER.format("<w:t>x")})) == ("BRK001", "damaged")


def test_a_document_without_a_body() -> None:
    assert refused(with_main(document_xml("").replace("w:body", "w:other"))) == ("BRK001", "damaged")


@pytest.mark.parametrize("kept", [4, 30, 200, 0.5, 0.9, 0.999])
def test_truncated_files(kept: float) -> None:
    whole = docx(p("isi") * 200)
    assert refused(whole[: kept if isinstance(kept, int) else int(len(whole) * kept)]) == ("BRK001", "damaged")


def test_a_flipped_bit_is_noticed() -> None:
    data = bytearray(docx(p("isi")))
    start = data.index(b"word/document.xml") + len("word/document.xml") + 10
    data[start] ^= 0xFF
    assert refused(bytes(data)) == ("BRK001", "damaged")


def test_a_zip_whose_directory_names_another_member() -> None:
    data = docx(p("isi"))
    changed = data.replace(b"word/document.xml", b"word/documenx.xml", 1)  # in the local header only
    assert refused(changed) == ("BRK001", "damaged")


def test_a_locked_member() -> None:
    data = bytearray(docx(p("isi")))
    at = data.rindex(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 8] |= 1
    assert refused(bytes(data)) == ("BRK002", "encrypted")


def test_an_unknown_compression() -> None:
    data = bytearray(docx(p("isi")))
    at = data.rindex(b"word/document.xml") - 46
    data[at + 10 : at + 12] = struct.pack("<H", 97)
    assert refused(bytes(data)) == ("BRK001", "not_supported")


def test_bombs_are_not_unpacked() -> None:
    bomb = with_main(b" " * (DEFAULT.ratio_from + 1))
    assert refused(bomb) == ("BRK006", "ratio")
    assert refused(with_main(b" " * MEBIBYTE), limits=replace(DEFAULT, size=MEBIBYTE - 1)) == ("BRK006", "size")


def test_a_size_that_the_directory_understates_is_not_exceeded() -> None:
    data = bytearray(with_main(b" " * MEBIBYTE))
    at = data.rindex(b"word/document.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refused(bytes(data)) == ("BRK001", "damaged")


def test_a_part_is_bounded_apart_from_the_file() -> None:
    limits = replace(DEFAULT, part=2000)
    assert refused(docx(p("isi" * 1000)), limits=limits) == ("BRK006", "part")
    assert texts(read(docx(p("isi")), "a.docx", limits).lines) == [["isi"]]


def test_all_parts_together_are_bounded() -> None:
    data = docx(p("isi"), {f"word/header{n}.xml": HEADER.format(p("x" * 500)) for n in range(1, 9)})
    assert refused(data, limits=replace(DEFAULT, unpacked=3000)) == ("BRK006", "unpacked")


def test_the_file_itself_is_bounded() -> None:
    data = docx(p("isi"))
    assert refused(data, limits=replace(DEFAULT, size=len(data) - 1)) == ("BRK006", "size")


def test_members_lines_and_cells_are_bounded() -> None:
    assert refused(docx(p("isi")), limits=replace(DEFAULT, members=1)) == ("BRK006", "members")
    assert refused(docx(p() * 4), limits=replace(DEFAULT, lines=3)) == ("BRK006", "lines")
    assert refused(docx(tbl(tr("a", "b", "c"))), limits=replace(DEFAULT, cells=2)) == ("BRK006", "cells")


@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_nesting_is_refused(depth: int) -> None:
    content = "<w:sdt><w:sdtContent>" * depth + p("isi") + "</w:sdtContent></w:sdt>" * depth
    assert refused(docx(content)) == ("BRK006", "nesting")


def test_spans_without_sense_do_no_harm() -> None:
    def span(value: str) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{p("x")}</w:tc>'

    document = word(tbl(tr(span("999999999"), span("-3"), span("satu"), "akhir")))
    assert len(document.lines[0].cells) == 4
    assert document.lines[0].cells[3].at.column is not None
    assert document.lines[0].cells[3].at.column <= 1003


def test_continuing_a_merge_that_never_began() -> None:
    document = word(tbl("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"))
    assert texts(document.lines) == [[""]]


def test_member_names_in_either_case_and_with_backslashes() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("Word\\Document.xml", document_xml(p("isi")))
    assert texts(read(file.getvalue(), "a.docx").lines) == [["isi"]]


@pytest.mark.parametrize(
    "body",
    [
        tr("baris lepas"),
        "<w:p/>" + tr("baris lepas"),
        p(f"<w:r><w:pict><w:txbxContent>{tr('baris lepas')}</w:txbxContent></w:pict></w:r>"),
    ],
)
def test_rows_outside_tables_are_damage(body: str) -> None:
    assert refused(docx(body)) == ("BRK001", "damaged")


def test_settings_of_cells_outside_cells_do_no_harm() -> None:
    row = '<w:tr><w:vMerge/><w:hMerge/><w:gridSpan w:val="x"/><w:gridBefore w:val="-4"/></w:tr>'
    assert texts(word(tbl(row, tr("a"))).lines) == [["a"]]


def test_wide_tables_take_no_time_squared() -> None:
    wide = tr(*("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" for _ in range(20_000)))
    document = word(tbl(wide, wide, wide))
    assert [len(line.cells) for line in document.lines] == [20_000] * 3
    assert document.lines[0].cells[7] is document.lines[2].cells[7]


def test_relationships_in_an_unknown_encoding() -> None:
    relations = '<?xml version="1.0" encoding="UjF-8"?><Relationships>External</Relationships>'
    assert refused(docx(p("isi"), {"word/_rels/document.xml.rels": relations})) == ("BRK001", "damaged")
