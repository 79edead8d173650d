"""The check kinds of the SKP at their borders, through the shipped items."""

from __future__ import annotations

import pytest

from tests.checking.sheets import KUANTITATIF, VALUES, Texts, check, document, found, rhk


def identity(**changes: str | None) -> Texts:
    """A whole identity with changes; dots of names as double underscores."""
    whole: Texts = {
        "pegawai.nama": "Wulan Prameswari, S.H.",
        "pegawai.nip": "199203142023212011",
        "pegawai.pangkat_golongan": "IX",
        "pegawai.jabatan": "Analis Hukum Ahli Pertama",
        "pegawai.unit_kerja": "Sekretariat Bawaslu Kabupaten Melati",
        "penilai.nama": "Damar Wicaksana, S.Sos.",
        "penilai.nip": "198107022006041015",
        "penilai.pangkat_golongan": "Penata Tk. I, III/d",
        "penilai.jabatan": "Kepala Sekretariat",
        "penilai.unit_kerja": "Sekretariat Bawaslu Kabupaten Melati",
    }
    whole.update((name.replace("__", "."), text) for name, text in changes.items())
    return whole


def skp(rows: list[Texts], **fields: str) -> list[tuple[str, str]]:
    """The SKP findings of a table of results alone."""
    codes = [f"SKP{n:03}" for n in range(5, 14)]
    return found(document(fields={**KUANTITATIF, **fields}, rows={"hasil_kerja": rows}), *codes)


@pytest.mark.parametrize(
    "office",
    [
        "Ketua Bawaslu Kabupaten Melati",
        "KETUA",
        "Anggota KPU Kota Kenanga",
        "Koordinator Divisi Hukum dan Penyelesaian Sengketa",
        "Kordiv HPS",
        "Bawaslu Kabupaten Melati, Koordinator Divisi SDMO",
    ],
)
def test_commissioners_need_no_nip_and_golongan(office: str) -> None:
    fields = identity(penilai__nip="", penilai__pangkat_golongan="-", penilai__jabatan=office)
    assert found(document(fields=fields), "SKP001") == []


@pytest.mark.parametrize(
    "office", ["Kepala Sekretariat", "Koordinator Sekretariat", "Ketua Tim Kerja Hukum", "Sekretaris"]
)
def test_other_superiors_need_them(office: str) -> None:
    fields = identity(penilai__nip="", penilai__jabatan=office)
    assert found(document(fields=fields), "SKP001") == [("SKP001", "penilai.nip")]


@pytest.mark.parametrize(
    ("nip", "printed", "count"),
    [
        ("199203142023212011", "-", 0),  # PPPK, who has no pangkat
        ("199203142023212011", "", 1),
        ("199203142023022011", "-", 1),  # PNS
        ("", "-", 2),
    ],
)
def test_dash_is_an_answer_for_pppk_only(nip: str, printed: str, count: int) -> None:
    fields = identity(pegawai__nip=nip, pegawai__pangkat_golongan=printed)
    assert len(found(document(fields=fields), "SKP001")) == count


def test_block_that_is_not_there_at_all_is_one_finding() -> None:
    fields = {name: text for name, text in identity().items() if name.startswith("pegawai")}
    assert found(document(fields=fields), "SKP001") == [("SKP001", "title")]


def test_same_name_with_two_numbers_are_two_persons() -> None:
    fields = identity(penilai__nama="Wulan Prameswari")
    assert found(document(fields=fields), "SKP002") == []


def test_kualitatif_has_no_target_checks() -> None:
    rows: list[Texts] = [
        {"bagian": "utama", "nomor": "1", "rhk": "Tersusunnya kajian hukum", "indikator": "Kajian selesai tepat waktu"},
        {"bagian": "utama", "nomor": "2", "rhk": "Termutakhirkannya laman hukum", "indikator": ""},
    ]
    assert skp(rows, pendekatan="kualitatif") == [("SKP006", "hasil_kerja[1].indikator")]


def test_jpt_form_has_neither_leader_nor_aspects() -> None:
    rows: list[Texts] = [
        {
            "bagian": "utama",
            "nomor": "1",
            "rhk": "Meningkatnya layanan",
            "perspektif": "Anggaran",
            "indikator": "Indeks",
            "target": "3,5 indeks",
        }
    ]
    assert skp(rows, jenis_jabatan="jpt") == []
    assert skp(rows, jenis_jabatan="") == []


