"""Whatever a file holds, it is read or refused by a BRK code: no fault of ours, and within the limits."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz import xml_damage
from fuzz.bytes_damage import ANY
from fuzz.mass import damaged
from fuzz.zip_damage import ANY_ZIP, members
from kinerja_docs.desk import Checked, Desk, Job
from kinerja_docs.reading.limits import DEFAULT
from tests.reading.parts import docx, p, tbl, tr, zipped

SAMPLES = Path(__file__).parents[2] / "samples"
SMALL = replace(DEFAULT, cells=200_000, lines=50_000, part=2**23, unpacked=2**24)
SOUND = {
    "docx": (SAMPLES / "bermasalah" / "skp-target-kosong.docx").read_bytes(),
    "xlsx": (SAMPLES / "bermasalah" / "iku-target-kosong.xlsx").read_bytes(),
    "html": b"<html><body><h1>SASARAN KINERJA PEGAWAI</h1><table><tr><td rowspan=2>1<td colspan=3>a<tr><td>b</table>",
    "txt": b"PERJANJIAN KINERJA TAHUN 2026\nNomor : 1\nSenin, 2 Januari 2026\n",
}


@dataclass
class Held:
    """A source whose bytes are at hand."""

    path: str
    data: bytes

    def load(self) -> bytes:
        return self.data


@pytest.fixture(scope="module")
def desk() -> Desk:
    """One desk for all examples, as a worker has."""
    return Desk(date(2026, 11, 20), "id", SMALL)


def judge(desk: Desk, data: bytes, suffix: str) -> Checked:
    """Checks a file and sees to it that the result may be handed on."""
    job = Job(Held(f"berkas.{suffix}", data))  # type: ignore[arg-type]
    checked = desk.check(job)
    assert checked.fault is None
    assert (checked.result.status == "unreadable") == (checked.failure is not None)
    if checked.failure is not None:
        assert checked.failure.code in ("BRK001", "BRK002", "BRK006")
        assert [finding.code for finding in checked.findings] == [checked.failure.code]
    json.dumps([finding.message for finding in checked.findings], allow_nan=False)
    return checked


@pytest.mark.parametrize("suffix", SOUND)
@given(seed=st.integers(0, 2**32))
def test_damaged_files(desk: Desk, suffix: str, seed: int) -> None:
    judge(desk, damaged(SOUND[suffix], random.Random(seed)), suffix)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize("damage", [*dict.fromkeys(ANY_ZIP)], ids=lambda damage: damage.__name__)
def test_every_damage_to_an_office_file(desk: Desk, suffix: str, damage: Callable[..., bytes]) -> None:
    for seed in range(6):
        judge(desk, damage(SOUND[suffix], random.Random(seed)), suffix)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize("damage", [*dict.fromkeys(xml_damage.ANY)], ids=lambda damage: damage.__name__)
def test_every_damage_to_the_main_part(desk: Desk, suffix: str, damage: Callable[..., bytes]) -> None:
    main = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}[suffix]
    for seed in range(6):
        changed = {
            name: damage(content, random.Random(seed)) if name == main else content
            for name, content in members(SOUND[suffix])
        }
        judge(desk, zipped(changed), suffix)


@given(st.binary(max_size=600), st.sampled_from(("docx", "xlsx", "txt", "html", "md", "pdf", "xls", "png", "")))
def test_any_bytes_under_any_name(desk: Desk, data: bytes, suffix: str) -> None:
    judge(desk, data, suffix)


tags = st.sampled_from(
    [
        "table",
        "tr",
        "td",
        "th",
        "div",
        "p",
        "br",
        "span",
        "b",
        "s",
        "del",
        "ul",
        "li",
        "style",
        "script",
        "!--",
        "!",
        "?xml",
        "/table",
        "/tr",
        "/td",
        "/p",
        "/",
    ]
)
attributes = st.sampled_from(
    ("", " rowspan=0", " colspan=99999999", ' rowspan="-1"', " colspan=x", " hidden", " style='", ' a="')
)
markup = st.lists(
    st.one_of(
        st.tuples(tags, attributes).map(lambda tag: f"<{tag[0]}{tag[1]}>"), st.text(max_size=6), st.just("&#x0;&amp;&x")
    )
).map("".join)


@given(markup)
def test_any_markup(desk: Desk, text: str) -> None:
    judge(desk, text.encode("utf-8", "surrogatepass"), "html")


NUMBERS = st.one_of(st.integers(-3, 4).map(str), st.sampled_from(("", "x", "999999999", "1e9", "-0", "²", "٣")))


@st.composite
def word_tables(draw: st.DrawFn) -> str:
    """A table whose rows have any spans and merges, with tables in its cells."""

    def cell(depth: int) -> str:
        span, merge = (
            draw(NUMBERS),
            draw(st.sampled_from(("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:hMerge/>"))),
        )
        inside = table(depth + 1) if depth < 3 and draw(st.integers(0, 5)) == 0 else ""
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{inside}{p("isi")}</w:tc>'

    def table(depth: int) -> str:
        rows = draw(st.integers(0, 4))
        before = f'<w:gridBefore w:val="{draw(NUMBERS)}"/>' if draw(st.booleans()) else ""
        return tbl(*(tr(*(cell(depth) for _ in range(draw(st.integers(0, 4)))), settings=before) for _ in range(rows)))

    return table(0)


@given(word_tables())
def test_any_table_of_word(desk: Desk, table: str) -> None:
    checked = judge(desk, docx(p("PERJANJIAN KINERJA TAHUN 2026") + table), "docx")
    assert checked.failure is None


@pytest.mark.parametrize("damage", ANY, ids=lambda damage: damage.__name__)
def test_the_same_seed_gives_the_same_damage(damage: Callable[..., bytes]) -> None:
    one, two = (damage(SOUND["docx"], random.Random(7)) for _ in range(2))
    assert one == two
