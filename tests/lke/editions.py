"""The editions that made workbooks follow: the shipped ones, and the empty one of KPU as an office fills it in."""

from __future__ import annotations

import shutil
from pathlib import Path

from kinerja_docs.definitions.framework import Framework, load_framework, load_frameworks
from kinerja_docs.definitions.framework_tree import COLUMNS

KPU = "kpu-314-2021"
NAMES = ("akip-88-2021", "zi-90-2021", "rb-26-2020", KPU)
WEIGHTS = (5, 5, 6, 5, 15, 6, 12, 6)
SUBJECTS = (
    *("budaya kerja", "produk hukum", "uraian jabatan", "alur pelayanan", "pengembangan kompetensi"),
    *("capaian sasaran", "penanganan benturan kepentingan", "pengaduan pemilih"),
)
DEEDS = (
    ("abc", "telah disusun bersama seluruh subbagian"),
    ("ya_tidak", "telah ditetapkan oleh sekretaris"),
    ("abcd", "telah dijalankan pada setiap triwulan"),
    ("abcde", "telah diperbaiki berdasarkan hasil pemantauan"),
)
PARTS = ("Perencanaan", "Pelaksanaan")


def editions(office: Path) -> dict[str, Framework]:
    """All editions by name; the filled one of KPU is put into the office folder, where the program finds it too."""
    shipped = {one.id: one for one in load_frameworks()}
    folder = office / "checklists" / "frameworks"
    folder.mkdir(parents=True, exist_ok=True)
    (office / "kinerja.toml").write_text('[kantor]\nnama = "KPU Kabupaten Lumajang"\njenis = "kpu"\n', "utf-8")
    _fill(shipped[KPU], folder)
    return shipped | {KPU: load_framework(folder / f"{KPU}.yaml")}


def _fill(empty: Framework, folder: Path) -> None:
    """Two groups of four criteria in each of the eight areas, and a team for each area."""
    lines = [",".join(COLUMNS)]
    teams = ["teams:"]
    for area, weight, subject in zip(empty.roots, WEIGHTS, SUBJECTS, strict=True):
        lines.append(f'{area.code},,area,"{area.name}",,{weight},,jumlah,,,pasti,')
        for number, part in enumerate(PARTS, 1):
            group = f"{area.code}.{number}"
            lines.append(f"{group},,subkomponen,{part} {subject},,{weight / 2},,rata-rata,,,pasti,")
            for letter, (scale, deed) in zip("abcd", DEEDS, strict=True):
                lines.append(f"{group}.{letter},,kriteria,{part} {subject} {deed},,-,{scale},jawaban,,,pasti,")
        other = int(area.code) % 8 + 1
        plan = f"members: [Ketua {area.code}, Anggota {area.code}], assessor: Ketua {other}, action_plan: renaksi.docx"
        teams.append(f'  - {{area: "{area.code}", {plan}}}')
    (folder / f"{KPU}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    head = shutil.copy(empty.path, folder / f"{KPU}.yaml")
    text = head.read_text("utf-8")
    assert text.count("teams: []\n") == 1 and text.count('computed: "no"') == 1
    text = text.replace("teams: []\n", "\n".join(teams) + "\n").replace('computed: "no"', 'computed: "yes"')
    head.write_text(text, "utf-8")