def test_missing_columns_are_one_finding_each_at_the_header() -> None:
    rows = [
        {name: row[name] for name in ("bagian", "nomor", "rhk", "indikator")} for row in rhk("Tersusunnya kajian hukum")
    ]
    assert sorted(skp(rows)) == [(code, "hasil_kerja") for code in ("SKP005", "SKP007", "SKP009")]


def test_blank_leader_of_one_rhk_is_one_finding_at_its_first_row() -> None:
    rows = rhk("Tersusunnya kajian hukum") + rhk("Termutakhirkannya laman hukum", "2", rhk_pimpinan="-")
    assert skp(rows) == [("SKP005", "hasil_kerja[3].rhk_pimpinan")]


def test_leader_is_not_due_for_additional_results() -> None:
    rows = rhk("Tersusunnya kajian hukum") + rhk("Tersusunnya naskah sambutan", "1", bagian="tambahan", rhk_pimpinan="")
    assert skp(rows) == []


@pytest.mark.parametrize(
    "target",
    [
        "12 laporan",
        "95 %",
        "0,2%",
        "Rp 1.500.000",
        "10-12 laporan",
        "minimal 90 persen",
        "5 (lima) hari kerja",
        "12 laporan/tahun",
        "31 Desember 2026",
        "Desember 2026",
        "31/12/2026",
        "Triwulan IV",
        "TW IV 2026",
        "Semester I",
        "satu dokumen",
        "dua belas bulan",
        "Indeks 3,2",
        "1 laporan per bulan",
        "Paling lambat tanggal 10",
        "Tahun 2026",
        "Predikat Baik",
        "100%",
        "4 x",
    ],
)
def test_measurable_targets(target: str) -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[0] |= {"target": target}
    assert skp(rows) == []


@pytest.mark.parametrize(
    ("target", "english"),
    [
        ("Sesuai jadwal", "number"),
        ("Tepat waktu", "number"),
        ("Baik", "number"),
        ("optimal", "number"),
        ("100", "unit"),
        ("80-90", "unit"),
        ("≥ 80", "unit"),
        ("3,5", "unit"),
    ],
)
def test_vague_targets(target: str, english: str) -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[0] |= {"target": target}
    made = document(fields=KUANTITATIF, rows={"hasil_kerja": rows})
    (one,) = check(made, ["SKP008"], "en")[0]
    assert one.location == made.places["hasil_kerja[0].target"] and english in one.message


@pytest.mark.parametrize(
    ("indicator", "vague"),
    [("Nilai evaluasi SAKIP", False), ("Opini atas laporan keuangan", False), ("Mutu surat", True)],
)
def test_grades_measure_what_is_graded(indicator: str, vague: bool) -> None:
    rows = rhk("Meningkatnya akuntabilitas")
    rows[1] |= {"indikator": indicator, "target": "BB"}
    assert bool(skp(rows)) is vague


@pytest.mark.parametrize(
    ("start", "target", "beyond"),
    [
        ("1 Juni 2026", "12 bulan", True),
        ("1 Juni 2026", "7 bulan", False),
        ("2 Januari 2026", "12 bulan", False),
        ("2 Januari 2026", "1 tahun", False),
        ("1 Juni 2026", "1 tahun", True),
        ("1 Juni 2026", "30 minggu", False),
        ("1 Juni 2026", "31 minggu", True),
        ("1 Juni 2026", "maksimal 12 (dua belas) bulan", True),
        ("1 Juni 2026", "214 hari", False),
        ("1 Juni 2026", "215 hari kerja", True),
        ("1 Juni 2026", "3 triwulan", True),
        ("1 Juni 2026", "Desember 2026", False),
    ],
)
def test_time_against_the_period(start: str, target: str, beyond: bool) -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[2] |= {"target": target}
    hits = skp(rows, **{"periode.mulai": start, "periode.selesai": "31 Desember 2026"})
    assert hits == ([("SKP011", "hasil_kerja[2].target")] if beyond else [])


