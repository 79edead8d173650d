"""A made-up office as a folder: roster, IKU, PK, SKP, evaluations, programme and job analysis that fit each other."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from kinerja_docs.text import name_key
from tests.maker.evaluation_content import Evaluation, make_evaluation
from tests.maker.evaluation_layout import lay_out_evaluation, random_evaluation_style
from tests.maker.iku_content import Iku, IkuGoal, make_iku
from tests.maker.iku_layout import lay_out_iku
from tests.maker.iku_style import IkuStyle
from tests.maker.paper import Bundle, Paper
from tests.maker.people import Office, Person, civil_servant, commissioner, texts
from tests.maker.pk_content import Goal, Measure, Pk, make_pk
from tests.maker.pk_layout import lay_out_pk
from tests.maker.pk_style import PkStyle
from tests.maker.prints import Print, dots
from tests.maker.sheet import write_sheet
from tests.maker.skp_content import Skp, make_result, make_skp
from tests.maker.skp_layout import lay_out_skp
from tests.maker.skp_style import SkpStyle, random_style
from tests.maker.word import write_word
from tests.offices.beside import files_beside

YEAR = 2026
PAIRS = Path(__file__).parent.parent / "linking" / "data"
MEASURES = ("Jumlah", "Persentase", "Nilai", "Indeks", "Tingkat", "Rata", "Opini", "Predikat")
POSTS = (
    "Analis Hukum", "Arsiparis", "Pranata Komputer", "Analis SDM Aparatur", "Penata Kelola Pengawasan Pemilu",
    "Analis Pengelolaan Keuangan APBN", "Pranata Hubungan Masyarakat", "Perencana", "Pengelola Barang Milik Negara",
)  # fmt: skip
CHORES = (
    "Terpeliharanya taman dan halaman kantor", "Tersajinya konsumsi tamu", "Terjaganya kendaraan dinas tetap bersih",
    "Terbukanya pintu gerbang setiap pagi", "Tergantinya lampu dan keran yang rusak",
)  # fmt: skip
FOREIGN = (
    "Meningkatnya hasil panen petani binaan", "Terbangunnya jembatan antardusun",
    "Tertanamnya bibit mangrove di pesisir",
)  # fmt: skip


@dataclass(eq=False)
class Employee:
    """Somebody of the office with an SKP; ``serves`` are the indicators that the results carry."""

    person: Person
    skp: Skp
    serves: list[str]
    evaluations: list[Evaluation] = field(default_factory=list)
    path: str = ""


@dataclass(eq=False)
class Kantor:
    """The office before it is written."""

    home: Office
    iku: Iku
    chair: Person
    secretary: Person
    head_pk: Pk
    secretary_pk: Pk
    staff: list[Employee]
    roster: list[dict[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    planted: list[tuple[str, str, bool]] = field(default_factory=list)  # code, path, certain
    unplanned: set[str] = field(default_factory=set)  # indicators that the Renstra has not
    idle: set[str] = field(default_factory=set)  # indicators without an activity in the programme
    astray: list[str] = field(default_factory=list)  # what activities cite that is no indicator


@lru_cache(maxsize=1)
def carriers() -> dict[str, list[str]]:
    """Results by the indicator that they serve, of the labelled pairs."""
    found: dict[str, list[str]] = {}
    for path in sorted(PAIRS.glob("*.csv")):
        with path.open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                if row["tertaut"] == "ya" and not row["target"].startswith(MEASURES) and "(" not in row["target"]:
                    found.setdefault(row["iku"], []).append(row["target"])
    return found


def make_office(rng: random.Random, people: int, region: int | None = None) -> Kantor:
    """An office of so many people in which everything fits; ``region``: which one of the known."""
    known = texts()["regions"]
    kind, name, province, seat, code, districts = known[
        (region if region is not None else rng.randrange(99)) % len(known)
    ]
    home = Office("bawaslu", kind, name, province, seat, code, districts, rng.randint(2, 36))
    chair = commissioner(rng, home)
    secretary = civil_servant(rng, home.secretary, home.secretariat, "IV/a")
    chosen = _apart(rng, 28)
    iku = _iku(rng, home, chair, chosen)
    pk, second = _pk(rng, iku, home, chair, None), _pk(rng, iku, home, secretary, chair)
    kantor = Kantor(home, iku, chair, secretary, pk, second, [])
    order = [*chosen, *(rng.choice(chosen) for _ in range(3 * people))]
    for number in range(people):
        post = f"{POSTS[number % len(POSTS)]} {rng.choice(['Ahli Pertama', 'Terampil', 'Ahli Muda'])}"
        mine = order[number * 3 : number * 3 + 3]
        kantor.staff.append(_employee(rng, kantor, post, list(dict.fromkeys(mine))))
    return kantor


def _apart(rng: random.Random, count: int) -> list[str]:
    """Indicators that no reader would take for each other."""
    chosen: list[str] = []
    for text in rng.sample(sorted(carriers()), len(carriers())):
        if len(chosen) < count and all(fuzz.token_sort_ratio(text, other) < 60 for other in chosen):
            chosen.append(text)
    return chosen


def _iku(rng: random.Random, home: Office, chair: Person, chosen: list[str]) -> Iku:
    iku = make_iku(rng, "plain", cast=(home, chair), year=YEAR)
    line = iku.goals[0].indicators[0]
    lines = []
    for text in chosen:
        percent = text.startswith(("Persentase", "Tingkat"))
        value = rng.randint(80, 95)
        lines.append(
            replace(
                line,
                indikator=Print(text),
                satuan=Print("%" if percent else "nilai"),
                targets={year: Print(dots(value), value) for year in iku.target_years},
            )
        )
    iku.goals = [
        IkuGoal(Print(f"Meningkatnya kinerja bidang {number}"), lines[start : start + 2])
        for number, start in enumerate(range(0, len(lines), 2), 1)
    ]
    return iku


def _pk(rng: random.Random, iku: Iku, home: Office, first: Person, second: Person | None) -> Pk:
    pk = make_pk(rng, own_unit_column=True, cast=(home, first, second, first.unit), year=YEAR)
    pk.goals = [
        Goal(
            goal.sasaran,
            [Measure(line.indikator, next(iter(line.targets.values())), line.satuan) for line in goal.indicators],
        )
        for goal in iku.goals
    ]
    return pk


def _employee(rng: random.Random, kantor: Kantor, post: str, serves: list[str]) -> Employee:
    taken = {name_key(one.person.name) for one in kantor.staff} | {name_key(kantor.secretary.name)}
    person = civil_servant(rng, post, kantor.home.secretariat)
    while name_key(person.name) in taken:
        person = civil_servant(rng, post, kantor.home.secretariat)
    skp = make_skp(rng, cast=(kantor.home, person, kantor.secretary), year=YEAR)
    skp.start, skp.end, skp.period = date(YEAR, 1, 1), date(YEAR, 12, 31), "1 JANUARI SD 31 DESEMBER TAHUN 2026"
    pool = texts()["results"]
    skp.main = []
    for text in serves:
        entry: dict[str, Any] = {**rng.choice(pool), "rhk": rng.choice(carriers()[text])}
        result = make_result(rng, entry, skp.start, skp.end, "ja_jf")
        result.leader = Print(text)  # the secretary's PK promises every indicator
        skp.main.append(result)
    return Employee(person, skp, serves)


def office_file(kantor: Kantor) -> str:
    """``kinerja.toml``."""
    home = kantor.home
    return (
        f'[kantor]\nnama = "{home.short}"\njenis = "bawaslu"\ntingkat = "kabkota"\nwilayah = "{home.region}"\n'
        f'provinsi = "{home.province}"\ntahun = {YEAR}\nroster = "roster.xlsx"\n'
    )


def write_office(rng: random.Random, kantor: Kantor) -> dict[str, bytes]:
    """All files of the folder by path; layouts differ from file to file."""
    plain = IkuStyle(sheet=True, signed=True)
    files = {"kinerja.toml": office_file(kantor).encode()}
    files["iku/iku.xlsx"] = _bytes("x.xlsx", lay_out_iku(kantor.iku, plain)[0])
    for name, pk in (("ketua", kantor.head_pk), ("sekretaris", kantor.secretary_pk)):
        files[f"pk/pk-{name}.docx"] = _bytes("x.docx", lay_out_pk(pk, PkStyle(unit_column=True))[0])
    for number, one in enumerate(kantor.staff, 1):
        sheet = rng.random() < 0.3
        one.path = f"skp/{number:02d}-skp.{'xlsx' if sheet else 'docx'}"
        style = random_style(rng, sheet) if rng.random() < 0.6 else SkpStyle(sheet=sheet, values="d" if sheet else "a")
        files[one.path] = _bytes(one.path, lay_out_skp(one.skp, style)[0])
        for evaluation in one.evaluations:
            path = f"evaluasi/{number:02d}-{evaluation.term.lower()}.docx"
            files[path] = _bytes(path, lay_out_evaluation(evaluation, random_evaluation_style(rng, False))[0])
    files |= files_beside(rng, kantor, carriers(), {*CHORES, *FOREIGN})
    files["roster.xlsx"] = roster_bytes(kantor.roster or roster_of(kantor))
    return files | kantor.files


def roster_of(kantor: Kantor) -> list[dict[str, str]]:
    """A line for everyone with an SKP."""
    return [
        {
            "Nama": one.person.name,
            "NIP": one.person.nip,
            "Jabatan": one.person.post,
            "Pejabat Penilai": kantor.secretary.name,
            "Wajib": "SKP",
        }
        for one in kantor.staff
    ]


def roster_bytes(lines: list[dict[str, str]]) -> bytes:
    """The roster as a workbook."""
    import io

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(lines[0]))
    for line in lines:
        sheet.append(list(line.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def evaluate(rng: random.Random, employee: Employee, terms: tuple[str, ...]) -> None:
    """Evaluations of an SKP for these terms."""
    for term in terms:
        style = random_evaluation_style(rng, False)
        employee.evaluations.append(
            make_evaluation(rng, replace(employee.skp, planted=[]), style.own_column, term=term)
        )


def _bytes(path: str, papers: list[Paper]) -> bytes:
    return (write_sheet if path.endswith(".xlsx") else write_word)(Bundle(papers))
