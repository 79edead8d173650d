"""Letter numbers by a pattern: in order, after those given in full, of the line's month and year, none twice."""

from __future__ import annotations

from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.generating.data import Data, RawRow
from kinerja_docs.generating.numbers import give_numbers
from kinerja_docs.generating.values import prepare

MODEL = manifest("undangan").model
PATTERN = "{urut:3}/RT.01/K.JI-24/{bulan}/{tahun}"


def data(*lines: tuple[str, str]) -> Data:
    base = {field: one.example for field, one in MODEL.fields.items() if one.example}
    rows = [RawRow("", n, {**base, "nomor": number, "tanggal": day}) for n, (number, day) in enumerate(lines, 2)]
    return Data(rows)


def numbers(given: Data) -> list[str]:
    return [row.values["nomor"] for row in given.rows]


def test_a_pattern_counts_on_after_numbers_given_in_full() -> None:
    given = data(
        (PATTERN, "7 Januari 2026"),
        ("014/RT.01/K.JI-24/01/2026", "5 Januari 2026"),
        (PATTERN, "2 Februari 2026"),
        (PATTERN, "2027-01-04"),
    )
    assert give_numbers(given, MODEL) == []
    assert numbers(given) == [
        "015/RT.01/K.JI-24/01/2026",
        "014/RT.01/K.JI-24/01/2026",
        "016/RT.01/K.JI-24/02/2026",
        "001/RT.01/K.JI-24/01/2027",
    ]


def test_each_pattern_has_its_own_sequence_and_a_month_may_be_roman() -> None:
    given = data(
        ("{urut}/PPID/{romawi}/{tahun}", "9 Maret 2026"),
        (PATTERN, "9 Maret 2026"),
        ("{urut}/PPID/{romawi}/{tahun}", "1 Mei 2026"),
    )
    assert give_numbers(given, MODEL) == []
    assert numbers(given) == ["1/PPID/III/2026", "001/RT.01/K.JI-24/03/2026", "2/PPID/V/2026"]


def test_a_number_that_stands_twice_fails_the_later_line_alone() -> None:
    chosen = manifest("perjanjian_kinerja").model
    base = {field: one.example for field, one in chosen.fields.items() if one.example}
    rows = [
        RawRow("", n, {**base, "nomor": number}) for n, number in enumerate(("7/A/2026", "8/A/2026", "7/a/2026"), 2)
    ]
    assert [(p.code, p.row) for p in give_numbers(Data(rows), chosen)] == [("TPL003", 4)]


def test_one_invitation_goes_to_many_under_one_number() -> None:
    lines = prepare(data(("7/A/2026", "5 Januari 2026"), ("7/A/2026", "5 Januari 2026")), MODEL, {})
    assert [line.problems for line in lines] == [[], []]


def test_a_pattern_without_a_date_is_told_at_its_line() -> None:
    problems = give_numbers(data((PATTERN, "kapan-kapan"), (PATTERN, "5 Januari 2026")), MODEL)
    assert [(p.code, p.row, p.column) for p in problems] == [("TPL003", 2, MODEL.fields["nomor"].label.id)]


def test_a_pattern_without_a_sequence_takes_month_and_year_of_its_line() -> None:
    given = data(("014/RT.01/{romawi}/{tahun}", "9 Maret 2026"), ("014/RT.01/{romawi}/{tahun}", "9 Maret 2026"))
    assert give_numbers(given, MODEL) == []
    assert numbers(given) == ["014/RT.01/III/2026"] * 2
