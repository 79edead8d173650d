"""Sample LKE: clean ones, one that claims everything, one with faulty formulas, one with a folder of evidence."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document

from kinerja_docs.word_library import undated
from tests.lke.editions import KPU, editions
from tests.lke.layouts import TITLES, lay_out, print_book
from tests.lke.made import UNIT, YEAR, Made, begin, make, rescore, write
from tests.maker.sample_formulas import formulas
from tests.maker.sample_office import Sample

FOLDER, OFFICE, KPU_OFFICE = "lke", "kantor-lke", "kantor-kpu"
KPU_UNIT, DEADLINE = "KPU Kabupaten Lumajang", date(YEAR, 12, 31)
SAID = (
    "tentang pembentukan tim pembangunan zona integritas menuju wilayah bebas dari korupsi",
    "Menimbang bahwa perlu ditetapkan susunan anggota serta uraian pekerjaan masing-masing kelompok area perubahan",
    "Memutuskan kelompok penataan tatalaksana, pengawasan, akuntabilitas, dan pelayanan bekerja sampai akhir tahun",
)
OTHER = (
    "tentang rencana kerja pembangunan zona integritas dengan target prioritas setiap triwulan",
    "Bab satu memuat sasaran, bab dua memuat jadwal dan penanggung jawab pada setiap subbagian",
    "Kemajuan dilaporkan kepada pimpinan pada pekan terakhir bulan berjalan",
)
LATE = (
    (
        "A.I.2.i.a",
        "SOP Peta Proses Bisnis",
        "memuat prosedur operasional tetap SOP yang mengacu pada peta proses bisnis instansi",
        "Setiap prosedur mencantumkan pelaksana, kelengkapan, waktu baku, serta keluaran kegiatan pengawasan pemilu",
    ),
    (
        "A.I.2.i.b",
        "Rekapitulasi Penerapan SOP",
        "mencatat prosedur operasional tetap SOP yang telah diterapkan menurut subbagian",
        "Penerapan paling rapi terlihat pada penerimaan laporan dugaan pelanggaran dan penyusunan kajian awal",
    ),
    (
        "A.I.2.i.c",
        "Hasil Evaluasi SOP",
        "menilai prosedur operasional tetap SOP melalui uji petik, wawancara, dan penelusuran arsip",
        "Dua langkah digabung, satu formulir dihapus, dan batas waktu registrasi dipersingkat menjadi sehari",
    ),
)
OLD = (
    "memuat kebutuhan pegawai berdasarkan peta jabatan dan hasil analisis beban kerja untuk masing-masing jabatan",
    "Rasio beban kerja tertinggi terdapat pada penanganan pelanggaran, disusul hubungan masyarakat dan arsip",
)
PLACE = UNIT.rpartition(" ")[2]


def lke_samples() -> list[Sample]:
    """All samples of LKE, with the evidence of the last one."""
    found = [
        Sample(f"{FOLDER}/lke-{name}-bersih.xlsx", make(edition, random.Random(7)).data) for name, edition in _EDITIONS
    ]
    found.append(Sample(f"{FOLDER}/lke-zi-serba-maksimum.xlsx", _everything().data))
    found.append(Sample(f"{FOLDER}/lke-akip-rumus-salah.xlsx", _formulas().data))
    found.append(Sample(f"{FOLDER}/lke-zi-rumus-salah.xlsx", formulas().data))
    return [*found, *_of_reform(), *_with_evidence()]


_EDITIONS = (("akip", "akip-88-2021"), ("zi", "zi-90-2021"))


def _of_reform() -> Iterator[Sample]:
    """Clean ones of the two editions of the reform: the archived one, and that of KPU as an office filled it in."""
    with TemporaryDirectory() as scratch:
        known = editions(Path(scratch))
        for name, title, unit, path, layout in (
            (
                "rb-26-2020",
                "LEMBAR KERJA EVALUASI REFORMASI BIROKRASI",
                UNIT,
                f"{FOLDER}/lke-rb-bersih.xlsx",
                "outline",
            ),
            (KPU, TITLES[KPU], KPU_UNIT, f"{KPU_OFFICE}/lke/lke-kpu.xlsx", "raters"),
        ):
            made = begin(known[name], random.Random(12))
            lay_out(made, random.Random(12), layout, frozenset({"lists", "signature"}))
            made.look.title, made.look.unit, made.look.sheet = title, unit, "LKE"
            print_book(made)
            yield Sample(path, made.data)
        for file in ("kinerja.toml", *(f"checklists/frameworks/{KPU}{suffix}" for suffix in (".csv", ".yaml"))):
            yield Sample(f"{KPU_OFFICE}/{file}", (Path(scratch) / file).read_bytes())


def _everything() -> Made:
    """The best answer everywhere, and every fifth row without evidence."""
    made = make("zi-90-2021", random.Random(8))
    graded = [one for one in made.rows() if one.node.scale is not None and one.node.scale.kind == "options"]
    for number, line in enumerate(graded):
        assert line.node.scale is not None
        line.answer = max(line.node.scale.options, key=lambda option: option.value).word
        line.evidence = "" if number % 5 == 4 else line.evidence
    rescore(made)
    write(made)
    return made


def _formulas() -> Made:
    """A sum that misses a child, and a number typed over a formula."""
    made = make("akip-88-2021", random.Random(9))
    by_code = {line.node.code: line for line in made.lines}
    share = {"AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0}
    for code, line in by_code.items():
        if line.node.level == "subkomponen":
            line.formula = f"=C{line.row}*{share[str(line.answer)]}/100"
        elif line.node.level == "komponen":
            line.formula = "=" + "+".join(f"E{by_code[f'{code}.{part}'].row}" for part in "abc")
    first = by_code["1"]
    first.formula = f"=E{by_code['1.a'].row}+E{by_code['1.b'].row}"
    first.shown = float((by_code["1.a"].points or 0) + (by_code["1.b"].points or 0))
    by_code["3.b"].formula = ""  # the number stands there, typed
    made.total = round(made.total - float(by_code["1.c"].points or 0), 4)
    write(made)
    return made


def _with_evidence() -> Iterator[Sample]:
    """Rows that name files: two good ones, hollow, of another office, a copy of the first, not there, three that were
    made at the deadline, and one of an older year."""
    made = make("zi-90-2021", random.Random(10))
    names = [
        f"A.I.1.i.a SK Tim Kerja {YEAR}.docx",
        f"A.I.1.i.b Berita Acara Pemilihan {YEAR}.docx",
        f"A.I.1.ii.a Rencana Kerja {YEAR}.docx",
        f"A.I.1.ii.b Laporan Target {YEAR}.docx",
        f"A.I.1.ii.c Notula Sosialisasi {YEAR}.docx",
        f"A.I.1.iii.a Laporan Pelaksanaan {YEAR}.docx",
        *(f"{code} {kind} {YEAR}.docx" for code, kind, *_ in LATE),
        f"A.I.3.i.a Peta Jabatan {YEAR - 4}.docx",
    ]
    lines = {line.node.code: line for line in made.lines}
    for name in names:
        lines[name.partition(" ")[0]].evidence = name
    for line in made.rows():
        if line.evidence not in names:
            line.evidence = line.evidence.removesuffix(".pdf")  # a document named in words, which may lie anywhere
    write(made)
    settings = f'[kantor]\nnama = "{UNIT}"\njenis = "bawaslu"\ntingkat = "kabkota"\nwilayah = "Kabupaten {PLACE}"\n'
    settings += f"[bukti]\nbatas = {DEADLINE.isoformat()}\n"
    yield Sample(f"{OFFICE}/kinerja.toml", settings.encode())
    yield Sample(f"{OFFICE}/lke/lke-zi.xlsx", made.data)
    contents = (
        _letter("KEPUTUSAN KEPALA SEKRETARIAT", UNIT, SAID, PLACE),
        _letter("BERITA ACARA PEMILIHAN ANGGOTA TIM", UNIT, OTHER, PLACE),
        _letter(f"Rencana Kerja {YEAR}", UNIT, ("Bukti dukung terlampir.",), PLACE),
        _letter("LAPORAN TARGET PRIORITAS", UNIT.replace(PLACE, "Jember"), OTHER[::-1], "Jember"),
        _letter("KEPUTUSAN KEPALA SEKRETARIAT", UNIT, SAID, PLACE),
    )
    for name, data in zip(names, contents, strict=False):
        yield Sample(f"{OFFICE}/bukti/{name}", data)
    for code, kind, *body in LATE:
        data = _letter(kind.upper(), UNIT, tuple(body), PLACE, DEADLINE)
        yield Sample(f"{OFFICE}/bukti/{code} {kind} {YEAR}.docx", data)
    yield Sample(f"{OFFICE}/bukti/{names[-1]}", _letter("PETA JABATAN", UNIT, OLD, PLACE))


def _letter(title: str, office: str, body: tuple[str, ...], place: str, made: date | None = None) -> bytes:
    document = Document()
    for text in (title, office.upper(), *body, f"{place}, 10 Maret {YEAR}", "Kepala Sekretariat,", "Darmaji Kertayasa"):
        document.add_paragraph(text)
    core = document.core_properties
    core.author = "kinerja_docs"
    if made is not None:
        core.created = core.modified = datetime.combine(made, time(15))
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())
