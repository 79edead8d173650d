"""Linking: its order of evidence, verb forms, chores, decisions, and weaker targets."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_docs.linking import Decision, Indicator, Lexicon, Linker, Target, describe, fingerprint, matching
from kinerja_docs.linking.evidence import Evidence
from kinerja_docs.linking.teach import forget, lesson, teach
from kinerja_docs.linking.texts import read
from kinerja_docs.linking.weaker import Aim, compare
from tests.linking.accuracy import FLOORS, measure

IKU = [
    Indicator("a", "Persentase rekomendasi pencegahan yang ditindaklanjuti", "IKU 1.1"),
    Indicator("b", "Tingkat maturitas SPIP", "IKU 1.2"),
    Indicator("c", "Nilai SAKIP", "IKU 2"),
]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker()


def one(linker: Linker, text: str, indicators: list[Indicator] = IKU) -> tuple[str, str | None]:
    (link,) = linker.link([Target("t", text)], indicators)
    return link.status, link.candidates[0].indicator.id if link.candidates else None


@pytest.mark.parametrize("code", ["IKU 1.2", "(IKU.1.2)", "IK-1.2", "IKU nomor 1.2"])
def test_a_cited_code_comes_first(linker: Linker, code: str) -> None:
    assert one(linker, f"Tersusunnya laporan kinerja {code}") == ("linked", "b")


def test_a_cited_code_that_does_not_exist(linker: Linker) -> None:
    (link,) = linker.link([Target("t", "Tersusunnya laporan kinerja (IKU 7)")], IKU)
    assert (link.status, link.missing_codes) == ("unknown_code", ("IKU 7",))


def test_numbers_and_years_are_no_codes() -> None:
    assert read("Indikator 90% selesai dalam IKU 2026").cited == ()


def test_without_printed_codes_a_citation_says_nothing(linker: Linker) -> None:
    bare = [Indicator(iku.id, iku.text) for iku in IKU]
    assert one(linker, "Register risiko dimutakhirkan (IKU 7)", bare) == ("linked", "b")


@pytest.mark.parametrize(
    "text", ["Menyusun laporan kampanye", "Tersusunnya laporan kampanye", "Penyusunan laporan kampanye"]
)
def test_verb_forms_do_not_matter(linker: Linker, text: str) -> None:
    (link,) = linker.link([Target("t", text)], [Indicator("x", "Jumlah laporan kampanye yang disusun")])
    assert (link.status, link.candidates[0].certain) == ("linked", "same_text")


@pytest.mark.parametrize("chore", ["Mencatat surat masuk", "Membersihkan ruang rapat", "Mengemudikan kendaraan dinas"])
def test_chores_are_not_linked(linker: Linker, chore: str) -> None:
    assert one(linker, chore)[0] == "none"


def test_decisions_win(linker: Linker) -> None:
    text, other = "Mencatat surat masuk", "Register risiko dimutakhirkan"
    keys = {
        fingerprint(text, IKU[2].text): Decision("", True),
        fingerprint(other, IKU[1].text): Decision("", False),
    }
    decided = Linker(decisions=keys)
    assert one(decided, text) == ("linked", "c")
    assert one(linker, other) == ("linked", "b")
    assert one(decided, other)[1] != "b"


def test_reasons_name_the_words(linker: Linker) -> None:
    (link,) = linker.link([Target("t", "Register risiko dimutakhirkan")], IKU)
    reasons = link.candidates[0].reasons
    assert {"lexicon", "field"} <= {reason.kind for reason in reasons}
    assert all("register risiko" in describe(reason).lower() for reason in reasons if reason.kind == "lexicon")


def test_spacy_and_the_trie_find_the_same() -> None:
    evidence = Evidence(Lexicon.load(), find=lambda texts: [[] for _ in texts])
    texts = [read(iku.text).stems for iku in IKU] + [[], list(next(iter(evidence.phrases)))]
    assert matching.by_spacy(evidence.phrases)(texts) == matching.by_trie(evidence.phrases)(texts)


def test_likeness_keeps_its_floors_on_the_pairs_for_tuning(linker: Linker) -> None:
    found = measure("latih", linker)
    assert (
        found.recall >= FLOORS["recall"] and found.auc >= FLOORS["auc"] and found.precision_sure >= FLOORS["precision"]
    )


@pytest.mark.parametrize(
    ("own", "served", "verdict"),
    [
        (Aim("80%"), Aim("85 %"), "weaker"),
        (Aim("90", "persen"), Aim("85%"), "stronger"),
        (Aim("85", indicator="Persentase x"), Aim("85%"), "equal"),
        (Aim("maksimal 5 hari"), Aim("paling lambat 3 hari"), "weaker"),
        (Aim("≤ 2 hari"), Aim("maksimal 1 minggu"), "stronger"),
        (Aim("4", indicator="Jumlah pelanggaran"), Aim("2", indicator="Jumlah pelanggaran"), "weaker"),
        (Aim("20%", indicator="Persentase penurunan pelanggaran berulang"), Aim("30%"), "weaker"),
        (Aim("12 laporan"), Aim("85%"), "incomparable"),
        (Aim("minimal 3 hari"), Aim("maksimal 3 hari"), "incomparable"),
        (Aim("B"), Aim("BB"), "weaker"),
        (Aim("WTP"), Aim("WDP"), "stronger"),
        (Aim("80-85%"), Aim("85%"), "incomparable"),
    ],
)
def test_weaker_targets(own: Aim, served: Aim, verdict: str) -> None:
    assert compare(own, served) == verdict


def test_a_decision_teaches_and_can_be_undone(tmp_path: Path) -> None:
    target, indicator = "Terawatnya lumbung gagasan", "Indeks kreativitas kantor"
    learned = lesson(target, indicator)
    assert learned is not None
    assert teach(tmp_path, learned, "Ketua", "2026-11-20") and not teach(tmp_path, learned, "Ketua", "2026-11-20")
    other = "Tersedianya lumbung gagasan pegawai"
    before = Linker().scores([other], [indicator])[0, 0]
    taught = Linker(Lexicon.load(tmp_path))
    assert taught.scores([other], [indicator])[0, 0] > before + 0.2
    assert forget(tmp_path, learned.fingerprint) == 1
    assert Linker(Lexicon.load(tmp_path)).scores([other], [indicator])[0, 0] == before
