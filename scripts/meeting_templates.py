"""Builds the Word templates of meetings, letters and decrees: ``python -m scripts.meeting_templates``.

What stands in ``templates/docx/`` is the result and may be restyled in Word; run this only to start a template anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.section import WD_SECTION

from scripts.make_templates import BOTH, CENTRE, LEFT, RIGHT, Sheet, identity
from scripts.signatures import dated, signer
from scripts.skp_templates import Form


def facts(sheet: Sheet, rows: Sequence[tuple[str, str]]) -> None:
    """Labels with their values."""
    table = sheet.table([3.5, 0.5, 11.5], [], grid=False)
    for label, text in rows:
        sheet.row(table, [label, ":", text])
    sheet.widths(table, [3.5, 0.5, 11.5])
    sheet.say(after=2)


def points(sheet: Sheet, rows: str) -> None:
    """Numbered paragraphs."""
    sheet.say(f"{{%p for r in {rows} %}}", after=0)
    sheet.say("{{ loop.index }}. {{ r.isi }}", BOTH)
    sheet.say("{%p endfor %}", after=0)


def pernyataan_bebas_benturan_kepentingan() -> None:
    """Statement that no interest stands in the way; its points are data of the office."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("SURAT PERNYATAAN", CENTRE, bold=True, size=13, after=0)
    sheet.say("BEBAS BENTURAN KEPENTINGAN", CENTRE, bold=True, size=13, after=10)
    sheet.say("Saya yang bertanda tangan di bawah ini:", BOTH)
    identity(sheet, "penanda_tangan")
    sheet.say("sehubungan dengan {{ kegiatan }}, dengan ini menyatakan bahwa saya:", BOTH)
    points(sheet, "butir")
    sheet.say("Pernyataan ini saya buat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.", BOTH)
    dated(sheet)
    signer(sheet)
    sheet.save("pernyataan_bebas_benturan_kepentingan")


EVENT = "{{ tanggal_acara.hari }}, {{ tanggal_acara }}"


def notula() -> None:
    """Minutes of a meeting: what was said, what was agreed, who does it until when."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("NOTULA RAPAT", CENTRE, bold=True, size=13, after=8)
    told = [("Acara", "{{ acara }}"), ("Hari, tanggal", EVENT), ("Pukul", "{{ pukul }}")]
    facts(sheet, [*told, ("Tempat", "{{ tempat_acara }}"), ("Pimpinan rapat", "{{ pimpinan }}")])
    sheet.say("Pembahasan", bold=True)
    points(sheet, "pembahasan")
    sheet.say("Keputusan dan tindak lanjut", bold=True)
    widths = [1.2, 7.4, 4.4, 3.0]
    table = sheet.table(widths, ["No", "Tindak Lanjut", "Penanggung Jawab", "Batas Waktu"])
    texts = ["{{ loop.index }}", "{{ r.isi }}", "{{ r.penanggung_jawab }}", "{{ r.batas }}"]
    sheet.loop(table, "tindak_lanjut", texts, [CENTRE, LEFT, LEFT, CENTRE])
    sheet.widths(table, widths)
    sheet.say(after=4)
    dated(sheet)
    signer(sheet)
    sheet.save("notula")


def susunan_acara() -> None:
    """The order of an event."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("SUSUNAN ACARA", CENTRE, bold=True, size=13, after=0)
    sheet.say("{{ acara }}", CENTRE, bold=True, after=8)
    facts(sheet, [("Hari, tanggal", EVENT), ("Tempat", "{{ tempat_acara }}")])
    widths = [1.2, 3.6, 6.8, 4.4]
    table = sheet.table(widths, ["No", "Pukul", "Acara", "Petugas"])
    texts = ["{{ loop.index }}", "{{ r.pukul }}", "{{ r.acara }}", "{{ r.petugas }}"]
    sheet.loop(table, "rangkaian", texts, [CENTRE, CENTRE, LEFT, LEFT])
    sheet.widths(table, widths)
    sheet.save("susunan_acara")


