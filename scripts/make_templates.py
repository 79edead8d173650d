"""Builds the shipped Word templates with python-docx: ``python -m scripts.make_templates``.

What stands in ``templates/docx/`` is the result and may be restyled in Word; run this only to start a template anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from scripts.signatures import Signer, dated, nip, signatures, signer, whole

FOLDER = Path("templates/docx")
CENTRE, LEFT, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
A4 = Cm(21.0), Cm(29.7)


class Sheet:
    """A document in official style: Bookman-like serif, generous margins, A4."""

    cell_size = 10.5

    def __init__(self, font: str = "Bookman Old Style", size: float = 11.5) -> None:
        self.word: Document = docx.Document()
        style = self.word.styles["Normal"]
        style.font.name, style.font.size = font, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(6)
        self.page(self.word.sections[0])

    def page(self, section: Any, landscape: bool = False) -> None:
        """A4 with the margins of official letters."""
        width, height = A4[::-1] if landscape else A4
        section.page_width, section.page_height = width, height
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Cm(3.0), Cm(2.0)
        section.top_margin, section.bottom_margin = Cm(2.0), Cm(2.0)

    def say(self, text: str = "", align: Any = LEFT, bold: bool = False, size: float = 0, after: float = -1) -> Any:
        """A paragraph."""
        paragraph = self.word.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.bold = bold
        if size:
            run.font.size = Pt(size)
        if after >= 0:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def kop(self) -> None:
        """The letterhead: agency and address over a double rule."""
        self.say("{{ instansi }}", CENTRE, bold=True, size=14, after=0)
        self.say("{%p if alamat %}", CENTRE, after=0)
        self.say("{{ alamat }}", CENTRE, size=9.5, after=0)
        self.say("{%p endif %}", CENTRE, after=0)
        rule = self.say("", CENTRE, after=10)
        rule.paragraph_format.line_spacing = Pt(4)
        borders = OxmlElement("w:pBdr")
        edge = OxmlElement("w:bottom")
        for name, value in (("val", "thinThickSmallGap"), ("sz", "18"), ("space", "1"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
        rule._p.get_or_add_pPr().append(borders)

    def table(self, widths: Sequence[float], head: Sequence[str], grid: bool = True) -> Any:
        """A table with a header that repeats on every page."""
        table = self.word.add_table(1 if head else 0, len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        if grid:
            table.style = "Table Grid"
        if head:
            for cell, text in zip(table.rows[0].cells, head, strict=True):
                self.cell(cell, text, CENTRE, bold=True)
                shade(cell, "D9E2F3")
            header = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(header)
            whole(table.rows[0])
        return table

    def row(self, table: Any, texts: Sequence[str], aligns: Sequence[Any] | None = None, bold: bool = False) -> Any:
        """A row that no page break cuts."""
        row = table.add_row()
        whole(row)
        for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            self.cell(cell, text, aligns[number] if aligns else LEFT, bold)
        return row

    def row_if(self, name: str, table: Any, texts: Sequence[str]) -> None:
        """A row that stands only where the value is there."""
        blank = [""] * (len(texts) - 1)
        self.row(table, [f"{{%tr if {name} %}}", *blank])
        self.row(table, texts)
        self.row(table, ["{%tr endif %}", *blank])

    def cell(self, cell: Any, text: str, align: Any = LEFT, bold: bool = False) -> None:
        """The text of a cell."""
        paragraph = cell.paragraphs[0]
        paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(self.cell_size)

    def widths(self, table: Any, widths: Sequence[float]) -> None:
        """Widths in centimetres, on every row, since Word and LibreOffice read different places."""
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)

    def loop(self, table: Any, rows: str, texts: Sequence[str], aligns: Sequence[Any]) -> None:
        """A row for each of ``rows``; the rows of the tags themselves disappear."""
        blank = [""] * (len(texts) - 1)
        self.row(table, [f"{{%tr for r in {rows} %}}", *blank])
        self.row(table, texts, aligns)
        self.row(table, ["{%tr endfor %}", *blank])

    def save(self, name: str) -> None:
        """Write it, without a trace of who and when."""
        core = self.word.core_properties
        core.author = core.last_modified_by = "kinerja_docs"
        core.title, core.comments = name, ""
        self.word.save(str(FOLDER / f"{name}.docx"))


def shade(cell: Any, colour: str) -> None:
    """A light ground."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def signed_by_two(sheet: Sheet) -> None:
    """Pihak kedua left, pihak pertama right; a head alone has no left side. People without NIP have no such line."""
    dated(sheet)
    second, first = "pihak_kedua", "pihak_pertama"
    left = [f"{{% if {second}.nama %}}{text}{{% endif %}}" for text in ("Pihak Kedua,", "{{ pihak_kedua.nama }}")]
    below = {who: (f"{{{{ {who}.pangkat }}}}", nip(who)) for who in (second, first)}
    right = Signer("Pihak Pertama,", "{{ pihak_pertama.nama }}", below[first])
    signatures(sheet, Signer(*left, below[second]), right)


