"""The clean sample office: a made-up Bawaslu Kabupaten with its IKU, PK and SKP of one year."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

from tests.maker.iku_content import Iku, IkuGoal, make_iku
from tests.maker.iku_layout import lay_out_iku
from tests.maker.iku_style import IkuStyle
from tests.maker.labels import Label
from tests.maker.paper import Bundle, Paper
from tests.maker.people import Office, Person, office_results, texts
from tests.maker.pk_content import Goal, Measure, Pk, Programme, make_pk
from tests.maker.pk_layout import lay_out_pk
from tests.maker.pk_style import PkStyle
from tests.maker.prints import Print, dots
from tests.maker.sheet import write_sheet
from tests.maker.skp_content import Aim, Skp, make_result, make_skp, narrate
from tests.maker.skp_layout import lay_out_skp
from tests.maker.skp_style import SkpStyle
from tests.maker.word import write_word

YEAR = 2026
HOME = Office("bawaslu", "Kabupaten", "Tulungagung", "Jawa Timur", "Tulungagung", "JI", 19, 24)
UNIT = HOME.secretariat
PREVENTION, DISPUTES = "Pencegahan, Partisipasi Masyarakat dan Hubungan Masyarakat", "Hukum dan Penyelesaian Sengketa"

CHAIR = Person("Hj. Ratnaningrum Wirabumi, S.H., M.H.", f"Ketua {HOME.short}", HOME.short)
MEMBER = Person("Syahrul Tanjungsari, S.Sos.", f"Anggota {HOME.short}, Koordinator Divisi {PREVENTION}", HOME.short)
SECRETARY = Person("Drs. Jatmiko Kertayasa, M.Si.", "Kepala Sekretariat", UNIT, "197204151998031007", "Pembina", "IV/a")
SECTION_HEAD = Person(
    "Yuliastuti Adhisena, S.E.", "Kepala Subbagian Administrasi", UNIT, "198409222009122004", "Penata", "III/c"
)
TREASURER = Person(
    "Purwanti Mangunsari, S.E.",
    "Analis Pengelolaan Keuangan APBN Ahli Pertama",
    UNIT,
    "199002112019032011",
    "Penata Muda",
    "III/a",
)
ARCHIVIST = Person("Bagaskoro Lokananta, A.Md.", "Arsiparis Terampil", UNIT, "199310072023211009", "", "VII")
SUPERVISOR = Person(
    "Maharani Jayengrana, S.I.Kom.",
    "Penata Kelola Pengawasan Pemilu Ahli Pertama",
    UNIT,
    "199105182024212013",
    "",
    "IX",
)

DAY, SIGNING = Print("7 Januari 2026", "2026-01-07"), date(2026, 1, 7)
TARGETS = {2025: 0.35, 2026: 0.55, 2027: 0.7, 2028: 0.85, 2029: 1.0}


@dataclass
class Sample:
    """A file of the samples: its path under ``samples/``, its bytes, and what must be read and found where known."""

    path: str
    data: bytes
    labels: tuple[Label, ...] = ()


def dice(name: str) -> random.Random:
    """The same dice for the same file."""
    return random.Random(f"sampel:{name}")


def pack(path: str, papers: list[Paper], *labels: Label, split_runs: bool = False) -> Sample:
    """Writes papers as the kind of file that the path names."""
    write = write_sheet if path.endswith(".xlsx") else write_word
    return Sample(path, write(Bundle(papers, split_runs=split_runs, creator=f"Sekretariat {HOME.short}")), labels)


def office_goals(years: list[int]) -> list[IkuGoal]:
    """The goals of the office, as its IKU has them."""
    chosen = [entry for entry in texts()["goals"] if entry["office"] in ("bawaslu", "any")]
    iku = make_iku(dice("iku"), "plain", cast=(HOME, CHAIR), year=YEAR)
    line = iku.goals[0].indicators[0]
    goals = []
    for entry in chosen:
        indicators = []
        for text, formula, source, owner, unit, low, high in entry["indicators"]:
            parts = {
                "indikator": text,
                "formula": formula,
                "sumber_data": source,
                "penanggung_jawab": owner,
                "satuan": unit,
            }
            targets = {year: _target(low, high, year) for year in years}
            indicators.append(replace(line, **{name: Print(part) for name, part in parts.items()}, targets=targets))
        goals.append(IkuGoal(Print(entry["goal"]), indicators))
    return goals


def _target(low: float, high: float, year: int) -> Print:
    value: float = low + (high - low) * TARGETS[year]
    value = round(value, 1) if isinstance(low, float) else int(value)
    return Print(dots(value), int(value) if float(value).is_integer() else value)


def plain_iku(name: str, years: list[int]) -> Iku:
    """The office's IKU with a column for each year."""
    iku = make_iku(dice(name), "years", cast=(HOME, CHAIR), year=years[0])
    iku.years, iku.target_years = [years[0], years[-1]], years
    iku.goals, iku.day, iku.signing = office_goals(years), DAY, SIGNING
    return iku


