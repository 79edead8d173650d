"""What an Indonesian Excel shows for a stored number: dots for thousands, a comma for the fraction."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction
from functools import lru_cache

from kinerja_docs.text.language import language

_LONGEST_FRACTION = 15  # digits of a fixed denominator
_GENERAL_DIGITS = 11  # what General shows at most before it turns to powers of ten
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)'
    r"|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]|(?P<general>General|Standard)"
    r"|(?P<fraction>(?:[#0?]+ +)?[#0?]+ ?/ ?(?:[1-9][0-9]*|[#0?]+))"
    r"|(?P<digits>[#0?][#0?,.]*(?:E[+-]0+)?|\.[#0?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_DATE_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_(?P<space>.)|(?P<ampm>AM/PM|A/P)'
    r"|(?P<code>d+|m+|y+|h+|s+(?:\.0+)?)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# The built-in short date, which every system shows in its own order; a time may follow it.
_SHORT_DATE = re.compile(r"(?:m/d/yy|m/d/yyyy|mm-dd-yy|mm/dd/yy)(?=$| h)")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = {"h": 3600, "m": 60, "s": 1}  # seconds of what [h], [mm] and [s] count, beyond a day
_FIRST_DAY = datetime(1899, 12, 30)


def is_date_format(pattern: str) -> bool:
    """Whether a number format shows a date or a time."""
    bare = re.sub(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]|general|standard", "", _LITERAL.sub("", pattern), flags=re.IGNORECASE)
    return _DATE_LETTERS.search(bare) is not None


def is_percent_format(pattern: str) -> bool:
    """Whether a number format multiplies by a hundred; the sign as mere text (``0" %"``, ``0\\%``) does not."""
    return "%" in _LITERAL.sub("", pattern)


def serial_to_datetime(number: float) -> datetime | None:
    """The moment of a workbook's date number (1900 calendar); None outside of it."""
    try:
        return _FIRST_DAY + timedelta(seconds=round(number * 86400)) if number >= 0 else None
    except OverflowError:
        return None


def _swap(text: str) -> str:
    """English separators to Indonesian ones."""
    return text.translate(str.maketrans(",.", ".,"))


@lru_cache(maxsize=8192)
def _general(number: float) -> str:
    if number == 0:
        return "0"
    if 1e-4 <= abs(number) < 10**_GENERAL_DIGITS:
        whole = len(str(int(abs(number))))
        text = f"{number:.{max(0, _GENERAL_DIGITS - 1 - whole)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return _swap(text)
    mantissa, _, power = f"{number:.5E}".partition("E")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{_swap(mantissa)}E{power}"


def _digits(number: float, code: str) -> str:
    """The number in one run of ``#0?,.`` codes."""
    body, _, power = code.partition("E")
    while body.endswith(","):
        body, number = body[:-1], number / 1000
    whole, _, fraction = body.partition(".")
    places = len(fraction.replace(",", ""))
    if power:
        mantissa, _, exponent = f"{number:.{places}E}".partition("E")
        return f"{_swap(mantissa)}E{int(exponent):+03d}"
    text = f"{_half_up(number, places):{',' if ',' in whole else ''}.{places}f}"
    head, dot, tail = text.partition(".")
    if dot:
        keep = len(fraction.rstrip("#?"))
        while len(tail) > keep and tail.endswith("0"):
            tail = tail[:-1]
    head = head.zfill(whole.count("0") + head.startswith("-")) if "," not in head else head
    if whole.count("0") == 0 and head in ("0", "-0"):
        head = head.replace("0", "")
    return _swap(f"{head}.{tail}") if tail else _swap(head)


def _fraction(number: float, code: str) -> str:
    """The number in a code such as ``# ?/?`` (one digit at most) or ``?/8`` (eighths)."""
    upper, _, lower = code.replace(" /", "/").replace("/ ", "/").partition("/")
    exact = Fraction(abs(number))
    if lower.isdecimal() and len(lower) <= _LONGEST_FRACTION and int(lower):
        below = int(lower)
        above = int(exact * below + Fraction(1, 2))
    else:
        above, below = exact.limit_denominator(10 ** min(len(lower), 4) - 1).as_integer_ratio()
    sign = "-" if number < 0 else ""
    whole, above = divmod(above, below) if " " in upper else (0, above)
    if not above:
        return f"{sign if whole else ''}{whole}"
    return f"{sign}{f'{whole} ' if whole else ''}{above}/{below}"