def identity(sheet: Sheet, who: str) -> None:
    """Nama and Jabatan of a party."""
    table = sheet.table([2.5, 0.5, 12.5], [], grid=False)
    sheet.row(table, ["Nama", ":", f"{{{{ {who}.nama }}}}"])
    sheet.row(table, ["Jabatan", ":", f"{{{{ {who}.jabatan }}}}"])
    sheet.widths(table, [2.5, 0.5, 12.5])


def perjanjian_kinerja() -> None:
    """Statement of the parties, and the annex with targets and budget."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("PERJANJIAN KINERJA TAHUN {{ tahun }}", CENTRE, bold=True, size=13, after=2)
    sheet.say("{%p if nomor %}", CENTRE, after=0)
    sheet.say("NOMOR: {{ nomor }}", CENTRE, after=10)
    sheet.say("{%p endif %}", CENTRE, after=0)
    sheet.say(
        "Untuk mewujudkan manajemen pemerintahan yang efektif, transparan, akuntabel, dan berorientasi pada hasil, "
        "kami yang bertanda tangan di bawah ini:",
        BOTH,
    )
    identity(sheet, "pihak_pertama")
    sheet.say("Selanjutnya disebut pihak pertama.", BOTH)
    sheet.say("{%p if pihak_kedua.nama %}", after=0)
    identity(sheet, "pihak_kedua")
    sheet.say("Selaku atasan langsung pihak pertama, selanjutnya disebut pihak kedua.", BOTH)
    sheet.say("{%p endif %}", after=0)
    sheet.say(
        "Pihak pertama berjanji akan mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini, dalam rangka "
        "mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. Keberhasilan "
        "dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab pihak pertama.",
        BOTH,
    )
    sheet.say("{%p if pihak_kedua.nama %}", after=0)
    sheet.say(
        "Pihak kedua akan memberikan supervisi yang diperlukan serta mengevaluasi capaian kinerja dari perjanjian ini "
        "dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.",
        BOTH,
    )
    sheet.say("{%p endif %}", after=0)
    sheet.say(after=4)
    signed_by_two(sheet)
    sheet.page(sheet.word.add_section(WD_SECTION.NEW_PAGE))
    sheet.say("LAMPIRAN PERJANJIAN KINERJA TAHUN {{ tahun }}", CENTRE, bold=True, after=2)
    sheet.say("{{ unit }}", CENTRE, bold=True, after=10)
    table = sheet.table([1.2, 5.3, 5.5, 2.0, 2.0], ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target"])
    texts = ["{{ r.nomor }}", "{{ r.sasaran }}", "{{ r.indikator }}", "{{ r.satuan }}", "{{ r.target }}"]
    sheet.loop(table, "sasaran", texts, [CENTRE, LEFT, LEFT, CENTRE, CENTRE])
    sheet.widths(table, [1.2, 5.3, 5.5, 2.0, 2.0])
    sheet.say(after=6)
    sheet.say("{%p if program %}", after=0)
    table = sheet.table([1.2, 7.3, 4.5, 3.0], ["No", "Program", "Anggaran", "Keterangan"])
    texts = ["{{ r.nomor }}", "{{ r.program }}", "{{ r.anggaran }}", "{{ r.keterangan }}"]
    sheet.loop(table, "program", texts, [CENTRE, LEFT, RIGHT, CENTRE])
    sheet.row(table, ["", "Jumlah", "{{ jumlah_anggaran }}", ""], [CENTRE, LEFT, RIGHT, CENTRE], bold=True)
    sheet.widths(table, [1.2, 7.3, 4.5, 3.0])
    sheet.say("{%p endif %}", after=0)
    sheet.say(after=4)
    signed_by_two(sheet)
    sheet.save("perjanjian_kinerja")


def iku_divisi() -> None:
    """Bab I scope, Bab II indicators, optional Bab III, signed by the coordinator and the chair."""
    sheet = Sheet()
    sheet.say("INDIKATOR KINERJA UTAMA (IKU)", CENTRE, bold=True, size=14, after=2)
    sheet.say("DIVISI {{ divisi }}", CENTRE, bold=True, size=13, after=2)
    sheet.say("{{ instansi }}", CENTRE, bold=True, size=13, after=2)
    sheet.say("TAHUN {{ tahun }}", CENTRE, bold=True, size=13, after=16)
    sheet.say("BAB I", CENTRE, bold=True, after=0)
    sheet.say("RUANG LINGKUP DIVISI", CENTRE, bold=True)
    sheet.say("{%p for r in bab_1 %}", after=0)
    text = sheet.say("{{ r.isi }}", BOTH)
    to_confirm = "{% if r.sumber %} (perlu dipastikan kantor; sumber: {{ r.sumber }}){% endif %}"
    text.add_run(to_confirm).font.highlight_color = WD_COLOR_INDEX.YELLOW
    sheet.say("{%p endfor %}", after=0)
    sheet.say("BAB II", CENTRE, bold=True, after=0)
    sheet.say("INDIKATOR KINERJA UTAMA", CENTRE, bold=True)
    sheet.say("{%p for r in bab_2 %}", after=0)
    sheet.say("{{ r.isi }}", BOTH)
    sheet.say("{%p endfor %}", after=0)
    sheet.page(sheet.word.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    widths = [1.1, 4.0, 4.3, 4.5, 3.2, 3.6, 2.0, 2.0]
    head = ["No", "Sasaran", "Indikator Kinerja Utama", "Formula Penghitungan", "Sumber Data", "Penanggung Jawab"]
    table = sheet.table(widths, [*head, "Satuan", "Target"])
    names = ["nomor", "sasaran", "indikator", "formula", "sumber_data", "penanggung_jawab", "satuan", "target"]
    aligns = [CENTRE, LEFT, LEFT, LEFT, LEFT, LEFT, CENTRE, CENTRE]
    sheet.loop(table, "indikator", [f"{{{{ r.{name} }}}}" for name in names], aligns)
    sheet.widths(table, widths)
    sheet.page(sheet.word.add_section(WD_SECTION.NEW_PAGE))
    sheet.say("{%p if bab_3 %}", after=0)
    sheet.say("BAB III", CENTRE, bold=True, after=0)
    sheet.say("PENUTUP", CENTRE, bold=True)
    sheet.say("{%p for r in bab_3 %}", after=0)
    sheet.say("{{ r.isi }}", BOTH)
    sheet.say("{%p endfor %}", after=0)
    sheet.say("{%p endif %}", after=0)
    dated(sheet, "Ditetapkan di {{ tempat }}", after=0)
    dated(sheet, "pada tanggal {{ tanggal }}", after=6)
    called = "{% if koordinator.sebutan %}{{ koordinator.sebutan|upper }}{% else %}KOORDINATOR DIVISI{% endif %},"
    chair = Signer("Mengetahui,\nKETUA {{ instansi|upper }},", "{{ ketua.nama }}")
    signatures(sheet, chair, Signer(f"\n{called}", "{{ koordinator.nama }}"))
    sheet.save("iku_divisi")


def undangan() -> None:
    """Invitation to the signing, with weekday and date."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("{{ tempat }}, {{ tanggal }}", RIGHT)
    table = sheet.table([2.5, 0.5, 12.5], [], grid=False)
    for label, name in (("Nomor", "nomor"), ("Sifat", "sifat"), ("Lampiran", "lampiran"), ("Hal", "hal")):
        sheet.row_if(name, table, [label, ":", f"{{{{ {name} }}}}"])
    sheet.widths(table, [2.5, 0.5, 12.5])
    sheet.say(after=2)
    sheet.say("Yth. {{ kepada }}", after=0)
    sheet.say("di tempat")
    sheet.say("Kami mengundang Saudara untuk hadir pada:", BOTH)
    table = sheet.table([3.5, 0.5, 11.5], [], grid=False)
    sheet.row(table, ["hari, tanggal", ":", "{{ tanggal_acara.hari }}, {{ tanggal_acara }}"])
    for label, name in (("pukul", "pukul"), ("tempat", "tempat_acara"), ("acara", "acara"), ("pakaian", "pakaian")):
        sheet.row_if(name, table, [label, ":", f"{{{{ {name} }}}}"])
    sheet.widths(table, [3.5, 0.5, 11.5])
    sheet.say(after=2)
    sheet.say("Atas kehadiran Saudara kami mengucapkan terima kasih.", BOTH)
    signer(sheet)
    sheet.save("undangan")


