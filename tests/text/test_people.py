from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs.text import golongan, is_titles, name_key, nip_digits, nip_problem, pangkat_problem, same_name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("198705142010121004", None),
        ("19870514 201012 1 004", None),
        ("199203082025211077", None),
        ("199203082025241077", None),
        ("-", None),
        ("19870514201012100", "length"),
        ("1987051420101210045", "length"),
        ("198713142010121004", "birth_date"),
        ("198705142010131004", "start"),
        ("198705142010001004", "start"),
        ("198705141986121004", "start"),
        ("198705142010123004", "sex"),
        ("198705142010121000", "serial"),
        ("19870514201012100A", "letters"),
    ],
)
def test_nip(text: str, reason: str | None) -> None:
    assert nip_problem(text) == reason


def test_nip_digits() -> None:
    assert nip_digits("19870514 201012 1 004") == "198705142010121004"
    assert nip_digits("123") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("III/c", "III/c"),
        ("III/A", "III/a"),
        ("III.a", "III/a"),
        ("IIIa", "III/a"),
        ("IVa", "IV/a"),
        ("IIIb/ Penata Muda Tk", "III/b"),
        ("IX - AHLI PERTAMA", "IX"),
        ("Golongan IX", "IX"),
        ("v", "V"),
        ("Penata Muda Tingkat I (III/b)", "III/b"),
        ("Penata Tk. I, III/d", "III/d"),
        ("Pembina - IV/a", "IV/a"),
        ("Pembina / IV/a", "IV/a"),
        ("Penata Muda", None),
        ("Penata Tk. I", None),
        ("III/f", "III/f"),
        ("-", None),
    ],
)
def test_golongan(text: str, value: str | None) -> None:
    assert golongan(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Penata Muda Tingkat I (III/b)", None),
        ("PENATA TK.I / III d", None),
        ("Penata Tk. I/III/d", None),
        ("Pengatur Tingkat I/II.d", None),
        ("Penata Muda", None),
        ("IX", None),
        ("PPPK - IX", None),
        ("Kolonel", None),
        ("-", None),
        ("Penata (III/d)", "mismatch"),
        ("Pembina Tk. I - IV/a", "mismatch"),
        ("III/f", "unknown"),
        ("V/a", "unknown"),
        ("Staf", "unknown"),
    ],
)
def test_pangkat(text: str, reason: str | None) -> None:
    assert pangkat_problem(text) == reason


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Drs. H. Tirta Wanabaya, S.H., M.Si", "tirta wanabaya"),
        ("TIRTA  WANABAYA", "tirta wanabaya"),
        ("Ir. Hj. Laras Kembangsari S.Sos.", "laras kembangsari"),
        ("Prof. Dr. A. Wirayuda, M. Si.", "a wirayuda"),
        ("Laras S. H.", "laras"),
        ("Dr.Tirta Wanabaya", "tirta wanabaya"),
        ("M. Wirayuda S.Pd.I", "m wirayuda"),
        ("(Tirta Wanabaya, A.Md.)", "tirta wanabaya"),
    ],
)
def test_name_key(text: str, key: str) -> None:
    assert name_key(text) == key


def test_same_name() -> None:
    assert same_name("Tirta Wanabaya, S.H.", "Drs. TIRTA WANABAYA")
    assert same_name("Mohammad Wirayuda", "M. Wirayuda")
    assert same_name("Danu Rejo", "Danurejo")
    assert not same_name("Tirta Wanabaya", "Tirta Wanabara")
    assert not same_name("Tirta Wanabaya", "Laras Wanabaya")
    assert not same_name("Tirta Wanabaya", "Tirta")


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_names_and_ranks_never_fail(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text) or " " in name_key(text)
    assert golongan(text) is None or pangkat_problem(text) in (None, "mismatch", "unknown")
    assert nip_problem(text) in (None, "letters", "length", "birth_date", "start", "sex", "serial")


@pytest.mark.parametrize(
    ("text", "only"), [("S.Sos., M.Si.", True), ("M. Si", True), ("S.I.Kom.", True), ("Budi, S.H.", False), ("", False)]
)
def test_titles_alone(text: str, only: bool) -> None:
    assert is_titles(text) is only
