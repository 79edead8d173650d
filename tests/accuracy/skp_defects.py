"""Defects of an SKP, by code."""

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
from tests.maker.prints import MONTHS, UNJUDGED, Print, print_date
from tests.maker.skp_content import Aim, Result, Skp
from tests.maker.skp_style import SkpStyle

IDENTITY = ("nama", "nip", "pangkat_golongan", "jabatan", "unit_kerja")


def _plant(skp: Skp, code: str, place: str = "") -> bool:
    skp.planted.append(Planted(code, place))
    return True


def _row(skp: Skp, aim: Aim, column: str) -> str:
    return f"hasil_kerja.{skp.index(aim)}.{column}"


def _measured(skp: Skp) -> bool:
    return skp.approach == "kuantitatif" and skp.generation == "2022"


def _staffed(skp: Skp) -> bool:
    return _measured(skp) and skp.audience == "ja_jf"


def _any_aim(skp: Skp, rng: random.Random) -> Aim:
    return rng.choice([aim for _, _, aim in skp.flat()])


def _main_result(skp: Skp, rng: random.Random) -> Result:
    return rng.choice(skp.main)


def wrong_year(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    day = date(skp.year + rng.choice([-1, 1]), rng.randint(2, 8), rng.randint(3, 27))
    skp.day = print_date(rng, day)
    return _plant(skp, "DOK002", "tanggal")


def leftover(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if _measured(skp) and rng.random() < 0.6:
        aim = _any_aim(skp, rng)
        aim.target = placeholder(rng, "target")
        return _plant(skp, "DOK003", _row(skp, aim, "target"))
    who, part = rng.choice(["pegawai", "penilai"]), rng.choice(["jabatan", "unit_kerja"])
    if skp.people[who]["nip"].blank:
        return False
    if not style.sheet and rng.random() < 0.2:
        skp.people["pegawai"]["jabatan"] = Print("Klik atau ketuk di sini untuk memasukkan teks.", absent=True)
        style.control, style.identity = "prompt", "six"
        return _plant(skp, "DOK003", "pegawai.jabatan")
    skp.people[who][part] = placeholder(rng, part.replace("_", " "))
    return _plant(skp, "DOK003", f"{who}.{part}")


def foreign_region(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    result = _main_result(skp, rng)
    result.rhk = Print(f"{result.rhk.text} di {other_region(rng, skp.home)}")
    return _plant(skp, "DOK004", _row(skp, result.aims[0], "rhk"))


def bad_nip(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    who = rng.choice(["pegawai", "penilai"])
    if skp.people[who]["nip"].blank:
        return False
    skp.people[who]["nip"] = skp.signed[who]["nip"] = wrong_nip(rng, skp.people[who]["nip"].value)
    return _plant(skp, "DOK005", f"{who}.nip")


def bad_rank(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    who, person = rng.choice([("pegawai", skp.staff), ("penilai", skp.superior)])
    if person.contract and rng.random() < 0.5:
        skp.people[who]["pangkat_golongan"] = Print(rng.choice(["XVIII", "XIX"]), UNJUDGED)
        return _plant(skp, "DOK006", f"{who}.pangkat_golongan")
    if not person.rank:
        return False
    other = rng.choice([golongan for golongan in texts()["ranks"] if golongan != person.golongan])
    wrong = rng.choice([Print(f"{person.rank} ({other})", other), Print(f"{person.rank} / III/e", UNJUDGED)])
    skp.people[who]["pangkat_golongan"] = wrong
    return _plant(skp, "DOK006", f"{who}.pangkat_golongan")


def other_signer(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    who = rng.choice(["pegawai", "penilai"])
    signed = skp.signed[who]
    if signed["nip"].text and rng.random() < 0.5:
        digits = signed["nip"].value
        changed = digits[:15] + f"{(int(digits[15:]) % 60) + 7:03d}"
        signed["nip"] = Print(changed, changed)
        return _plant(skp, "DOK007", f"ttd.{who}.nip")
    signed["nama"] = another_name(rng, signed["nama"].text)
    return _plant(skp, "DOK007", f"ttd.{who}.nama")


def no_such_day(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    skp.day = impossible_date(rng, 2026 if skp.year == 2026 else 2025)
    return _plant(skp, "DOK008", "tanggal")


def unsigned(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if rng.random() < 0.4:
        skp.layout["no_signature"] = True
        return _plant(skp, "DOK012")
    who = rng.choice(["pegawai", "penilai"])
    skp.signed[who]["nama"] = rng.choice([Print(""), Print(rng.choice(DOTS), absent=True)])
    return _plant(skp, "DOK012", f"ttd.{who}.nama")


def empty_form(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    nothing = Print("")
    for names in (*skp.people.values(), *skp.signed.values()):
        names.update(dict.fromkeys(names, nothing))
    for _, result, aim in skp.flat():
        result.leader = result.rhk = aim.indikator = aim.target = nothing
        result.perspective = ""
    skp.values = [(name, "") for name, _ in skp.values]
    skp.annex = {name: [""] for name in skp.annex}
    skp.period, skp.day, skp.seat = "", nothing, ""
    skp.layout["unread"] = True
    return _plant(skp, "DOK013")


def identity_blank(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    who, part = rng.choice(["pegawai", "penilai"]), rng.choice(IDENTITY)
    person = skp.staff if who == "pegawai" else skp.superior
    if skp.people[who][part].blank or (part == "pangkat_golongan" and person.contract):
        return False
    if part == "jabatan" and not person.nip:
        return False  # without the post nobody can see that the superior needs no NIP
    skp.people[who][part] = blank(rng)
    return _plant(skp, "SKP001", f"{who}.{part}")


def own_superior(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    skp.people["penilai"], skp.signed["penilai"] = dict(skp.people["pegawai"]), dict(skp.signed["pegawai"])
    skp.superior = skp.staff
    return _plant(skp, "SKP002")


def bad_period(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    start, end = skp.start, skp.end.replace(year=skp.end.year + 1)
    if rng.random() < 0.4:
        start, end = skp.end, skp.start
    skp.start, skp.end = start, end
    skp.period = f"{start.day} {MONTHS[start.month - 1]} {start.year} s.d. {end.day} {MONTHS[end.month - 1]} {end.year}"
    return _plant(skp, "SKP003", "periode.mulai")


def no_main(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not skp.extra:
        return False
    skp.main = []
    return _plant(skp, "SKP004", "band.utama")


def no_leader(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _staffed(skp):
        return False
    result = _main_result(skp, rng)
    result.leader = blank(rng)
    return _plant(skp, "SKP005", _row(skp, result.aims[0], "rhk_pimpinan"))


def no_indicator(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _measured(skp):
        return False
    aim = _any_aim(skp, rng)
    aim.indikator = blank(rng)
    if rng.random() < 0.3:
        aim.target = Print("")
    return _plant(skp, "SKP006", _row(skp, aim, "indikator"))


def no_target(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _measured(skp):
        return False
    aim = _any_aim(skp, rng)
    aim.target = blank(rng)
    return _plant(skp, "SKP007", _row(skp, aim, "target"))


def vague_target(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _measured(skp):
        return False
    aim = _any_aim(skp, rng)
    aim.target = rng.choice([Print(rng.choice(texts()["vague_targets"])), Print("12", 12)])
    return _plant(skp, "SKP008", _row(skp, aim, "target"))


def aspect_missing(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _staffed(skp):
        return False
    result = _main_result(skp, rng)
    result.aims.pop(rng.randrange(3))
    return _plant(skp, "SKP009", _row(skp, result.aims[0], "rhk"))


def aspect_unknown(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _staffed(skp):
        return False
    aim = _any_aim(skp, rng)
    aim.aspek = Print(rng.choice(["Output", "Dampak", "Kinerja"]))
    return _plant(skp, "SKP010", _row(skp, aim, "aspek"))


def too_long(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _staffed(skp):
        return False
    aim = next(aim for aim in _main_result(skp, rng).aims if aim.aspek.value == "Waktu")
    months = skp.end.month - skp.start.month + 1
    number = 12 if months < 12 and rng.random() < 0.7 else months + rng.randint(2, 6)
    aim.target = Print(f"{number} bulan", number, "bulan")
    if rng.random() < 0.25:
        aim.target = rng.choice([Print("400 hari", 400, "hari"), Print("56 minggu", 56, "minggu")])
    return _plant(skp, "SKP011", _row(skp, aim, "target"))


def an_activity(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if skp.generation != "2022":
        return False
    result = _main_result(skp, rng)
    result.rhk = Print(rng.choice(texts()["activity_results"]))
    return _plant(skp, "SKP012", _row(skp, result.aims[0], "rhk"))


def twice(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if len(skp.main) < 2 or skp.generation != "2022":
        return False
    skp.main[-1].rhk = skp.main[0].rhk
    return _plant(skp, "SKP013", _row(skp, skp.main[-1].aims[0], "rhk"))


def value_missing(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if skp.generation != "2022":
        return False
    number = rng.randrange(7)
    if rng.random() < 0.5:
        skp.values.pop(number)
    else:
        skp.values[number] = ("Kerja Keras", "")
    return _plant(skp, "SKP015")


def annex_missing(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if skp.generation != "2022":
        return False
    if rng.random() < 0.5:
        skp.annex = {}
    else:
        skp.annex.pop(rng.choice(list(skp.annex)))
    return _plant(skp, "SKP016")


def absolute(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if not _measured(skp) or len(skp.flat()) < 3:
        return False
    for _, _, aim in skp.flat():
        aim.target = Print("100 %", 100, "%")
    return _plant(skp, "SKP017")


def old_form(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if skp.generation == "2022":
        return False
    year = rng.choice([2024, 2025, 2026])
    skp.year, skp.start, skp.end = year, date(year, 1, 2), date(year, 12, 31)
    skp.period = f"2 Januari {year} s.d. 31 Desember {year}"
    skp.day = print_date(rng, date(year, 1, 9))
    return _plant(skp, "SKP018", "title")


def tracked(skp: Skp, style: SkpStyle, rng: random.Random) -> bool:
    if style.sheet:
        return False
    skp.layout["tracked"] = True
    return _plant(skp, "BRK010")


SKP_DEFECTS: dict[str, Defect] = {
    "SKP001": identity_blank,
    "SKP002": own_superior,
    "SKP003": bad_period,
    "SKP004": no_main,
    "SKP005": no_leader,
    "SKP006": no_indicator,
    "SKP007": no_target,
    "SKP008": vague_target,
    "SKP009": aspect_missing,
    "SKP010": aspect_unknown,
    "SKP011": too_long,
    "SKP012": an_activity,
    "SKP013": twice,
    "SKP015": value_missing,
    "SKP016": annex_missing,
    "SKP017": absolute,
    "SKP018": old_form,
    "DOK002": wrong_year,
    "DOK003": leftover,
    "DOK004": foreign_region,
    "DOK005": bad_nip,
    "DOK006": bad_rank,
    "DOK007": other_signer,
    "DOK008": no_such_day,
    "DOK012": unsigned,
    "DOK013": empty_form,
    "BRK010": tracked,
}