def _half_up(number: float, places: int) -> Decimal:
    """Excel keeps fifteen digits, so that an 18-digit NIP ends in zeros, and rounds their decimal print half up."""
    kept = Decimal(f"{number:.15g}")
    if kept.adjusted() + places >= getcontext().prec:
        return kept
    return kept.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _section(number: float, pattern: str) -> tuple[str, float]:
    """The part of ``positive;negative;zero`` that applies, and the number it shows."""
    parts = re.findall(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)', pattern)[:4]
    if parts and parts[-1] == "" and pattern and not pattern.endswith(";"):
        parts.pop()
    if number < 0 and len(parts) > 1:
        return parts[1], -number
    if number == 0 and len(parts) > 2:
        return parts[2], number
    return (parts[0] if parts else ""), number


@lru_cache(maxsize=16384)
def display_number(number: float, pattern: str) -> str:
    """The number as shown with a format such as ``General``, ``#,##0.00``, ``0%``, ``0" Laporan"``, ``d mmmm yyyy``."""
    if not pattern or pattern.casefold() in ("general", "standard", "@"):
        return _general(number)
    section, number = _section(number, pattern)
    if is_date_format(section):
        section = _SHORT_DATE.sub("dd/mm/yyyy", section, count=1)
        moment = serial_to_datetime(number)
        return _date(moment, section, number) if moment is not None else _general(number)
    if is_percent_format(section):
        number = number * 100
    if not math.isfinite(number):
        return _general(number)
    out: list[str] = []
    used = False
    for match in _PIECE.finditer(section):
        kind, text = match.lastgroup, match.group(match.lastgroup or 0)
        if kind == "digits":
            out.append("" if used else _digits(number, text.upper()))
            used = True
        elif kind == "general":
            out.append(_general(number))
            used = True
        elif kind == "fraction":
            out.append("" if used else _fraction(number, text))
            used = True
        elif kind == "space":
            out.append(" ")
        elif kind not in ("fill", "bracket"):
            out.append(text)
    return " ".join("".join(out).split())


def _clock(moment: datetime, code: str, half_day: bool) -> str:
    if code[0] == "h":
        hour = (moment.hour % 12 or 12) if half_day else moment.hour
        return f"{hour:0{len(code)}d}"
    return f"{moment.second:0{min(len(code), 2)}d}"


def _date(moment: datetime, pattern: str, number: float) -> str:
    """A moment (``number`` in days) in a date format, with Indonesian names of months and days."""
    words = language()
    half_day = re.search(r"AM/PM|A/P", pattern, re.IGNORECASE) is not None
    out: list[str] = []
    after_hour = False
    pieces = list(_DATE_PIECE.finditer(pattern))
    for index, match in enumerate(pieces):
        kind, text = match.lastgroup, match.group(match.lastgroup or 0)
        if kind == "code":
            code = text.lower()
            following = next(
                (p.group("code").lower() for p in pieces[index + 1 :] if p.group("code")),
                "",
            )
            if code[0] == "m" and len(code) <= 2 and (after_hour or following.startswith("s")):
                out.append(f"{moment.minute:0{len(code)}d}")
            elif code[0] in "hs":
                out.append(_clock(moment, code, half_day))
            else:
                out.append(_calendar(moment, code, words.month_names, words.weekday_names))
            after_hour = code[0] == "h"
        elif kind == "ampm":
            out.append("AM" if moment.hour < 12 else "PM")
        elif kind != "bracket":
            out.append(" " if kind == "space" else text)
        elif set(text.lower()) in ({"h"}, {"m"}, {"s"}):
            elapsed = round(number * 86400) // _ELAPSED[text[0].lower()]
            out.append(f"{elapsed:0{len(text)}d}")
            after_hour = text[0] in "hH"
    return " ".join("".join(out).rstrip("; @").split())


def _calendar(moment: datetime, code: str, months: dict[int, str], days: dict[int, str]) -> str:
    if code[0] == "y":
        return f"{moment.year}" if len(code) > 2 else f"{moment.year % 100:02d}"
    if code[0] == "m":
        name = months[moment.month]
        return f"{moment.month:0{len(code)}d}" if len(code) < 3 else name[:3] if len(code) == 3 else name
    name = days[moment.weekday()]
    return f"{moment.day:0{len(code)}d}" if len(code) < 3 else name[:3] if len(code) == 3 else name


def display_date(value: date | time | datetime) -> str:
    """A date in Indonesian words: ``5 Januari 2026``; a time as ``08.30``."""
    if isinstance(value, time):
        return f"{value.hour:02d}.{value.minute:02d}"
    return f"{value.day} {language().month_names[value.month]} {value.year}"
