"""The form of 2011: FORMULIR SASARAN KERJA PEGAWAI, with numbers for quantity, quality, time and cost."""

from __future__ import annotations

import random

from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Grid, Paper
from tests.maker.prints import Print, dots
from tests.maker.signature import Signer, SignStyle, sign
from tests.maker.skp_content import Skp
from tests.maker.skp_style import SkpStyle

TASKS = [
    ("Menyusun rekapitulasi kehadiran pegawai", 12, "dokumen"),
    ("Mencatat surat masuk dan surat keluar", 900, "surat"),
    ("Mengarsipkan berkas penanganan pelanggaran", 120, "berkas"),
    ("Menyiapkan bahan rapat pleno", 24, "kegiatan"),
    ("Menyusun laporan pertanggungjawaban keuangan", 12, "laporan"),
    ("Memelihara perangkat pengolah data", 30, "unit"),
]
CAPTIONS = {
    "nama": "Nama",
    "nip": "NIP",
    "pangkat_golongan": "Pangkat/Gol.Ruang",
    "jabatan": "Jabatan",
    "unit_kerja": "Unit Kerja",
}


def lay_out_old_skp(rng: random.Random, skp: Skp, style: SkpStyle, name: str = "SKP") -> tuple[list[Paper], Label]:
    """The paper of a form of 2011: superior first, superior signs left."""
    label = Label("skp", planted=list(skp.planted))
    paper = Paper(name, landscape=True, font="Arial", size=9)
    label.places["title"] = paper.title("FORMULIR SASARAN KERJA", size=12)
    paper.title("PEGAWAI NEGERI SIPIL", size=12)
    label.note("generasi", Print("", "2011"), Box(), loose=True)
    label.blanks.discard("generasi")
    period = paper.say(f"Jangka Waktu Penilaian : {skp.period}", align="center")
    label.note("periode.mulai", Print(skp.period, skp.start.isoformat()), period)
    label.note("periode.selesai", Print(skp.period, skp.end.isoformat()), period)
    paper.say()
    grid = Grid([1, 5, 8, 1, 4, 3, 2, 2, 2])
    paper.put(grid)
    _identity(grid, skp, style, label)
    _tasks(rng, grid, style, label)
    paper.say()
    superior = Signer("ttd.penilai", "Pejabat Penilai,", skp.signed["penilai"]["nama"], skp.signed["penilai"]["nip"])
    staff = Signer(
        "ttd.pegawai", "Pegawai Negeri Sipil Yang Dinilai,", skp.signed["pegawai"]["nama"], skp.signed["pegawai"]["nip"]
    )
    sign(paper, label, superior, staff, skp.seat, skp.day, SignStyle("rows", style.nip_label))
    for field in ("tempat", "tanggal"):
        label.fields.pop(field, None)
    return [paper], label


def _identity(grid: Grid, skp: Skp, style: SkpStyle, label: Label) -> None:
    def head(text: str, span: int) -> Box:
        return Box(text, span=span, bold=True, fill=style.head_fill)

    grid.add(
        head("NO", 1), head("I. PEJABAT PENILAI", 2), head("NO", 1), head("II. PEGAWAI NEGERI SIPIL YANG DINILAI", 5)
    )
    for number, (part, caption) in enumerate(CAPTIONS.items(), start=1):
        left, right = Box(skp.people["penilai"][part].text), Box(skp.people["pegawai"][part].text, span=4)
        count = str(number)
        grid.add(Box(count, align="center"), Box(caption), left, Box(count, align="center"), Box(caption), right)
        label.note(f"penilai.{part}", skp.people["penilai"][part], left)
        label.note(f"pegawai.{part}", skp.people["pegawai"][part], right)


def _tasks(rng: random.Random, grid: Grid, style: SkpStyle, label: Label) -> None:
    def head(text: str, span: int = 1, rows: int = 1) -> Box:
        return Box(text, span=span, rows=rows, bold=True, align="center", fill=style.head_fill)

    grid.add(head("NO", 1, 2), head("III. KEGIATAN TUGAS JABATAN", 2, 2), head("AK", 1, 2), head("TARGET", 5))
    grid.add(head("KUANT/OUTPUT", 2), head("KUAL/MUTU"), head("WAKTU"), head("BIAYA"))
    for number, (task, count, unit) in enumerate(rng.sample(TASKS, rng.randint(3, 5)), start=1):
        boxes = [Box(str(number), align="center"), Box(task, span=2), Box("0", align="center")]
        boxes.append(Box(f"{dots(count)} {unit}", span=2, align="center"))
        boxes += [Box("100", align="center"), Box("12 bln", align="center"), Box("-", align="center")]
        grid.add(*boxes)
        cells: Cells = {}
        label.cell(cells, "nomor", Print(str(number)), boxes[0])
        label.cell(cells, "rhk", Print(task), boxes[1])
        label.cell(cells, "target", Print(boxes[3].text, count, unit), boxes[3])
        label.row("hasil_kerja", cells, {"rhk": boxes[1], "target": boxes[3]})
