"""Samples with one thing wrong, each named after it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.accuracy import pk_defects, skp_defects
from tests.maker import sample_office as office
from tests.maker.iku_content import Iku
from tests.maker.iku_layout import lay_out_iku
from tests.maker.iku_style import IkuStyle
from tests.maker.labels import Planted
from tests.maker.paper import Box, Grid, Paper
from tests.maker.pk_content import Pk
from tests.maker.pk_layout import lay_out_pk
from tests.maker.pk_style import PkStyle
from tests.maker.prints import Print
from tests.maker.sample_office import HOME, Sample, pack
from tests.maker.skp_content import Skp
from tests.maker.skp_layout import lay_out_skp
from tests.maker.skp_style import SkpStyle

FOLDER = "bermasalah"


def _skp(name: str, mar: Callable[[Skp, SkpStyle], Any], sheet: bool = False) -> Sample:
    skp = office.skp_of("purwanti", office.TREASURER, office.SECTION_HEAD)
    style = SkpStyle(sheet=True, values="d", top="pair") if sheet else SkpStyle()
    mar(skp, style)
    return pack(f"{FOLDER}/{name}", *lay_out_skp(skp, style))


def _pk(name: str, mar: Callable[[Pk, PkStyle], Any], sheet: bool = False) -> Sample:
    pk = office.pk_of("pk-kasek", office.SECRETARY, office.CHAIR, office.UNIT, office.SECRETARIAT_OWNERS)
    style = PkStyle(unit_column=True, sheet=sheet, parties="table" if sheet else "tabs")
    mar(pk, style)
    return pack(f"{FOLDER}/{name}", *lay_out_pk(pk, style))


def _iku(name: str, iku: Iku, mar: Callable[[Iku, IkuStyle], Any]) -> Sample:
    style = IkuStyle(sheet=name.endswith(".xlsx"), years="named" if iku.kind == "division" else "two_rows")
    mar(iku, style)
    return pack(f"{FOLDER}/{name}", *lay_out_iku(iku, style))


def _empty_target(skp: Skp, style: SkpStyle) -> None:
    skp.main[1].aims[1].target = Print("")
    skp.planted.append(Planted("SKP007", f"hasil_kerja.{skp.index(skp.main[1].aims[1])}.target"))


def _no_leader(skp: Skp, style: SkpStyle) -> None:
    skp.main[2].leader = Print("-", absent=True)
    skp.planted.append(Planted("SKP005", f"hasil_kerja.{skp.index(skp.main[2].aims[0])}.rhk_pimpinan"))


def _bad_nip(skp: Skp, style: SkpStyle) -> None:
    wrong = skp.staff.nip[:4] + "13" + skp.staff.nip[6:]
    skp.people["pegawai"]["nip"] = skp.signed["pegawai"]["nip"] = Print(wrong, wrong)
    skp.planted.append(Planted("DOK005", "pegawai.nip"))


def _two_years(skp: Skp, style: SkpStyle) -> None:
    skp.end = date(2027, 12, 31)
    skp.period = "1 JANUARI 2026 SD 31 DESEMBER 2027"
    skp.planted.append(Planted("SKP003", "periode.mulai"))


def _value_missing(skp: Skp, style: SkpStyle) -> None:
    skp.values = [entry for entry in skp.values if entry[0] != "Loyal"]
    skp.planted.append(Planted("SKP015"))


def _no_annex(skp: Skp, style: SkpStyle) -> None:
    skp.annex = {}
    skp.planted.append(Planted("SKP016"))


def _activity(skp: Skp, style: SkpStyle) -> None:
    skp.main[0].rhk = Print("Menyusun laporan keuangan bulanan")
    skp.planted.append(Planted("SKP012", "hasil_kerja.0.rhk"))


def _too_long(skp: Skp, style: SkpStyle) -> None:
    aim = skp.main[2].aims[2]
    aim.target = Print("14 bulan", 14, "bulan")
    skp.planted.append(Planted("SKP011", f"hasil_kerja.{skp.index(aim)}.target"))


def _other_signer(skp: Skp, style: SkpStyle) -> None:
    skp.signed["penilai"]["nama"] = Print("Yuliana Adhisena, S.E.")
    skp.planted.append(Planted("DOK007", "ttd.penilai.nama"))


def _old_form(skp: Skp, style: SkpStyle) -> None:
    skp.generation = "2021"
    style.words = {"rhk_pimpinan": "RENCANA KINERJA ATASAN LANGSUNG YANG DIINTERVENSI", "rhk": "RENCANA KINERJA"}
    style.words |= {"main_band": "A. KINERJA UTAMA", "extra_band": "B. KINERJA TAMBAHAN"}
    skp.planted.append(Planted("SKP018", "title"))


def _empty(skp: Skp, style: SkpStyle) -> None:
    skp_defects.empty_form(skp, style, random.Random(1))


def _wrong_total(pk: Pk, style: PkStyle) -> None:
    pk.total = Print("Rp 609.250.000", 609_250_000)
    pk.planted.append(Planted("PK004", "jumlah_anggaran"))


def _unstored(pk: Pk, style: PkStyle) -> None:
    pk_defects.formula_unstored(pk, style, random.Random(1))


def _same_party(pk: Pk, style: PkStyle) -> None:
    pk_defects.same_party(pk, style, random.Random(1))


def _wrong_unit(pk: Pk, style: PkStyle) -> None:
    line = next(line for _, line in pk.flat() if line.indikator.text.startswith("Persentase"))
    line.satuan = Print("dokumen")
    number = [entry for _, entry in pk.flat()].index(line)
    pk.planted.append(Planted("PK008", f"sasaran.{number}.satuan"))


def _other_region(pk: Pk, style: PkStyle) -> None:
    pk.layout["extra_sentence"] = "Perjanjian ini berlaku bagi seluruh jajaran sekretariat di Kabupaten Trenggalek."
    pk.planted.append(Planted("DOK004", "extra_sentence"))


def _other_month(pk: Pk, style: PkStyle) -> None:
    pk.number = Print(pk.number.text.replace("/01/2026", "/03/2026"))
    pk.planted.append(Planted("DOK009", "nomor"))


def _unsigned(pk: Pk, style: PkStyle) -> None:
    pk.signed["pihak_kedua"] = Print("..............................", absent=True)
    pk.planted.append(Planted("DOK012", "ttd.pihak_kedua.nama"))


def _leftover(pk: Pk, style: PkStyle) -> None:
    line = pk.goals[0].measures[-1]
    line.target = Print("[isi target]", absent=True)
    number = [entry for _, entry in pk.flat()].index(line)
    pk.planted.append(Planted("DOK003", f"sasaran.{number}.target"))


def _no_second_chapter(iku: Iku, style: IkuStyle) -> None:
    iku.layout["missing_chapter"] = 2
    iku.planted.append(Planted("IKU008"))


def _wrong_weekday(iku: Iku, style: IkuStyle) -> None:
    iku.sentences["meeting"] = iku.sentences["meeting"].replace("hari Rabu", "hari Kamis")
    iku.planted.append(Planted("DOK001", "meeting"))


def _wrong_law(iku: Iku, style: IkuStyle) -> None:
    iku.laws = [iku.laws[0], "Undang-Undang Nomor 14 Tahun 2018 tentang Keterbukaan Informasi Publik", iku.laws[2]]
    iku.planted.append(Planted("DOK011", "law.1"))


def _cell_blank(iku: Iku, style: IkuStyle) -> None:
    line = iku.goals[1].indicators[0]
    line.targets = line.targets | {2028: Print("")}
    iku.planted.append(Planted("IKU001", f"indikator.{iku.index(line) + 3}.target"))


def _output(iku: Iku, style: IkuStyle) -> None:
    line = iku.goals[0].indicators[0]
    line.indikator, line.satuan = Print("Jumlah kegiatan sosialisasi yang dilaksanakan"), Print("kegiatan")
    line.targets = {year: Print(str(10 + step), 10 + step) for step, year in enumerate(line.targets)}
    iku.planted.append(Planted("IKU005", "indikator.0.indikator"))


def _letter() -> Sample:
    """An invitation, no form at all, whose weekday does not fit the date."""
    paper = Paper("Surat", font="Arial", size=11)
    paper.title(HOME.body_name.upper(), size=13)
    paper.title(HOME.region.upper(), size=13)
    paper.say("Jalan Kenanga Nomor 24 Tulungagung, Jawa Timur", align="center", size=9, rule=True)
    paper.say()
    for line in (
        "Nomor\t: 021/PR.03/K.JI-24/01/2026",
        "Sifat\t: Biasa",
        "Hal\t: Undangan penandatanganan Perjanjian Kinerja",
    ):
        paper.say(line, tabs=(2.5,), space_after=0)
    paper.say()
    paper.say("Yth. seluruh jajaran sekretariat", space_after=0)
    paper.say("di tempat")
    paper.say()
    invitation = "Sehubungan dengan penandatanganan Perjanjian Kinerja, kami mengundang Saudara hadir"
    paper.say(f"{invitation} pada hari Senin, 28 Januari 2026 pukul 09.00 WIB.", align="both")
    paper.say("Demikian undangan ini disampaikan. Atas kehadiran Saudara kami ucapkan terima kasih.", align="both")
    paper.say()
    grid = Grid([1, 1], lines=False)
    for text in ("Tulungagung, 21 Januari 2026", "Ketua,", "\n\n", office.CHAIR.name):
        grid.add(Box(""), Box(text, align="center"))
    paper.put(grid)
    return pack(f"{FOLDER}/surat-hari-tanggal-salah.docx", [paper])


def _attendance() -> Sample:
    """A workbook that is no form: an attendance list."""
    paper = Paper("Daftar Hadir", size=10)
    paper.title("DAFTAR HADIR RAPAT")
    paper.say("Hari/Tanggal : Rabu, 7 Januari 2026")
    grid = Grid([1, 8, 6, 4])
    grid.add(*(Box(text, bold=True, align="center") for text in ("No", "Nama", "Jabatan", "Tanda Tangan")))
    for number, person in enumerate((office.CHAIR, office.SECRETARY, office.TREASURER), start=1):
        grid.add(Box(str(number)), Box(person.name), Box(person.post), Box(""))
    paper.put(grid)
    return pack(f"{FOLDER}/bukan-formulir.xlsx", [paper])


def _tracked_changes() -> Sample:
    """An SKP in which an editor's changes were never accepted."""
    skp = office.skp_of("purwanti", office.TREASURER, office.SECTION_HEAD)
    skp.planted.append(Planted("BRK010"))
    papers, label = lay_out_skp(skp, SkpStyle())
    for place in ("hasil_kerja.0.rhk", "hasil_kerja.1.indikator"):
        label.places[place].quirk, label.places[place].old_text = "tracked", "Konsep"
    return pack(f"{FOLDER}/skp-perubahan-terlacak.docx", papers, label)


