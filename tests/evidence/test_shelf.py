"""Which file of a folder a name in a cell means, and which files are nearly the same."""

from __future__ import annotations

import random

import pytest

from kinerja_docs.evidence import Exhibit, Shelf, exhibit_of
from kinerja_docs.evidence.shelf import is_code_of
from kinerja_docs.model import Block, Cell, Document, Line
from kinerja_docs.text.evidence import Piece, pieces


def exhibit(path: str, *lines: str, office: str = "", sha256: str = "") -> Exhibit:
    document = Document(path, "pdf")
    for number, text in enumerate(lines, 1):
        block = Block("paragraph")
        document.lines.append(Line(block, number, [Cell(block, number, 1, text)]))
    return exhibit_of(path, document, sha256, office)


NAMES = [
    "bukti/Area I/A.I.1.i.a SK Tim Pelaksana 2025.pdf",
    "bukti/Area I/Laporan Monitoring TW1 2025.pdf",
    "bukti/Area I/Laporan Monitoring TW2 2025.pdf",
    "bukti/Area II/Peta Proses Bisnis 2025.docx",
    "arsip.zip!/Area III/Analisis_Jabatan 2025.pdf",
]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    found = Shelf.of([exhibit(name, "isi") for name in NAMES], "")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("A.I.1.i.a SK Tim Pelaksana 2025.pdf", [0]),
        ("a.i.1.i.a sk tim pelaksana 2025.PDF", [0]),
        ("A.I.1.i.a SK Tim Pelaksna 2025.pdf", [0]),  # a letter lost
        ("Laporan Monitoring TW2 2025.pdf", [2]),
        ("Laporan Monitoring TW3 2025.pdf", []),  # another quarter is another file
        ("Laporan Monitoring TW1 2024.pdf", []),
        ("D:\\ZI 2025\\Area I\\Laporan Monitoring TW1 2025.pdf", [1]),
        ("Area II\\", [3]),
        ("Peta Proses Bisnis 2025.pdf", [3]),  # saved in another format
        ("Analisis Jabatan 2025.pdf", [4]),
        ("Peta Proses Bisnis", [3]),  # a document named without a suffix
        ("Notulen rapat pimpinan", []),
    ],
)
def test_what_a_name_means(shelf: Shelf, cell: str, expected: list[int]) -> None:
    (piece,) = pieces(cell)
    assert [one.path for one in shelf.find(piece)] == [NAMES[number] for number in expected]


def test_files_by_the_code_of_an_item(shelf: Shelf) -> None:
    assert [one.path for one in shelf.of_code("A.I.1.i.a")] == [NAMES[0]]
    assert shelf.of_code("A.I.1.i.b") == []
    assert is_code_of("1.i.a", "A.I.1.i.a") and not is_code_of("1.i.a", "A.I.11.i.a")


def test_the_nearest_name_is_suggested(shelf: Shelf) -> None:
    near = shelf.nearest(Piece("file", "Laporan Monitoring TW4 2025.pdf"))
    assert near is not None and near.path in NAMES[1:3]
    assert shelf.nearest(Piece("file", "xyz.pdf")) is None


def test_an_office_sees_its_own_folder_and_what_was_named_on_its_own() -> None:
    files = [exhibit("a/bukti/x.pdf", office="a"), exhibit("b/bukti/x.pdf", office="b"), exhibit("umum/x.pdf")]
    of_a = Shelf.of(files, "a")
    assert of_a is not None
    assert [one.path for one in of_a.exhibits] == ["a/bukti/x.pdf", "umum/x.pdf"]
    assert Shelf.of(files[:1], "b") is None


def test_twins_are_those_that_a_full_comparison_finds() -> None:
    """The short cut by rare words gives what comparing every pair gives."""
    draw = random.Random(11)
    words = [f"kata{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)]
    texts = [draw.sample(words, 40) for _ in range(12)]
    texts += [
        [*text[: 40 - changed], *draw.sample(words, changed)] for text, changed in zip(texts, range(12), strict=True)
    ]
    files = [exhibit(f"{number:02}.pdf", " ".join(text)) for number, text in enumerate(texts)]
    expected = set()
    for number, one in enumerate(files):
        for other in files[:number]:
            mine, yours = one.hashes(), other.hashes()
            if len(mine & yours) / len(mine | yours) >= 0.85:
                expected.add((other.path, one.path))
    found = Shelf(tuple(files)).twins()
    assert {(one.path, other.path) for one, other, _ in found} == expected
    assert expected


def test_equal_bytes_are_twins_however_short() -> None:
    files = (exhibit("b.pdf", "satu", sha256="f"), exhibit("a.pdf", "satu", sha256="f"), exhibit("c.pdf", "satu"))
    assert [(one.path, other.path) for one, other, _ in Shelf(files).twins()] == [("a.pdf", "b.pdf")]
