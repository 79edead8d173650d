"""Comments, instructions and marked sections inside a text take nothing away from it."""

from __future__ import annotations

import pytest

from tests.reading.parts import p, texts, word
from tests.reading.workbooks import c, read_book, row, sheet, strings, styles

CUTS = ["<!-- x -->", "<?x y?>", "<![CDATA[]]>"]


@pytest.mark.parametrize("cut", CUTS)
def test_a_text_of_word_is_whole(cut: str) -> None:
    assert texts(word(p(f"<w:r><w:t>sa{cut}tu</w:t></w:r>")).lines) == [["satu"]]


@pytest.mark.parametrize("cut", CUTS)
def test_values_and_formulas_of_a_workbook_are_whole(cut: str) -> None:
    inline = f'<c r="B1" t="inlineStr"><is><t>du{cut}a</t></is></c>'
    formula = f'<c r="C1"><f>A1{cut}+1</f><v>1{cut}3</v></c>'
    shared = {"xl/sharedStrings.xml": strings(f"ti{cut}ga"), "xl/styles.xml": styles("0")}
    document = read_book(sheet(row(1, c("A1", f"1{cut}2"), inline, formula, c("D1", 0, "s"))), parts=shared)
    assert texts(document.lines) == [["12", "dua", "13", "tiga"]]
    assert document.lines[0].cells[2].formula == "A1+1"
