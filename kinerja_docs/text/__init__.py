"""Text as Indonesians print it: blanks, numbers, dates, names, NIP, and the reference tables behind them.

Everything is a pure function of its text; tables and word lists are read from ``checklists/data/`` on first use.
"""

from __future__ import annotations

from kinerja_docs.text import (
    letter_numbers,
    regions,
    regulations,
    units,
    word_lists,
)
from kinerja_docs.text.dates import DateMention, date_mentions, place_and_date, read_date
from kinerja_docs.text.displays import display_date, display_number, is_date_format, is_percent_format
from kinerja_docs.text.normal import (
    fold,
    has_leftover,
    is_blank,
    is_placeholder,
    squash,
)
from kinerja_docs.text.numbers import (
    Quantity,
    integer,
    money,
    number,
    quantity,
    quantity_of_cell,
    read_terbilang,
    terbilang,
)
from kinerja_docs.text.people import (
    golongan,
    is_pangkat,
    is_titles,
    name_key,
    nip_digits,
    nip_problem,
    pangkat_problem,
    same_name,
)
from kinerja_docs.text.periods import Period, read_period, without_year, year, year_range

__all__ = [
    "DateMention",
    "Period",
    "Quantity",
    "date_mentions",
    "display_date",
    "display_number",
    "fold",
    "golongan",
    "has_leftover",
    "integer",
    "is_blank",
    "is_date_format",
    "is_pangkat",
    "is_percent_format",
    "is_placeholder",
    "is_titles",
    "letter_numbers",
    "money",
    "name_key",
    "nip_digits",
    "nip_problem",
    "number",
    "pangkat_problem",
    "place_and_date",
    "quantity",
    "quantity_of_cell",
    "read_date",
    "read_period",
    "read_terbilang",
    "regions",
    "regulations",
    "same_name",
    "squash",
    "terbilang",
    "units",
    "without_year",
    "word_lists",
    "year",
    "year_range",
]