def division_iku(name: str) -> Iku:
    """The IKU document of the prevention division."""
    iku = make_iku(dice(name), "division", cast=(HOME, CHAIR), year=YEAR)
    iku.division, iku.day, iku.signing, iku.target_years = PREVENTION, DAY, SIGNING, [YEAR]
    iku.goals = [goal for goal in office_goals([YEAR]) if "Pencegahan" in goal.indicators[0].penanggung_jawab.text]
    iku.sentences |= {
        "duty": f"Divisi {PREVENTION} mengoordinasikan pelaksanaan program kerja di wilayah {HOME.region} "
        "yang terdiri atas 19 (sembilan belas) kecamatan.",
        "meeting": f"Dokumen ini disepakati dalam rapat pleno pada hari Rabu, 7 Januari 2026 di kantor {HOME.short}.",
    }
    iku.laws = texts()["laws"][:3]
    return iku


def pk_of(name: str, first: Person, second: Person | None, unit: str, owners: tuple[str, ...]) -> Pk:
    """A PK whose goals are those of the IKU that one of the ``owners`` answers for; all goals for the chair."""
    pk = make_pk(dice(name), own_unit_column=True, cast=(HOME, first, second, unit), year=YEAR)
    goals = []
    for goal in office_goals([YEAR]):
        lines = [line for line in goal.indicators if not owners or line.penanggung_jawab.text.startswith(owners)]
        if lines:
            goals.append(
                Goal(goal.sasaran, [Measure(line.indikator, line.targets[YEAR], line.satuan) for line in lines])
            )
    amounts = [412_500_000, 186_750_000, 97_300_000][: 2 if owners else 3]
    pk.goals, pk.day, pk.signing = goals, DAY, SIGNING
    pk.number = Print(f"{dice(name).randint(11, 40):03d}/PR.03/K.JI-24/01/2026")
    pk.programmes = [
        Programme(Print(program), Print(f"Rp {dots(amount)}", amount), Print("APBN"))
        for program, amount in zip(
            ("Dukungan Manajemen", "Penguatan Pengawasan Partisipatif Masyarakat", "Layanan Perkantoran dan Gaji"),
            amounts,
            strict=False,
        )
    ]
    pk.total = Print(f"Rp {dots(sum(amounts))}", sum(amounts))
    return pk


def skp_of(
    name: str,
    staff: Person,
    superior: Person,
    narrated: bool = False,
    audience: str = "ja_jf",
) -> Skp:
    """An SKP with the person's own results; each serves a goal of the head of the secretariat and an indicator."""
    rng = dice(name)
    skp = make_skp(rng, audience=audience, cast=(HOME, staff, superior), year=YEAR)
    skp.start, skp.end = date(YEAR, 1, 1), date(YEAR, 12, 31)
    entries = office_results()[name]
    skp.main = [make_result(rng, entry, skp.start, skp.end, audience) for entry in entries]
    for number, (result, entry) in enumerate(zip(skp.main, entries, strict=True)):
        informed = "informasi" in entry["rhk"]
        goal = (
            "Meningkatnya keterbukaan informasi publik" if informed else "Meningkatnya kualitas tata kelola organisasi"
        )
        result.leader = Print(goal if audience == "ja_jf" else "")
        result.perspective = texts()["perspectives"][number] if audience == "jpt" else ""
    extra = make_result(rng, texts()["extra_results"][1], skp.start, skp.end, audience)
    extra.rhk = Print(f"{extra.rhk.text} (Penugasan dari {superior.post})")
    extra.perspective = "Proses Bisnis" if audience == "jpt" else ""
    skp.extra = [extra]
    for _, _, aim in skp.flat():
        _tidy(aim)
    if narrated:
        narrate(rng, skp)
    skp.period, skp.day = "1 JANUARI SD 31 DESEMBER TAHUN 2026", DAY
    skp.values = [(value["name"], value["expectation"]) for value in texts()["values"]]
    skp.people = {"pegawai": _names(staff), "penilai": _names(superior)}
    skp.signed = {
        who: {"nama": names["nama"], "nip": Print("") if names["nip"].blank else names["nip"]}
        for who, names in skp.people.items()
    }
    return skp