def daftar_hadir() -> None:
    """Attendance list. No telephone numbers, since the list may be published."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("DAFTAR HADIR", CENTRE, bold=True, size=13, after=0)
    sheet.say("{{ acara }}", CENTRE, bold=True, after=8)
    table = sheet.table([3.5, 0.5, 11.5], [], grid=False)
    sheet.row(table, ["Hari, tanggal", ":", "{{ tanggal_acara.hari }}, {{ tanggal_acara }}"])
    sheet.row(table, ["Tempat", ":", "{{ tempat_acara }}"])
    sheet.widths(table, [3.5, 0.5, 11.5])
    sheet.say(after=4)
    widths = [1.2, 5.4, 5.4, 4.0]
    table = sheet.table(widths, ["No", "Nama", "Jabatan", "Tanda Tangan"])
    texts = ["{{ loop.index }}", "{{ r.nama }}", "{{ r.jabatan }}", "\n"]
    sheet.loop(table, "peserta", texts, [CENTRE, LEFT, LEFT, LEFT])
    sheet.widths(table, widths)
    sheet.save("daftar_hadir")


def berita_acara_penandatanganan() -> None:
    """Minutes of the signing, the date in words, with the list of what was signed."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("BERITA ACARA PENANDATANGANAN", CENTRE, bold=True, size=13, after=2)
    sheet.say("NOMOR: {{ nomor }}", CENTRE, after=10)
    sheet.say(
        "Pada hari ini, {{ tanggal_acara.hari }}, {{ tanggal_acara.kata }} ({{ tanggal_acara }}), bertempat di "
        "{{ tempat_acara }}, telah dilaksanakan {{ acara }} oleh para pihak berikut:",
        BOTH,
    )
    widths = [1.2, 5.4, 5.4, 4.0]
    table = sheet.table(widths, ["No", "Nama", "Jabatan", "Dokumen"])
    texts = ["{{ loop.index }}", "{{ r.nama }}", "{{ r.jabatan }}", "{{ r.dokumen }}"]
    sheet.loop(table, "dokumen", texts, [CENTRE, LEFT, LEFT, LEFT])
    sheet.widths(table, widths)
    sheet.say(after=4)
    sheet.say("Jumlah dokumen yang ditandatangani: {{ dokumen|length }}.", BOTH)
    sheet.say("Demikian berita acara ini dibuat dengan sebenarnya.", BOTH)
    signer(sheet)
    sheet.save("berita_acara_penandatanganan")


