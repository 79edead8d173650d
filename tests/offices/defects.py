"""Defects between files, each planted in a made-up office and noted with the file that it must be found in."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from kinerja_docs.linking.weaker import Aim, compare
from tests.maker.prints import Print, dots
from tests.offices.beside import PROGRAMME
from tests.offices.content import CHORES, FOREIGN, Employee, Kantor, evaluate, roster_of

Defect = Callable[[random.Random, Kantor, Employee], Callable[[], list[tuple[str, str, bool]]]]
"""Changes the office; what it gives is called when the files have names: code, path, whether certain."""


def chore(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """A main result that serves nothing."""
    one.skp.main[-1].rhk = Print(rng.choice(CHORES))
    one.serves = one.serves[:-1]
    return lambda: [("SKP020", one.path, False), ("SKP023", one.path, False)]


def weaker(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """The indicator of the IKU with a lower target."""
    text = one.serves[0]
    if compare(Aim("80 %", "", text), Aim("90 %", "", text)) != "weaker":  # where less is better
        return chore(rng, kantor, one)
    line = next(line for goal in kantor.iku.goals for line in goal.indicators if line.indikator.text == text)
    target = next(iter(line.targets.values())).value - rng.randint(5, 20)
    unit = line.satuan.text
    one.skp.main[0].aims[1].indikator = Print(text)
    one.skp.main[0].aims[1].target = Print(f"{dots(target)} {unit}", target, unit)
    return lambda: [("SKP022", one.path, True)]


def foreign(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """A superior's result that the superior has not."""
    one.skp.main[-1].leader = Print(rng.choice(FOREIGN))
    return lambda: [("SKP024", one.path, False)]


def copied(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """The results of a colleague in another post."""
    other = rng.choice(
        [e for e in kantor.staff if e is not one and e.person.post != one.person.post and len(e.skp.main) > 1]
    )
    one.skp.main, one.serves = deepcopy(other.skp.main), list(other.serves)
    return lambda: [("SKP014", max(one.path, other.path), False)]


def moved(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """A target that is another one in the evaluation."""
    before = one.skp
    one.skp = deepcopy(one.skp)
    evaluate(rng, one, ("TW1",))
    changed = deepcopy(before)
    aim = changed.main[0].aims[0]
    aim.target = Print(
        f"{dots(int(aim.target.value) + 3)} {aim.target.unit}", int(aim.target.value) + 3, aim.target.unit
    )
    one.skp = changed
    return lambda: [("EVA006", f"evaluasi/{kantor.staff.index(one) + 1:02d}-tw1.docx", True)]


def gone(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An evaluation of the second quarter without one of the first."""
    evaluate(rng, one, ("TW2",))
    return lambda: [("EVA008", f"evaluasi/{kantor.staff.index(one) + 1:02d}-tw2.docx", False)]


LATE = ("Zulkifli", "Marlina", "Ruslan", "Yohanes", "Fitriyah", "Gusti", "Dahlia")


def owing(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """Somebody of the roster without an SKP."""
    name, nip = f"{rng.choice(LATE)} Arumdalu, S.E.", f"19900101201501{rng.randint(1001, 1999)}"
    late = replace(one.person, name=name, nip=nip, post="Pengelola Kepegawaian")
    kantor.roster = kantor.roster or roster_of(kantor)
    kantor.roster.append(
        {"Nama": late.name, "NIP": late.nip, "Jabatan": late.post, "Pejabat Penilai": "", "Wajib": "SKP"}
    )
    return lambda: [("ROS001", "roster.xlsx", True)]


def stranger(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An SKP of somebody who is not on the roster."""
    kantor.roster = [line for line in kantor.roster or roster_of(kantor) if line["NIP"] != one.person.nip]
    return lambda: [("ROS002", one.path, True)]


def other_post(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """Another post in the roster than in the SKP."""
    kantor.roster = kantor.roster or roster_of(kantor)
    for line in kantor.roster:
        if line["NIP"] == one.person.nip:
            line["Jabatan"] = "Bendahara Pengeluaran"
    return lambda: [("ROS003", one.path, True)]


def not_key(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An indicator of the PK that no IKU knows, in place of one that it should have."""
    goal = kantor.head_pk.goals[-1]
    goal.measures[-1] = replace(goal.measures[-1], indikator=Print("Persentase bibit mangrove yang tumbuh di pesisir"))
    path = "pk/pk-ketua.docx"
    return lambda: [("PK005", path, False), ("PK006", path, False)]


def orphan(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An indicator that nobody carries."""
    text = Print("Indeks kualitas udara ruang kerja")
    kantor.iku.goals[0].indicators.append(replace(kantor.iku.goals[0].indicators[0], indikator=text))
    for pk in (kantor.head_pk, kantor.secretary_pk):
        pk.goals[0].measures.append(replace(pk.goals[0].measures[0], indikator=text))
    return list  # told by what the staff serve


def unplanned(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An indicator that the Renstra has not."""
    kantor.unplanned.add(one.serves[0])
    return lambda: [("IKU010", "iku/iku.xlsx", False)]


def idle(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An indicator for which the programme has no activity."""
    kantor.idle.add(one.serves[0])
    return lambda: [("PRG002", PROGRAMME, False)]


ASTRAY = (
    "Persentase kolam ikan yang terpelihara",
    "Jumlah bibit mangrove yang ditanam",
    "Indeks kebersihan taman kota",
)


def astray(rng: random.Random, kantor: Kantor, one: Employee) -> Callable[[], list[tuple[str, str, bool]]]:
    """An activity for what is no indicator."""
    kantor.astray.append(ASTRAY[len(kantor.astray) % len(ASTRAY)])
    return lambda: [("PRG001", PROGRAMME, False)]


def uncarried(kantor: Kantor) -> list[tuple[str, str, bool]]:
    """Indicators that nobody carries, by a defect or by chance."""
    served = {text for one in kantor.staff for text in one.serves}
    lines = [line.indikator.text for goal in kantor.iku.goals for line in goal.indicators]
    return [("IKU009", "iku/iku.xlsx", False) for text in lines if text not in served]


DEFECTS: tuple[Defect, ...] = (
    chore, weaker, foreign, copied, moved, gone, owing, stranger, other_post, not_key, orphan, unplanned, idle, astray,
)  # fmt: skip
"""All of them; each takes an employee of its own."""
ONCE = (not_key, orphan, unplanned, idle, astray)


def plant(rng: random.Random, kantor: Kantor, count: int) -> list[Callable[[], list[tuple[str, str, bool]]]]:
    """So many defects with different people."""
    chosen = [defect for defect in DEFECTS if defect in ONCE and rng.random() < 0.7]
    chosen += [rng.choice([defect for defect in DEFECTS if defect not in ONCE]) for _ in range(count - len(chosen))]
    people = rng.sample(kantor.staff, len(chosen))
    # what is told when the files are written must not be changed by a later copy
    order = sorted(zip(chosen, people, strict=True), key=lambda pair: pair[0] is not copied)
    return [defect(rng, kantor, person) for defect, person in order]