def test_months_of_another_aspect_are_no_time_target() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[0] |= {"target": "12 bulan"}
    assert skp(rows, **{"periode.mulai": "1 Juni 2026", "periode.selesai": "31 Desember 2026"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Menyusun laporan bulanan",
        "1. Melaksanakan sosialisasi",
        "Meningkatkan mutu layanan",
        "Mencetak surat suara",
        "Sosialisasi",
        "Monitoring dan Evaluasi",
        "Pengawasan tahapan kampanye",
        "Penyusunan laporan hasil pengawasan tahapan kampanye tingkat kabupaten",
    ],
)
def test_activities(text: str) -> None:
    assert skp(rhk(text)) == [("SKP012", "hasil_kerja[0].rhk")]


@pytest.mark.parametrize(
    "text",
    [
        "Tersusunnya laporan bulanan",
        "Meningkatnya mutu layanan",
        "Menguatnya partisipasi warga",
        "Ditindaklanjutinya rekomendasi",
        "Laporan hasil pengawasan yang lengkap",
        "Pengelolaan arsip yang tertib",
        "Mekanisme pengaduan yang mudah diakses",
        "Media informasi kantor",
        "Pelayanan informasi publik",
        "Pengawasan kampanye yang berkualitas",
        "Penatausahaan barang milik negara sesuai ketentuan",
    ],
)
def test_results(text: str) -> None:
    assert skp(rhk(text)) == []


def test_result_repeated_on_each_of_its_rows_is_one() -> None:
    first, second = rhk("Tersusunnya kajian hukum"), rhk("Tersusunnya kajian hukum (Penugasan dari Ketua)", "2")
    made = document(fields=KUANTITATIF, rows={"hasil_kerja": first + second})
    (one,) = check(made, ["SKP013"])[0]
    assert one.location == made.places["hasil_kerja[3].rhk"] and one.related == [made.places["hasil_kerja[0].rhk"]]


def test_same_result_under_utama_and_tambahan_is_not_double() -> None:
    rows = rhk("Tersusunnya kajian hukum") + rhk("Tersusunnya kajian hukum", "1", bagian="tambahan")
    assert skp(rows) == []


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (VALUES, None),
        (VALUES[:-1], "perilaku"),
        ((*VALUES[:-1], "Kerja Keras"), "perilaku[6].nilai"),
        ((*VALUES, "Loyal"), "perilaku[7].nilai"),
        ((*VALUES, "Integritas"), "perilaku[7].nilai"),
    ],
)
def test_seven_values(names: tuple[str, ...], place: str | None) -> None:
    made = document(rows={"perilaku": [{"nilai": name} for name in names]})
    assert found(made, "SKP015") == ([("SKP015", place)] if place else [])


def test_two_missing_bands_at_one_place_are_one_finding() -> None:
    made = document(rows={"lampiran": [{"bagian": "konsekuensi", "isi": "Diusulkan mengikuti pelatihan"}]})
    assert found(made, "SKP016") == [("SKP016", "lampiran")]


@pytest.mark.parametrize(
    ("targets", "told"),
    [(["100 %", "100%", "Selalu"], True), (["100 %", "100 %"], False), (["100 %", "100 %", "12 bulan"], False)],
)
def test_absolute_targets_need_every_row_and_three(targets: list[str], told: bool) -> None:
    rows: list[Texts] = [{"indikator": f"Ukuran {n}", "target": target} for n, target in enumerate(targets)]
    assert bool(found(document(fields=KUANTITATIF, rows={"hasil_kerja": rows}), "SKP017")) is told


def test_form_that_does_not_say_its_approach_is_judged_by_the_columns_it_has() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[0] |= {"target": ""}
    assert skp(rows, pendekatan="", jenis_jabatan="") == [("SKP007", "hasil_kerja[0].target")]
    told: list[Texts] = [
        {"bagian": "utama", "nomor": "1", "rhk": "Tersusunnya kajian", "indikator": "Empat kajian selesai"}
    ]
    assert skp(told, pendekatan="", jenis_jabatan="") == []


def test_rows_under_no_band_are_main_results() -> None:
    rows = [{name: text for name, text in row.items() if name != "bagian"} for row in rhk("Tersusunnya kajian hukum")]
    assert found(document(fields=KUANTITATIF, rows={"hasil_kerja": rows}), "SKP004") == []