def pakta_integritas() -> None:
    """Pledge of integrity; its points are data of the office."""
    sheet = Sheet()
    sheet.kop()
    sheet.say("PAKTA INTEGRITAS", CENTRE, bold=True, size=13, after=10)
    sheet.say("Saya yang bertanda tangan di bawah ini:", BOTH)
    identity(sheet, "pegawai")
    sheet.say("dalam rangka pelaksanaan tugas tahun {{ tahun }} menyatakan:", BOTH)
    sheet.say("{%p for r in butir %}", after=0)
    sheet.say("{{ loop.index }}. {{ r.isi }}", BOTH)
    sheet.say("{%p endfor %}", after=0)
    dated(sheet)
    witness = Signer("{% if saksi.nama %}Menyaksikan,\n{{ saksi.jabatan }},{% endif %}", "{{ saksi.nama }}")
    signatures(sheet, witness, Signer("Pembuat pernyataan,", "{{ pegawai.nama }}", (nip("pegawai"),)))
    sheet.save("pakta_integritas")


def main() -> None:
    """Write all templates."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for build in (
        perjanjian_kinerja,
        iku_divisi,
        undangan,
        daftar_hadir,
        berita_acara_penandatanganan,
        pakta_integritas,
    ):
        build()


if __name__ == "__main__":
    main()