def faulty_files() -> list[Sample]:
    """All samples that have something wrong."""
    division, plain = office.division_iku, office.plain_iku
    years = [2025, 2026, 2027, 2028, 2029]
    whole = _skp("x.docx", lambda skp, style: None)
    return [
        _skp("skp-target-kosong.docx", _empty_target),
        _skp("skp-rhk-pimpinan-kosong.docx", _no_leader),
        _skp("skp-nip-salah.xlsx", _bad_nip, sheet=True),
        _skp("skp-periode-dua-tahun.docx", _two_years),
        _skp("skp-perilaku-kurang-satu.docx", _value_missing),
        _skp("skp-tanpa-lampiran.xlsx", _no_annex, sheet=True),
        _skp("skp-kegiatan-bukan-hasil.docx", _activity),
        _skp("skp-waktu-melebihi-periode.xlsx", _too_long, sheet=True),
        _skp("skp-penanda-tangan-berbeda.docx", _other_signer),
        _skp("skp-formulir-lama.docx", _old_form),
        _skp("skp-belum-diisi.docx", _empty),
        _pk("pk-jumlah-anggaran-salah.docx", _wrong_total),
        _pk("pk-rumus-belum-dihitung.xlsx", _unstored, sheet=True),
        _pk("pk-pihak-sama.docx", _same_party),
        _pk("pk-satuan-tak-cocok.docx", _wrong_unit),
        _pk("pk-wilayah-kantor-lain.docx", _other_region),
        _pk("pk-nomor-surat-bulan-lain.docx", _other_month),
        _pk("pk-tanpa-nama-penanda-tangan.docx", _unsigned),
        _pk("pk-masih-ada-isian.docx", _leftover),
        _iku("iku-divisi-tanpa-bab-ii.docx", division("divisi"), _no_second_chapter),
        _iku("iku-divisi-hari-tanggal-salah.docx", division("divisi"), _wrong_weekday),
        _iku("iku-divisi-dasar-hukum-salah.docx", division("divisi"), _wrong_law),
        _iku("iku-target-kosong.xlsx", plain("iku", years), _cell_blank),
        _iku("iku-indikator-keluaran.xlsx", plain("iku", years), _output),
        _letter(),
        _attendance(),
        Sample(f"{FOLDER}/rusak.docx", whole.data[: len(whole.data) * 3 // 5]),
        Sample(f"{FOLDER}/kosong.xlsx", b""),
        _tracked_changes(),
    ]
