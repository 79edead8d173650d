"""Kabupaten, kota and provinsi (``wilayah.csv``) and where a text names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import fold
from kinerja_docs.text.tables import parts, read_table

KABUPATEN, KOTA, PROVINSI = "Kabupaten", "Kota", "Provinsi"
_LONGEST_NAME = 5  # words


@dataclass(frozen=True, slots=True)
class Region:
    """One region: ``kind`` (Kabupaten, Kota, Provinsi), bare ``name``, ``province``, ``code`` of Kemendagri and BPS."""

    kind: str
    name: str
    province: str
    code: str
    bps: str

    @property
    def full_name(self) -> str:
        """``Kabupaten Blitar``."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region named in a text, ``text[start:end]``. ``kind`` is empty where a name alone fits Kabupaten and Kota."""

    kind: str
    name: str
    province: str
    start: int
    end: int


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region, as listed."""
    rows = read_table("wilayah.csv", ("kode", "kode_bps", "jenis", "nama", "provinsi", "nama_lain"))
    return tuple(Region(row["jenis"], row["nama"], row["provinsi"], row["kode"], row["kode_bps"]) for row in rows)


@cache
def _names() -> dict[str, dict[str, Region]]:
    """kind → name key → region. A real name wins over another region's old or short name."""
    table: dict[str, dict[str, Region]] = {KABUPATEN: {}, KOTA: {}, PROVINSI: {}}
    rows = read_table("wilayah.csv", ("jenis", "nama", "nama_lain"))
    for row, region in zip(rows, all_regions(), strict=True):
        table[row["jenis"]][_key(row["nama"])] = region
    for row, region in zip(rows, all_regions(), strict=True):
        for other in parts(row["nama_lain"]):
            table[row["jenis"]].setdefault(_key(other), region)
    return table


@cache
def _kinds() -> dict[str, str]:
    words = language().raw["regions"]
    return {
        word.rstrip("."): kind
        for kind, name in (
            (KABUPATEN, "kabupaten"),
            (KOTA, "kota"),
            (PROVINSI, "provinsi"),
        )
        for word in words[name]
    }


@cache
def _pattern() -> re.Pattern[str]:
    words = language().raw["regions"]
    kinds = words_pattern([*words["kabupaten"], *words["kota"], *words["provinsi"]])
    admin = words_pattern(words["administrative"])
    offices = words_pattern(words["offices"])
    return re.compile(
        rf"(?<![\w/])(?:(?P<kind>{kinds})(?![\w/])\.?(?:\s+(?:{admin})(?!\w))?|(?P<office>{offices})(?!\w))\s*",
        re.IGNORECASE,
    )


@cache
def hint() -> re.Pattern[str]:
    """A quick pattern for text in small letters: without it there is no mention."""
    words = language().raw["regions"]
    return re.compile(words_pattern([*words["kabupaten"], *words["kota"], *words["provinsi"], *words["offices"]]))


_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t\u00a0\n-]{1,3}|\.\s?")


def _name_at(text: str, start: int, tables: list[dict[str, Region]]) -> tuple[int, list[Region]]:
    """End of the longest name that begins at ``start`` and the regions it may be; (start, []) for none."""
    ends: list[tuple[int, str]] = []
    key, position = "", start
    while len(ends) < _LONGEST_NAME:
        word = _WORD.match(text, position)
        if word is None:
            break
        key += fold(word.group())
        ends.append((word.end(), key))
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()
    for end, name in reversed(ends):
        found = [table[name] for table in tables if name in table]
        if found:
            return end, found
    return start, []


def _is_name(text: str, start: int) -> bool:
    """A name begins with a capital; "kota batu" in small letters may be about stone."""
    return text[start : start + 1].isupper() or text[start : start + 1].isdigit()


@lru_cache(maxsize=8192)
def _mentions(text: str) -> tuple[RegionMention, ...]:
    if hint().search(text.lower()) is None:
        return ()
    found: list[RegionMention] = []
    names, position = _names(), 0
    while (match := _pattern().search(text, position)) is not None:
        position = match.end()
        if not _is_name(text, position):
            continue
        if match.group("kind") is not None:
            kind = _kinds()[match.group("kind").casefold().rstrip(".")]
            end, regions = _name_at(text, position, [names[kind]])
        else:
            end, regions = _name_at(text, position, [names[PROVINSI], names[KABUPATEN], names[KOTA]])
            if regions and regions[0].kind == PROVINSI:
                continue
            kind = regions[0].kind if len(regions) == 1 else ""
        if regions:
            start = match.start() if match.group("kind") is not None else position
            found.append(RegionMention(kind, regions[0].name, regions[0].province, start, end))
            position = end
    return tuple(found)


def mentions(text: str) -> list[RegionMention]:
    """Every region that the text names with its kind (``Kabupaten X``, ``Kab. X``, ``Kota X``, ``Provinsi X``) or
    behind an office's name (``Bawaslu X``), longest name first, in order."""
    return list(_mentions(text))


def find(text: str) -> Region | None:
    """The region of a configured name such as ``Kabupaten Blitar``; None for an unknown one."""
    found = [mention for mention in _mentions(text) if mention.kind]
    return _names()[found[0].kind].get(_key(found[0].name)) if found else None
