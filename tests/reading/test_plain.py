from __future__ import annotations

from dataclasses import replace

import pytest

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Location
from kinerja_docs.reading.limits import DEFAULT
from tests.reading.parts import paragraph, places, read, texts


@pytest.mark.parametrize(
    "data",
    [
        "Sasaran é\n\nTarget – 12\n".encode(),
        "\ufeffSasaran é\r\n\r\nTarget – 12".encode(),
        "Sasaran é\r\rTarget – 12\r".encode("cp1252"),
        "Sasaran é\n\nTarget – 12".encode("utf-16"),
        b"\xfe\xff" + "Sasaran é\n\nTarget – 12".encode("utf-16-be"),
    ],
)
def test_lines_are_paragraphs_whatever_the_encoding(data: bytes) -> None:
    document = read(data, "a.md")
    assert texts(document.lines) == [["Sasaran é"], [""], ["Target – 12"]]
    assert document.lines[2].cells[0].at == paragraph(3)
    assert document.kind == "text"


def test_a_form_feed_ends_no_line() -> None:
    assert len(read(b"satu\x0cdua\ntiga", "a.txt").lines) == 2


def test_too_many_lines() -> None:
    limits = replace(DEFAULT, lines=3)
    assert len(read(b"1\n2\n3\n", "a.txt", limits).lines) == 3
    for data, name in ((b"1\n2\n3\n4", "a.txt"), (b"<html><p>1<p>2<p>3<p>4", "a.html")):
        with pytest.raises(ReadingError) as caught:
            read(data, name, limits)
        assert (caught.value.code, caught.value.reason) == ("BRK006", "lines")


PAGE = """<!DOCTYPE html><html><head><title>x</title><script>var a</script></head><body>
<h1>Perjanjian&nbsp;Kinerja</h1>Tanpa unsur<p>Satu<br>dua <b>te</b>bal</p>
<table><thead><tr><th rowspan="2">No</th><th colspan="2">Target</th></tr></thead>
<tbody><tr><td>TW1</td><td><p>TW2</p><p>akhir</p></td></tr>
<tr><td>1</td><td>{}</td><td></td></tr></tbody></table><p>Penutup</p></body></html>"""


def test_pages_give_paragraphs_and_tables() -> None:
    document = read(PAGE.format("12 <i>Lap</i>oran").encode(), "a.html")
    assert texts(document.lines) == [
        ["Perjanjian Kinerja"],
        ["Tanpa unsur"],
        ["Satu\ndua tebal"],
        ["No", "Target"],
        ["No", "TW1", "TW2\nakhir"],
        ["1", "12 Laporan", ""],
        ["Penutup"],
    ]
    assert document.kind == "html"
    assert places(document.lines[3:6]) == [
        [(1, 1, 1), (1, 1, 2)],
        [(1, 1, 1), (1, 2, 2), (1, 2, 3)],
        [(1, 3, 1), (1, 3, 2), (1, 3, 3)],
    ]
    assert document.lines[6].cells[0].at == paragraph(4)


def test_a_table_inside_a_table_of_a_page_comes_after_it() -> None:
    document = read(PAGE.format("luar<table><tr><td>dalam</td></tr></table>").encode(), "a.html")
    assert texts(document.lines)[5:7] == [["1", "luar", ""], ["dalam"]]
    assert document.lines[6].cells[0].at == Location("table_cell", table=2, row=1, column=1)


def test_a_page_is_known_by_its_content() -> None:
    assert read(b"  <HTML><p>isi", "a.txt").kind == "html"
    assert texts(read(b"isi <b>tebal</b>", "a.htm").lines) == [["isi tebal"]]


def test_entities_of_a_page_are_not_followed() -> None:
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>a&x;b</p></html>'
    texts_found = "".join(text for line in texts(read(page, "a.html").lines) for text in line)
    assert "a&x;b" in texts_found


def test_a_page_too_deep_to_be_read_whole_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read(b"<html>" + b"<div>" * 2000 + b"isi", "a.html")
    assert (caught.value.code, caught.value.reason) == ("BRK006", "nesting")
    assert texts(read(b"<html>" + b"<div>" * 200 + b"isi", "a.html").lines) == [["isi"]]


def test_lines_of_the_source_are_no_lines_of_the_page() -> None:
    page = (
        "<html><body><p align=center>PENDEKATAN\nHASIL <b>KERJA\r\nKUANTITATIF</b>\n</p><p>satu<br>\ndua</p>"
        "<table><tr><td>Nama\nlengkap<br>gelar</td><td><p>a\nb</p><p>c</p></td>"
        "<td><pre>x\ny</pre> z\nz</td></tr></table>"
        "<pre>baris\n<i>lain\nlagi</i></pre>akhir\nnya</body></html>"
    )
    assert texts(read(page.encode(), "a.html").lines) == [
        ["PENDEKATAN HASIL KERJA KUANTITATIF"],
        ["satu\ndua"],
        ["Nama lengkap\ngelar", "a b\nc", "x\ny\nz z"],
        ["baris\nlain\nlagi"],
        ["akhir nya"],
    ]


def test_tab_stops_that_a_word_processor_wrote_into_a_page_divide_it() -> None:
    name = "\n\t\tPegawai\n\tyang <i>Dinilai</i>\t\t\t<b>Pejabat\n Penilai</b>\n"
    page = f"<html><body>\n\t<p>{name}</p><p>\t \t</p></body></html>"
    assert texts(read(page.encode(), "a.html").lines) == [["Pegawai yang Dinilai\tPejabat Penilai"]]
