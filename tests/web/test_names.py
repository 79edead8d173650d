"""No name leads out of its folder, and none is lost."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs.web.names import DEPTH, STEP, WHOLE, Taken, safe_path


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("skp/andi.docx", "skp/andi.docx"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\x\\skp.docx", "Users/x/skp.docx"),
        ("a/./b//c.xlsx", "a/b/c.xlsx"),
        ("nul.docx", "_nul.docx"),
        ("skp\x00.docx", "skp_.docx"),
        ("skp: 2026?.docx", "skp_ 2026_.docx"),
        ("skp.docx. . ", "skp.docx"),
        ("cod\u202excod.exe", "cod_xcod.exe"),
        ("...", "berkas"),
        ("", "berkas"),
    ],
)
def test_paths_are_made_safe(given_name: str, safe: str) -> None:
    assert safe_path(given_name) == safe


@given(st.text(max_size=400))
def test_no_path_leads_out(name: str) -> None:
    safe = safe_path(name)
    steps = PurePosixPath(safe).parts
    assert steps and len(safe) <= WHOLE and len(steps) <= DEPTH
    assert not {"", ".", ".."} & set(steps) and all(len(step) <= STEP for step in steps)
    assert not PureWindowsPath(safe).is_reserved() if hasattr(PureWindowsPath, "is_reserved") else True
    assert not PureWindowsPath(safe).drive and not safe.startswith("/")
    assert Path("/x").joinpath(safe).resolve().is_relative_to("/x")


@given(st.lists(st.text(alphabet="aAbB/.", min_size=1, max_size=8), max_size=12))
def test_every_file_gets_a_place_of_its_own(names: list[str]) -> None:
    taken = Taken()
    places = [taken.place(safe_path(name)).casefold() for name in names]
    assert len(set(places)) == len(places)
    folders = {parent.as_posix() for place in places for parent in PurePosixPath(place).parents}
    assert not folders & set(places)


def test_long_names_keep_their_suffix_and_stay_apart() -> None:
    one, other = safe_path("a" * 300 + ".docx"), safe_path("a" * 301 + ".docx")
    assert one.endswith(".docx") and other.endswith(".docx") and one != other
