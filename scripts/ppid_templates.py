"""Builds the Word templates of PPID letters and their manifests: ``python -m scripts.ppid_templates``.

What stands in ``templates/docx/`` is the result and may be restyled in Word; run this only to start a template anew.
"""

from __future__ import annotations

from pathlib import Path

from scripts.make_templates import BOTH, CENTRE, FOLDER, Sheet
from scripts.signatures import dated, signer

EXAMPLES = {
    "instansi": "Bawaslu Kabupaten Tulungagung",
    "alamat": "Jalan Melati Nomor 5, Tulungagung",
    "nomor": "005/PPID/II/2026",
    "tempat": "Tulungagung",
    "tanggal": "9 Februari 2026",
    "no_pendaftaran": "12",
    "tanggal_permohonan": "2 Februari 2026",
    "nama": "Rukmini Hestiningrum",
    "alamat_pemohon": "Dusun Krajan RT 2 RW 1",
    "kontak": "081200000000",
    "pekerjaan": "Wiraswasta",
    "rincian": "Laporan kinerja tahun 2025",
    "tujuan": "Penelitian",
    "cara": "Salinan lunak",
    "batas": "23 Februari 2026",
    "penguasaan": "ya",
    "bentuk": "Salinan lunak",
    "biaya": "Tidak ada",
    "keputusan": "dikabulkan seluruhnya",
    "alasan_perpanjangan": "Dokumen masih disalin dari arsip",
    "dasar": "Pasal 17 huruf h UU 14/2008",
    "pengecualian": "informasi yang mengungkap rahasia pribadi",
    "konsekuensi": "rahasia pribadi seseorang dapat terungkap",
    "manfaat": "rahasia pribadi terlindungi",
    "kepentingan": "tidak ada kepentingan publik yang lebih besar",
    "kesimpulan": "informasi dikecualikan",
    "jangka": "5 (lima) tahun",
    "pemutus": "PPID Bawaslu Kabupaten Tulungagung",
    "tanggal_uji": "6 Februari 2026",
    "tempat_uji": "Ruang Rapat Sekretariat",
    "tim": "PPID, Koordinator Divisi Hukum, Kepala Sekretariat",
    "no_keberatan": "3",
    "alasan": "permintaan informasi tidak ditanggapi",
    "kasus": "Permohonan tidak dijawab sampai batas waktu",
    "isi_keputusan": "menguatkan pemberitahuan PPID",
    "pertimbangan": "jawaban telah disampaikan dalam batas waktu",
    "isi": "penyerahan informasi yang diminta",
    "hari_keberatan": "30",
    "hari_sengketa": "14",
    "batas_keberatan": "23 Maret 2026",
    "batas_sengketa": "23 Maret 2026",
}
LABELS = {
    "instansi": ("Instansi", "Agency"),
    "alamat": ("Alamat instansi", "Address of the agency"),
    "nomor": ("Nomor surat", "Number"),
    "tempat": ("Tempat surat", "Place"),
    "tanggal": ("Tanggal surat", "Date"),
    "no_pendaftaran": ("Nomor pendaftaran", "Registration number"),
    "tanggal_permohonan": ("Tanggal permohonan", "Date of the request"),
    "nama": ("Nama pemohon", "Applicant"),
    "alamat_pemohon": ("Alamat pemohon", "Applicant's address"),
    "kontak": ("Nomor kontak", "Contact"),
    "pekerjaan": ("Pekerjaan", "Occupation"),
    "rincian": ("Informasi yang diminta", "Information asked for"),
    "tujuan": ("Tujuan penggunaan", "Purpose"),
    "cara": ("Cara memperoleh", "Way of getting it"),
    "batas": ("Batas waktu jawaban", "Answer due"),
    "penguasaan": ("Dikuasai", "Held"),
    "bentuk": ("Bentuk informasi", "Form"),
    "biaya": ("Biaya", "Cost"),
    "keputusan": ("Keputusan", "Decision"),
    "alasan_perpanjangan": ("Alasan perpanjangan", "Reason for the extension"),
    "dasar": ("Dasar pengecualian", "Ground"),
    "pengecualian": ("Informasi yang dikecualikan", "What is excepted"),
    "konsekuensi": ("Konsekuensi bila dibuka", "Consequence of opening"),
    "manfaat": ("Manfaat bila ditutup", "Benefit of keeping it closed"),
    "kepentingan": ("Kepentingan publik", "Public interest"),
    "kesimpulan": ("Kesimpulan", "Conclusion"),
    "jangka": ("Jangka waktu pengecualian", "Time of the exception"),
    "pemutus": ("Yang memutuskan pengecualian", "Who decides"),
    "tanggal_uji": ("Tanggal uji", "Day of the test"),
    "tempat_uji": ("Tempat uji", "Place of the test"),
    "tim": ("Tim penguji", "Who tests"),
    "no_keberatan": ("Nomor keberatan", "Number of the objection"),
    "alasan": ("Alasan keberatan", "Reason of the objection"),
    "kasus": ("Kasus posisi", "Case"),
    "isi_keputusan": ("Keputusan atasan PPID", "Decision of the superior"),
    "pertimbangan": ("Pertimbangan", "Considerations"),
    "isi": ("Isi berita acara", "Subject of the minutes"),
    "hari_keberatan": ("Hari kerja untuk keberatan", "Working days for an objection"),
    "hari_sengketa": ("Hari kerja untuk sengketa", "Working days for a dispute"),
    "batas_keberatan": ("Hari terakhir keberatan", "Last day for an objection"),
    "batas_sengketa": ("Hari terakhir sengketa", "Last day for a dispute"),
}
INSIDE_TEXT = {  # what a letter's sentences hold beside its lines
    "ppid_berita_acara": ("isi",),
    "ppid_penolakan": ("hari_keberatan", "batas_keberatan"),
    "ppid_tanggapan_keberatan": ("hari_sengketa", "batas_sengketa"),
}
SMALL = {"PPID": "PPID", "TENTANG": "tentang", "ATAS": "atas"}  # in a title that is not all capitals
KNOWN_AS_LETTERS = ("ppid_berita_acara", "ppid_penolakan")  # by their titles, as official letters are recognised
DATES = ("tanggal", "tanggal_permohonan", "batas", "tanggal_uji", "batas_keberatan", "batas_sengketa")
OPTIONAL = (
    *("alamat", "alamat_pemohon", "kontak", "pekerjaan", "tujuan", "cara", "bentuk", "biaya"),
    *("manfaat", "kepentingan", "kasus", "batas_keberatan", "batas_sengketa"),
)
TEST = (
    *("tanggal_uji", "tempat_uji", "tim", "rincian", "dasar", "konsekuensi", "manfaat", "kepentingan"),
    *("kesimpulan", "jangka", "pemutus"),
)
OFFICE = {"instansi": "nama", "alamat": "alamat"}  # what the office's data fill
HEAD = ("instansi", "alamat", "nomor", "tempat", "tanggal")
REQUEST = ("no_pendaftaran", "tanggal_permohonan", "nama", "alamat_pemohon", "rincian")
LETTERS: dict[str, tuple[str, str, str, tuple[str, ...], str]] = {
    # name: title, English title, opening, lines, closing
    "ppid_tanda_bukti": (
        "TANDA BUKTI PENERIMAAN PERMOHONAN INFORMASI",
        "Receipt of a request",
        "Telah diterima permohonan informasi publik dari:",
        (*REQUEST, "kontak", "pekerjaan", "tujuan", "cara", "batas"),
        "Jawaban disampaikan paling lambat pada tanggal tersebut di atas. Simpan tanda bukti ini.",
    ),
    "ppid_pemberitahuan": (
        "PEMBERITAHUAN TERTULIS",
        "Written notice",
        "Berdasarkan permohonan informasi publik berikut, kami memberitahukan:",
        (*REQUEST, "keputusan", "penguasaan", "bentuk", "cara", "biaya"),
        "Pemohon dapat mengajukan keberatan kepada atasan PPID apabila tidak menerima pemberitahuan ini.",
    ),
    "ppid_perpanjangan": (
        "PEMBERITAHUAN PERPANJANGAN WAKTU",
        "Notice of extension",
        "Waktu untuk menjawab permohonan informasi publik berikut diperpanjang:",
        (*REQUEST, "alasan_perpanjangan", "batas"),
        "Jawaban disampaikan paling lambat pada batas waktu tersebut.",
    ),
    "ppid_penolakan": (
        "SURAT KEPUTUSAN PPID TENTANG PENOLAKAN PERMOHONAN INFORMASI",
        "Refusal",
        "PPID memutuskan bahwa informasi yang dimohon berikut termasuk informasi yang dikecualikan:",
        (*REQUEST, "dasar", "pengecualian", "konsekuensi", "pemutus"),
        "Dengan demikian permohonan informasi tersebut tidak dapat dikabulkan. Pemohon berhak mengajukan keberatan "
        "kepada atasan PPID paling lambat {{ hari_keberatan }} hari kerja setelah menerima surat keputusan ini"
        "{% if batas_keberatan %} (bila diterima pada tanggal surat ini: "
        "paling lambat {{ batas_keberatan }}){% endif %}.",
    ),
    "ppid_formulir_keberatan": (
        "FORMULIR KEBERATAN",
        "Objection form",
        "Keberatan atas pelayanan informasi publik:",
        ("no_keberatan", *REQUEST, "tujuan", "alasan", "kasus", "batas"),
        "Tanggapan atas keberatan disampaikan paling lambat pada batas waktu tersebut.",
    ),
    "ppid_tanggapan_keberatan": (
        "TANGGAPAN ATAS KEBERATAN",
        "Answer to an objection",
        "Atas keberatan berikut, atasan PPID memutuskan:",
        ("no_keberatan", *REQUEST, "alasan", "isi_keputusan", "pertimbangan"),
        "Apabila tidak puas, pemohon dapat mengajukan penyelesaian sengketa kepada Komisi Informasi paling lambat "
        "{{ hari_sengketa }} hari kerja setelah menerima tanggapan ini"
        "{% if batas_sengketa %} (bila diterima pada tanggal surat ini: "
        "paling lambat {{ batas_sengketa }}){% endif %}.",
    ),
    "ppid_uji_konsekuensi": (
        "LEMBAR UJI KONSEKUENSI",
        "Test of consequences",
        "Telah dilakukan uji konsekuensi atas informasi berikut:",
        TEST,
        "Demikian lembar uji konsekuensi ini dibuat dengan sebenarnya.",
    ),
    "ppid_berita_acara": (
        "BERITA ACARA PELAYANAN INFORMASI",
        "Minutes",
        "Pada hari {{ tanggal.hari }}, {{ tanggal.kata }}, bertempat di {{ tempat }}, telah dilakukan {{ isi }}:",
        (*REQUEST, "bentuk"),
        "Demikian berita acara ini dibuat dengan sebenarnya.",
    ),
}


