"""What is printed beside what must be read from it: numbers, money, dates, periods as Indonesian offices write them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
MONTHS += ["Juli", "Agustus", "September", "Oktober", "November", "Desember"]
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]


UNJUDGED = object()  # a value that the contract leaves open


@dataclass(frozen=True)
class Print:
    """``text`` as printed and ``value``, ``unit`` as they must be read; ``absent`` where the print counts as nothing
    (a dash, a placeholder). ``number`` and ``pattern`` print it as a number cell of a workbook."""

    text: str
    value: Any = None
    unit: str | None = None
    absent: bool = False
    number: float | None = None
    pattern: str = "General"

    @property
    def blank(self) -> bool:
        """Whether nothing must be read."""
        return self.absent or not self.text


NOTHING = Print("")


def dots(number: float) -> str:
    """``1234567`` → ``1.234.567``; ``3.25`` → ``3,25``."""
    if float(number).is_integer():
        return f"{int(number):,}".replace(",", ".")
    return f"{number:g}".replace(".", ",")


def amount(rng: random.Random, number: float, unit: str, one_cell: bool = True, sheet: bool = False) -> Print:
    """A target. With its unit in one cell, or alone where the unit has a column of its own. In a workbook it may be a
    number cell: a percentage, or a plain number."""
    value: float = int(number) if float(number).is_integer() else number
    text = dots(value)
    if unit == "%":
        if one_cell and float(number).is_integer() and number < 99 and rng.random() < 0.08:
            number, value, text = number + 0.5, number + 0.5, dots(number + 0.5)
        if sheet and rng.random() < 0.4 and one_cell:
            pattern = "0%" if float(number).is_integer() else "0.00%"
            shown = f"{text}%" if pattern == "0%" else f"{number:.2f}%".replace(".", ",")
            return Print(shown, value, "%", number=round(number / 100, 6), pattern=pattern)
        if one_cell:
            if rng.random() < 0.1:
                return Print(f"{text} {rng.choice(['persen', 'Persen'])}", value, "persen")
            return Print(rng.choice(["{} %", "{}%", "{}%"]).format(text), value, "%")
    if not one_cell:
        as_number = sheet and rng.random() < 0.5 and number < 1000
        return Print(text, value, number=value if as_number else None)
    shown_unit = rng.choice([unit, unit, unit, unit.capitalize(), unit.upper()])
    return Print(f"{text} {shown_unit}", value, unit.lower())


def money(rng: random.Random, rupiah: int, sheet: bool = False) -> Print:
    """An amount of money; in a workbook it may be a number cell."""
    text = dots(rupiah)
    if sheet and rng.random() < 0.5:
        pattern = rng.choice(["#,##0", '"Rp"#,##0', '"Rp" #,##0'])
        shown = {"#,##0": text, '"Rp"#,##0': f"Rp{text}", '"Rp" #,##0': f"Rp {text}"}[pattern]
        return Print(shown, rupiah, number=rupiah, pattern=pattern)
    shape = rng.choice(["Rp {}", "Rp {}", "Rp{}", "Rp. {}", "Rp. {},-", "Rp {},00", "Rp{},00", "{}", "{},-"])
    return Print(shape.format(text), rupiah)


def like(shape: Print, rupiah: int) -> Print:
    """Another amount printed like this one."""
    old = dots(shape.value)
    number = rupiah if shape.number is not None else None
    return replace(shape, text=shape.text.replace(old, dots(rupiah)), value=rupiah, number=number)


def print_date(rng: random.Random, day: date, weekday: bool = False) -> Print:
    """A date in one of the usual forms."""
    month = MONTHS[day.month - 1]
    shapes = [f"{day.day} {month} {day.year}"] * 5 + [
        f"{day.day:02d} {month} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
    ]
    shapes += [f"{day.day:02d}-{day.month:02d}-{day.year}", f"{day.day:02d}/{day.month:02d}/{day.year}"]
    if day.month in (1, 2, 9, 10):
        shapes.append(f"{day.day} {month[:3]} {day.year}")
    if day.month == 11:
        shapes.append(f"{day.day} Nopember {day.year}")
    return Print(rng.choice(shapes[:7] if weekday else shapes), day.isoformat())


def weekday_name(day: date) -> str:
    """``Senin`` …"""
    return WEEKDAYS[day.weekday()]


def print_period(rng: random.Random, start: date, end: date) -> str:
    """The phrase of a period of assessment."""

    def written(day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    joiner = rng.choice(["s/d", "s.d.", "s.d", "sd", "SD", "S.D.", "sampai dengan", "-", "–"])
    both = f"{written(start)} {joiner} {written(end)}"
    shapes = [
        both,
        both,
        f"{start.day:02d}-{start.month:02d}-{start.year} s.d. {end.day:02d}-{end.month:02d}-{end.year}",
    ]
    if start.year == end.year:
        short = f"{start.day} {MONTHS[start.month - 1]} {joiner} {end.day} {MONTHS[end.month - 1]}"
        shapes += [f"{short} Tahun {end.year}", f"{short} {end.year}"]
    phrase = rng.choice(shapes)
    return phrase.upper() if rng.random() < 0.5 else phrase


def in_words(number: int) -> str:
    """A number in Indonesian words: 18 → ``delapan belas``."""
    for size, name in (
        (10**12, "triliun"),
        (10**9, "miliar"),
        (10**6, "juta"),
        (1000, "ribu"),
        (100, "ratus"),
        (10, "puluh"),
    ):
        if number >= size and number > 11:
            if 11 < number < 20:
                return f"{ONES[number - 10]} belas"
            many, rest = divmod(number, size)
            head = f"se{name}" if many == 1 and size <= 1000 else f"{in_words(many)} {name}"
            return f"{head} {in_words(rest)}".strip() if rest else head
    return ONES[number] if number else "nol"
