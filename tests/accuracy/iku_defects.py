"""Defects of an IKU document, by code."""

from __future__ import annotations

import random
from datetime import date

from tests.accuracy.marring import DOTS, Defect, blank, impossible_date, other_region, placeholder
from tests.maker.iku_content import Iku, Indicator
from tests.maker.iku_style import IkuStyle
from tests.maker.labels import Planted
from tests.maker.people import texts
from tests.maker.pk_content import letter_number
from tests.maker.prints import WEEKDAYS, Print, in_words, print_date, weekday_name


def _plant(iku: Iku, code: str, place: str = "") -> bool:
    iku.planted.append(Planted(code, place))
    return True


def _any_line(iku: Iku, rng: random.Random) -> Indicator:
    return rng.choice([line for goal in iku.goals for line in goal.indicators])


def _row(iku: Iku, line: Indicator, column: str, step: int = 0) -> str:
    return f"indikator.{iku.index(line) + step}.{column}"


def wrong_weekday(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind != "division":
        return False
    right = weekday_name(iku.signing)
    other = WEEKDAYS[(iku.signing.weekday() + rng.randint(1, 6)) % 7]
    iku.sentences["meeting"] = iku.sentences["meeting"].replace(f"hari {right}", f"hari {other}")
    return _plant(iku, "DOK001", "meeting")


def wrong_year(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind == "decree" or len(iku.years) > 1 or not style.signed:
        return False
    iku.day = print_date(rng, date(iku.years[0] - 2, rng.randint(2, 8), rng.randint(3, 27)))
    iku.sentences["meeting"] = "Dokumen ini disepakati dalam rapat pleno seluruh anggota."
    return _plant(iku, "DOK002", "tanggal")


def leftover(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind == "division" and rng.random() < 0.5:
        iku.sentences["meeting"] = "Dokumen ini disepakati dalam rapat pleno pada tanggal ................ di kantor."
        return _plant(iku, "DOK003", "meeting")
    line = _any_line(iku, rng)
    line.formula = placeholder(rng, "formula")
    return _plant(iku, "DOK003", _row(iku, line, "formula"))


def foreign_region(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    other = other_region(rng, iku.home)
    if iku.kind == "division":
        iku.sentences["link"] = f"Indikator divisi diturunkan dari sasaran strategis dan berlaku di {other}."
        return _plant(iku, "DOK004", "link")
    line = _any_line(iku, rng)
    line.sumber_data = Print(f"{line.sumber_data.text} {other}")
    return _plant(iku, "DOK004", _row(iku, line, "sumber_data"))


def no_such_day(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if not style.signed:
        return False
    iku.day = impossible_date(rng, iku.signing.year)
    return _plant(iku, "DOK008", "tanggal")


def number_of_other_month(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind != "decree" or iku.home.body != "bawaslu":
        return False
    iku.number = letter_number(
        rng, iku.home, iku.signing, chair_signs=True, month=iku.signing.month + rng.randint(1, 5)
    )
    return _plant(iku, "DOK009", "nomor")


def words_disagree(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind != "division":
        return False
    right, wrong = in_words(iku.home.districts), in_words(iku.home.districts + rng.randint(1, 4))
    iku.sentences["duty"] = iku.sentences["duty"].replace(f"({right})", f"({wrong})")
    return _plant(iku, "DOK010", "duty")


def wrong_law(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind not in ("division", "decree"):
        return False
    iku.laws[1] = rng.choice(texts()["wrong_laws"])
    return _plant(iku, "DOK011", "law.1")


def unsigned(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind not in ("division", "decree"):
        return False
    if rng.random() < 0.5:
        iku.layout["no_signature"] = True
        return _plant(iku, "DOK012")
    iku.signed = rng.choice([Print(""), Print(rng.choice(DOTS), absent=True)])
    return _plant(iku, "DOK012", "ttd.nama")


def empty_form(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind not in ("plain", "years"):
        return False
    nothing = Print("")
    for goal in iku.goals:
        goal.sasaran = nothing
        for line in goal.indicators:
            line.indikator = line.formula = line.sumber_data = line.penanggung_jawab = line.satuan = nothing
            line.targets = dict.fromkeys(line.targets, nothing)
    iku.signed, iku.day, iku.seat = nothing, nothing, ""
    style.definition = style.reached = style.remarks = style.coded = False
    iku.layout["unread"] = True
    return _plant(iku, "DOK013")


def cell_blank(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    column = rng.choice(["indikator", "target", "target", "satuan", "sasaran"])
    line = _any_line(iku, rng)
    if column == "target":
        step = rng.randrange(len(iku.target_years))
        line.targets[iku.target_years[step]] = blank(rng)
        return _plant(iku, "IKU001", _row(iku, line, "target", step))
    if column == "sasaran":
        if len(iku.goals[0].indicators) > 1 and style.goes_on != "merged":
            return False
        iku.goals[0].sasaran = Print("")
        return _plant(iku, "IKU001", "indikator.0.sasaran")
    if column == "satuan" and not style.unit_column:
        return False
    setattr(line, column, blank(rng))
    return _plant(iku, "IKU001", _row(iku, line, column))


def _optional_blank(code: str, column: str) -> Defect:
    def mar(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
        if rng.random() < 0.25:
            style.dropped, style.definition, style.explained = (column,), False, False
            return _plant(iku, code)
        line = _any_line(iku, rng)
        setattr(line, column, blank(rng))
        return _plant(iku, code, _row(iku, line, column))

    return mar


def an_output(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    line, text = _any_line(iku, rng), rng.choice(texts()["output_indicators"])
    unit = "%" if text.startswith("Persentase") else text.split()[1]
    line.indikator = Print(text)
    if style.unit_column:
        line.satuan = Print(unit)
        line.targets = {year: Print("12", 12) for year in line.targets}
    else:
        line.targets = {year: Print(f"12 {unit}", 12, unit) for year in line.targets}
    return _plant(iku, "IKU005", _row(iku, line, "indikator"))


def twice(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    earlier, later = iku.goals[0].indicators[0], iku.goals[-1].indicators[-1]
    if earlier is later:
        return False
    later.indikator, later.satuan, later.targets = earlier.indikator, earlier.satuan, dict(earlier.targets)
    return _plant(iku, "IKU006", _row(iku, later, "indikator"))


def wrong_unit(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    lines = [line for goal in iku.goals for line in goal.indicators if line.indikator.text.startswith("Persentase")]
    if not lines or not style.unit_column:
        return False
    line = rng.choice(lines)
    line.satuan = Print(rng.choice(["dokumen", "orang", "laporan"]))
    return _plant(iku, "IKU007", _row(iku, line, "satuan"))


def chapter_missing(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if iku.kind != "division":
        return False
    iku.layout["missing_chapter"] = rng.choice([1, 2])
    return _plant(iku, "IKU008")


def tracked(iku: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if style.sheet:
        return False
    iku.layout["tracked"] = True
    return _plant(iku, "BRK010")


IKU_DEFECTS: dict[str, Defect] = {
    "IKU001": cell_blank,
    "IKU002": _optional_blank("IKU002", "formula"),
    "IKU003": _optional_blank("IKU003", "sumber_data"),
    "IKU004": _optional_blank("IKU004", "penanggung_jawab"),
    "IKU005": an_output,
    "IKU006": twice,
    "IKU007": wrong_unit,
    "IKU008": chapter_missing,
    "DOK001": wrong_weekday,
    "DOK002": wrong_year,
    "DOK003": leftover,
    "DOK004": foreign_region,
    "DOK008": no_such_day,
    "DOK009": number_of_other_month,
    "DOK010": words_disagree,
    "DOK011": wrong_law,
    "DOK012": unsigned,
    "DOK013": empty_form,
    "BRK010": tracked,
}