def _tidy(aim: Aim) -> None:
    """Prints aspect and target as a careful typist does."""
    number, unit = dots(aim.target.value), "%" if aim.target.unit == "persen" else aim.target.unit
    aim.aspek = Print(aim.aspek.value, aim.aspek.value)
    aim.target = Print(f"{number} {unit}", aim.target.value, unit)


def _names(person: Person) -> dict[str, Print]:
    dash = Print("-", absent=True)
    rank = f"{person.rank} ({person.golongan})" if person.rank else person.golongan
    return {
        "nama": Print(person.name),
        "nip": Print(person.nip, person.nip) if person.nip else dash,
        "pangkat_golongan": Print(rank, person.golongan) if rank else dash,
        "jabatan": Print(person.post),
        "unit_kerja": Print(person.unit),
    }


SECRETARIAT_OWNERS = ("Kepala Sekretariat", "Pejabat Pengelola")
FOLDER = "kantor-bersih"


def clean_office() -> list[Sample]:
    """All files of the clean office."""
    return [*_clean_skp(), *_clean_pk(), *_clean_iku(), Sample(f"{FOLDER}/kinerja.toml", OFFICE_FILE.encode())]


def _clean_skp() -> list[Sample]:
    workbook = SkpStyle(sheet=True, values="d", top="pair")
    made = {
        "purwanti.docx": (skp_of("purwanti", TREASURER, SECTION_HEAD), SkpStyle()),
        "bagaskoro.xlsx": (skp_of("bagaskoro", ARCHIVIST, SECTION_HEAD), workbook),
        "maharani.docx": (skp_of("maharani", SUPERVISOR, SECRETARY, narrated=True), SkpStyle()),
        "yuliastuti.xlsx": (skp_of("yuliastuti", SECTION_HEAD, SECRETARY), workbook),
        "kepala-sekretariat.docx": (skp_of("jatmiko", SECRETARY, CHAIR, audience="jpt"), SkpStyle()),
    }
    return [pack(f"{FOLDER}/skp/skp-{name}", *lay_out_skp(*content)) for name, content in made.items()]


def _clean_pk() -> list[Sample]:
    prevention = ("Koordinator Divisi Pencegahan",)
    official, tabled = PkStyle(unit_column=True), PkStyle(unit_column=True, parties="table")
    made = {
        "ketua.docx": (pk_of("pk-ketua", CHAIR, None, HOME.short, ()), official),
        "anggota-pencegahan.docx": (pk_of("pk-anggota", MEMBER, CHAIR, HOME.short, prevention), tabled),
        "kepala-sekretariat.docx": (pk_of("pk-kasek", SECRETARY, CHAIR, UNIT, SECRETARIAT_OWNERS), official),
    }
    return [pack(f"{FOLDER}/pk/pk-{name}", *lay_out_pk(*content)) for name, content in made.items()]


def _clean_iku() -> list[Sample]:
    made = {
        "2025-2029.xlsx": (plain_iku("iku", [2025, 2026, 2027, 2028, 2029]), IkuStyle(sheet=True, signed=True)),
        "divisi-pencegahan.docx": (division_iku("divisi"), IkuStyle(years="named", third_chapter=True)),
    }
    return [pack(f"{FOLDER}/iku/iku-{name}", *lay_out_iku(*content)) for name, content in made.items()]


OFFICE_FILE = """\
# Identitas kantor. Kantor dan semua orang di dalam contoh ini rekaan.

[kantor]
nama = "Bawaslu Kabupaten Tulungagung"
jenis = "bawaslu"
tingkat = "kabkota"
wilayah = "Kabupaten Tulungagung"
provinsi = "Jawa Timur"
kode_unit = "JI-24"
sebutan_kepala = "Kepala Sekretariat"
jumlah_anggota = 3
tahun = 2026
"""
