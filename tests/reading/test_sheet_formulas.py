"""Formulas of a shared group, written out where they stand."""

from __future__ import annotations

import pytest
from openpyxl.formula.translate import Translator

from kinerja_docs.reading.sheet_formulas import moved


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1*$A$1+A$1+$A1", "C2*$A$1+C$1+$A2"),
        ("SUM(A1:B3)", "SUM(C2:D4)"),
        ("SUM(A:B)+SUM($A:B)", "SUM(C:D)+SUM($A:D)"),
        ("SUM(1:3)+SUM(1:$3)", "SUM(2:4)+SUM(2:$3)"),
        ("Data!B2+'Data A1'!B2&\"A1\"", "Data!D3+'Data A1'!D3&\"A1\""),
        ('"a ""A1"" b"&A1', '"a ""A1"" b"&C2'),
        ("LOG10(A1)+A1A+_A1+A1_x", "LOG10(C2)+A1A+_A1+A1_x"),
        ("Tabel1[A1]+[1]Data!A1", "Tabel1[A1]+[1]Data!C2"),
        ("TW1!A1", "TW1!C2"),
    ],
)
def test_references_move_with_the_cell(formula: str, expected: str) -> None:
    assert moved(formula, 1, 2) == expected


@pytest.mark.parametrize("formula", ["A1*$A$1", "SUM(A:B)", "SUM(1:$3)", "'Data A1'!B2&\"A1\"", "LOG10(A1)+A1_x"])
def test_openpyxl_moves_them_alike(formula: str) -> None:
    assert f"={moved(formula, 1, 2)}" == Translator(f"={formula}", origin="B5").translate_formula("D6")


@pytest.mark.parametrize(("formula", "rows", "columns"), [("A1", -1, 0), ("A1", 0, -1), ("XFD1", 0, 1), ("A:B", 0, -1)])
def test_what_leaves_the_sheet_is_no_reference(formula: str, rows: int, columns: int) -> None:
    assert moved(formula, rows, columns) == "#REF!"
