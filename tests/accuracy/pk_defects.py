"""Defects of a Perjanjian Kinerja, by code."""

from __future__ import annotations

import random
from datetime import date

from tests.accuracy.marring import (
    DOTS,
    Defect,
    another_name,
    blank,
    impossible_date,
    other_region,
    placeholder,
    wrong_nip,
)
from tests.maker.labels import Planted
from tests.maker.people import texts
from tests.maker.pk_content import Measure, Pk, letter_number
from tests.maker.pk_style import PkStyle
from tests.maker.prints import MONTHS, WEEKDAYS, Print, in_words, like, print_date


def _plant(pk: Pk, code: str, place: str = "") -> bool:
    pk.planted.append(Planted(code, place))
    return True


def _row(pk: Pk, measure: Measure, column: str) -> str:
    number = next(number for number, (_, line) in enumerate(pk.flat()) if line is measure)
    return f"sasaran.{number}.{column}"


def _any_measure(pk: Pk, rng: random.Random) -> Measure:
    return rng.choice([line for _, line in pk.flat()])


def wrong_weekday(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    day = pk.signing
    other = WEEKDAYS[(day.weekday() + rng.randint(1, 6)) % 7]
    shapes = ["{w}, {d} {m} {y}", "{w} ({d}/{n}/{y})", "{w} tanggal {d} {m} {y}", "{w} {d} {m} {y}"]
    text = rng.choice(shapes).format(w=other, d=day.day, m=MONTHS[day.month - 1], n=day.month, y=day.year)
    pk.layout["weekday_text"] = text
    return _plant(pk, "DOK001", "weekday")


def wrong_year(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    style.numbered = style.weekday = False
    pk.signing = date(pk.year - 1, rng.randint(2, 8), rng.randint(3, 27))
    pk.day = print_date(rng, pk.signing)
    return _plant(pk, "DOK002", "tanggal")


def leftover(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if rng.random() < 0.4:
        pk.layout["extra_sentence"] = "Perjanjian ini disaksikan oleh .................... di ruang rapat kantor."
        return _plant(pk, "DOK003", "extra_sentence")
    measure = _any_measure(pk, rng)
    measure.target = placeholder(rng, "target")
    return _plant(pk, "DOK003", _row(pk, measure, "target"))


def foreign_region(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if len(pk.programmes) > 1 and rng.random() < 0.4:
        line = pk.programmes[-1]
        line.program = Print(f"{line.program.text} {other_region(rng, pk.home)}")
        return _plant(pk, "DOK004", f"program.{len(pk.programmes) - 1}.program")
    pk.layout["extra_sentence"] = f"Perjanjian ini berlaku bagi seluruh jajaran di {other_region(rng, pk.home)}."
    return _plant(pk, "DOK004", "extra_sentence")


def bad_nip(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if pk.parties["pihak_pertama"]["nip"].blank:
        return False
    pk.parties["pihak_pertama"]["nip"] = wrong_nip(rng, pk.parties["pihak_pertama"]["nip"].value)
    return _plant(pk, "DOK005", "pihak_pertama.nip")


def other_signer(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    key = rng.choice(list(pk.signed))
    pk.signed[key] = another_name(rng, pk.signed[key].text)
    return _plant(pk, "DOK007", f"ttd.{key}.nama")


def no_such_day(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    pk.day = impossible_date(rng, 2026 if pk.year == 2026 else 2025)
    style.weekday = False
    return _plant(pk, "DOK008", "tanggal")


def number_of_other_month(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if pk.home.body != "bawaslu":
        return False
    style.numbered = True
    pk.number = Print(
        letter_number(rng, pk.home, pk.signing, not pk.first.nip, month=pk.signing.month % 12 + rng.randint(1, 4))
    )
    return _plant(pk, "DOK009", "nomor")


def words_disagree(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if pk.programmes and rng.random() < 0.5:
        style.total = "paragraph"
        pk.layout["total_words"] = in_words(pk.total.value + 10_000_000)
        return _plant(pk, "DOK010", "jumlah_anggaran")
    count = rng.randint(3, 18)
    pk.layout["extra_sentence"] = (
        f"Pelaksanaan perjanjian ini dipantau oleh {count} ({in_words(count + 1)}) orang penanggung jawab."
    )
    return _plant(pk, "DOK010", "extra_sentence")


def wrong_law(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    pk.layout["extra_sentence"] = f"Perjanjian ini disusun berdasarkan {rng.choice(texts()['wrong_laws'])}."
    return _plant(pk, "DOK011", "extra_sentence")


def unsigned(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if rng.random() < 0.4:
        if not style.party_nip:
            pk.parties["pihak_pertama"]["nip"] = Print("")
        pk.layout["no_signature"] = True
        return _plant(pk, "DOK012")
    key = rng.choice(list(pk.signed))
    pk.signed[key] = rng.choice([Print(""), Print(rng.choice(DOTS), absent=True)])
    return _plant(pk, "DOK012", f"ttd.{key}.nama")


def empty_form(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    nothing = Print("")
    for party in pk.parties.values():
        party.update(dict.fromkeys(party, nothing))
    pk.signed = dict.fromkeys(pk.signed, nothing)
    for goal, line in pk.flat():
        goal.sasaran = line.indikator = line.target = line.satuan = nothing
    for row in pk.programmes:
        row.program = row.anggaran = row.keterangan = nothing
    pk.day, pk.seat, pk.number, pk.total = nothing, "", nothing, nothing
    style.total, style.weekday = "none", False
    pk.layout["unread"] = True
    return _plant(pk, "DOK013")


def party_blank(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if style.parties == "prose":
        style.parties = "plain"
    key, part = rng.choice(list(pk.signed)), rng.choice(["nama", "jabatan"])
    if part == "jabatan" and (key == "pihak_kedua" or pk.second is None):
        part = "nama"
    pk.parties[key][part] = Print("")
    return _plant(pk, "PK001", f"{key}.{part}")


def same_party(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if pk.second is None:
        return False
    pk.parties["pihak_kedua"] = dict(pk.parties["pihak_pertama"])
    pk.signed["pihak_kedua"] = pk.signed["pihak_pertama"]
    return _plant(pk, "PK002")


def cell_blank(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    column = rng.choice(["indikator", "target", "target", "sasaran"])
    if column == "sasaran":
        if len(pk.goals[0].measures) > 1:
            return False
        pk.goals[0].sasaran = blank(rng)
        return _plant(pk, "PK003", "sasaran.0.sasaran")
    measure = _any_measure(pk, rng)
    setattr(measure, column, blank(rng))
    if column == "indikator" and rng.random() < 0.3:
        measure.target = measure.satuan = Print("")  # a sasaran without an indicator
    return _plant(pk, "PK003", _row(pk, measure, column))


def wrong_total(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if not pk.programmes:
        return False
    style.total = rng.choice(["row", "row", "paragraph"])
    pk.total = like(pk.total, pk.total.value + rng.choice([-9_000_000, 100_000, 1_000_000]))
    pk.layout["formula"] = False
    return _plant(pk, "PK004", "jumlah_anggaran")


def sides_swapped(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if pk.second is None:
        return False
    style.sides_swapped = True
    return _plant(pk, "PK007")


def wrong_unit(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    measures = [line for _, line in pk.flat() if line.indikator.text.startswith("Persentase")]
    if not measures:
        return False
    measure, unit = rng.choice(measures), rng.choice(["laporan", "dokumen", "orang"])
    if style.unit_column:
        measure.satuan = Print(unit)
        return _plant(pk, "PK008", _row(pk, measure, "satuan"))
    measure.target = Print(f"12 {unit}", 12, unit)
    return _plant(pk, "PK008", _row(pk, measure, "target"))


def twice(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if len(pk.goals) < 2:
        return False
    earlier, later = pk.goals[0].measures[0], pk.goals[-1].measures[-1]
    later.indikator, later.target, later.satuan = earlier.indikator, earlier.target, earlier.satuan
    return _plant(pk, "PK009", _row(pk, later, "indikator"))


def formula_unstored(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if not style.sheet or not pk.programmes:
        return False
    for line in pk.programmes:
        value = line.anggaran.value
        line.anggaran = Print(f"{value:,}".replace(",", "."), value, number=value, pattern="#,##0")
    pk.total = Print("x", absent=True, number=pk.total.value, pattern="#,##0")
    style.total = "row"
    pk.layout["unstored"] = True
    return _plant(pk, "BRK007", "jumlah_anggaran")


def tracked(pk: Pk, style: PkStyle, rng: random.Random) -> bool:
    if style.sheet:
        return False
    pk.layout["tracked"] = True
    return _plant(pk, "BRK010")


PK_DEFECTS: dict[str, Defect] = {
    "PK001": party_blank,
    "PK002": same_party,
    "PK003": cell_blank,
    "PK004": wrong_total,
    "PK007": sides_swapped,
    "PK008": wrong_unit,
    "PK009": twice,
    "DOK001": wrong_weekday,
    "DOK002": wrong_year,
    "DOK003": leftover,
    "DOK004": foreign_region,
    "DOK005": bad_nip,
    "DOK007": other_signer,
    "DOK008": no_such_day,
    "DOK009": number_of_other_month,
    "DOK010": words_disagree,
    "DOK011": wrong_law,
    "DOK012": unsigned,
    "DOK013": empty_form,
    "BRK007": formula_unstored,
    "BRK010": tracked,
}