def surat_pengantar() -> None:
    """Letter that goes with documents, with the receipt that comes back."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("{{ tempat }}, {{ tanggal }}", RIGHT)
    sheet.say("Yth. {{ kepada }}", after=0)
    sheet.say("di {{ tempat_tujuan }}", after=10)
    sheet.say("SURAT PENGANTAR", CENTRE, bold=True, size=13, after=0)
    sheet.say("NOMOR: {{ nomor }}", CENTRE, after=10)
    widths = [1.2, 7.4, 3.0, 4.4]
    table = sheet.table(widths, ["No", "Naskah yang Dikirim", "Banyaknya", "Keterangan"])
    texts = ["{{ loop.index }}", "{{ r.naskah }}", "{{ r.banyaknya }}", "{{ r.keterangan }}"]
    sheet.loop(table, "kiriman", texts, [CENTRE, LEFT, CENTRE, LEFT])
    sheet.widths(table, widths)
    sheet.say(after=4)
    signer(sheet)
    sheet.say(after=4)
    sheet.say("Diterima tanggal ............................", after=14)
    sheet.say("Penerima ............................")
    sheet.save("surat_pengantar")


def keputusan_tim_rb() -> None:
    """Decree on the reform team: eight areas, assessors, agents of change."""
    sheet = Form(wide=False)
    sheet.kop()
    sheet.say("KEPUTUSAN {{ penanda_tangan.jabatan|upper }}", CENTRE, bold=True, after=0)
    sheet.say("NOMOR {{ nomor }}", CENTRE, bold=True, after=4)
    sheet.say("TENTANG", CENTRE, bold=True, after=4)
    about = "TIM REFORMASI BIROKRASI {{ unit|upper }} TAHUN {{ tahun }}"
    sheet.say(about, CENTRE, bold=True, after=10)
    for label, rows in (("Menimbang:", "menimbang"), ("Mengingat:", "mengingat")):
        sheet.say(label, bold=True, after=2)
        points(sheet, rows)
    sheet.say("MEMUTUSKAN:", CENTRE, bold=True)
    sheet.say("Menetapkan:", bold=True, after=2)
    sheet.say("{%p for r in diktum %}", after=0)
    sheet.say("{{ r.urutan }}: {{ r.isi }}", BOTH)
    sheet.say("{%p endfor %}", after=0)
    dated(sheet, "Ditetapkan di {{ tempat }}", after=0)
    dated(sheet, "pada tanggal {{ tanggal }}", after=6)
    signer(sheet)
    sheet.page(sheet.word.add_section(WD_SECTION.NEW_PAGE))
    sheet.say("SUSUNAN TIM", CENTRE, bold=True, after=0)
    sheet.say(about, CENTRE, bold=True, after=8)
    widths = [1.2, 4.6, 3.0, 4.0, 3.2]
    table = sheet.table(widths, ["No", "Area", "Kedudukan", "Nama", "Jabatan"])
    texts = ["{{ r.nomor }}", "{{ r.area }}", "{{ r.kedudukan }}", "{{ r.nama }}", "{{ r.jabatan }}"]
    sheet.groups(table, "tim", texts, [CENTRE, LEFT, LEFT, LEFT, LEFT], 2)
    sheet.widths(table, widths)
    sheet.say(after=4)
    for title, rows in (("ASESOR", "asesor"), ("AGEN PERUBAHAN", "agen")):
        sheet.say(title, bold=True, after=2)
        table = sheet.table([1.2, 7.4, 7.4], ["No", "Nama", "Jabatan"])
        sheet.loop(table, rows, ["{{ loop.index }}", "{{ r.nama }}", "{{ r.jabatan }}"], [CENTRE, LEFT, LEFT])
        sheet.widths(table, [1.2, 7.4, 7.4])
        sheet.say(after=4)
    signer(sheet)
    sheet.save("keputusan_tim_rb")


def main() -> None:
    """Write all templates."""
    for build in (
        pernyataan_bebas_benturan_kepentingan,
        notula,
        susunan_acara,
        surat_pengantar,
        keputusan_tim_rb,
    ):
        build()


if __name__ == "__main__":
    main()
