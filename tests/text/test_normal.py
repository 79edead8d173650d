from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs.text import fold, has_leftover, is_blank, is_placeholder, squash


def test_squash_drops_marks_without_width() -> None:
    assert squash("  Rencana\u00a0 Hasil\n\tKer\u00adja\u200b ") == "Rencana Hasil Kerja"


def test_fold_keeps_letters_and_digits_only() -> None:
    assert fold("PANGKAT/ GOL. RUANG") == "pangkat gol ruang"
    assert fold("Jum’at_9") == "jum at 9"


@given(st.text())
def test_squash_and_fold_change_nothing_twice(text: str) -> None:
    assert squash(squash(text)) == squash(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["", "-", " – ", ":", "......", "……", "____", "(………………)", "- / -", "\n"])
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "a", "100 %", "ada", "[ ]", "(x)"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text",
    [
        "[isi jabatan]",
        "{{ pegawai.nama }}",
        "${nama}",
        "‹nama›",
        "«nama»",
        "<nama pegawai>",
        "(nama pegawai)",
        "XX",
        "20XX",
        "(NIP)",
        "(nama lengkap dan gelar)",
        "TBD",
        "[Nama Kantor]",
    ],
)
def test_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "(Tirta Wanabaya, S.H.)",
        "(NIP 198705142010121004)",
        "XIX",
        "[1]",
        "[x]",
        "(coret yang tidak perlu)",
        "XII",
        "BB",
        "<5",
        "(Penugasan dari Ketua)",
        "Xaverius",
    ],
)
def test_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Laporan [isi nama kecamatan] triwulan I", "[isi nama kecamatan]"),
        ("Nomor ....... tanggal 2 Januari 2026", "......."),
        ("Blitar, ………… 2026", "…………"),
        ("Nama: {{ nama }}", "{{ nama }}"),
        ("Nomor: XXX/PR.03/K.JI-99/01/2026", "XXX"),
        ("Bawaslu Kabupaten … tahun 2026", "…"),
        ("Perjanjian Kinerja Tahun 20XX", "20XX"),
        ("Blitar, ..........", ".........."),
    ],
)
def test_leftover(text: str, piece: str) -> None:
    assert has_leftover(text) == piece


@pytest.mark.parametrize(
    "text",
    [
        "BAB I PENDAHULUAN ................. 1",
        "NIP. ....................",
        "dan lain-lain....",
        "(.......................)",
        "Nama : ............",
        "Lihat [1] dan Pasal 3",
        "Penilai\n\n............................\nNIP. .............",
        "dst.",
        "x < 5",
    ],
)
def test_no_leftover(text: str) -> None:
    assert has_leftover(text) is None