def build(name: str) -> None:
    """One template and its manifest."""
    title, english, opening, lines, closing = LETTERS[name]
    sheet = Sheet()
    sheet.kop()
    sheet.say(title, CENTRE, bold=True, size=12.5, after=0)
    sheet.say("Nomor {{ nomor }}", CENTRE, after=10)
    sheet.say(opening, BOTH)
    table = sheet.table([5.0, 0.5, 10.5], [], grid=False)
    for line in lines:
        label, value = LABELS[line][0], f"{{{{ {line} }}}}"
        if line in OPTIONAL:
            value = f"{{% if {line} %}}{value}{{% else %}}–{{% endif %}}"
        sheet.row(table, [label, ":", value])
    sheet.widths(table, [5.0, 0.5, 10.5])
    sheet.say(after=2)
    sheet.say(closing, BOTH)
    dated(sheet)
    signer(sheet)
    sheet.save(name)
    _manifest(name, title, english, lines)


def _manifest(name: str, title: str, english: str, lines: tuple[str, ...]) -> None:
    """The manifest beside it."""
    fields = []
    used = list(dict.fromkeys((*HEAD, *lines, *INSIDE_TEXT.get(name, ()))))
    for field in used:
        label, other = LABELS[field]
        parts = [f"label: {{id: {label}, en: {other}}}"]
        parts += ["kind: date"] if field in DATES else []
        parts += ["required: true"] if field not in OPTIONAL else []
        parts += [f"office: {OFFICE[field]}"] if field in OFFICE else []
        parts.append(f'example: "{EXAMPLES[field]}"')
        fields.append(f"  {field}: {{{', '.join(parts)}}}")
    fields += [
        "  penanda_tangan.nama: {label: {id: Nama penanda tangan, en: Signer}, kind: name, required: true, "
        'example: "Damar Wicaksana, S.Sos."}',
        "  penanda_tangan.jabatan: {label: {id: Jabatan penanda tangan, en: Post of the signer}, required: true, "
        'example: "PPID"}',
        "  penanda_tangan.nip: {label: {id: NIP penanda tangan, en: NIP of the signer}, kind: nip}",
    ]
    number = "no_keberatan" if "no_keberatan" in lines else "no_pendaftaran" if "no_pendaftaran" in lines else "tanggal"
    named = " ".join(SMALL.get(word, word.title()) for word in title.split())
    text = [
        f"# {named}.",
        f"id: {name}",
        'version: "1"',
        f"title: {{id: {named}, en: {english}}}",
        *(["form: naskah_dinas"] if name in KNOWN_AS_LETTERS else []),
        f'file: "{named} {{{number}}}"',
        "fields:",
        *fields,
    ]
    Path(FOLDER, f"{name}.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")


def main() -> None:
    """Write all templates of PPID letters."""
    for name in LETTERS:
        build(name)


if __name__ == "__main__":
    main()
