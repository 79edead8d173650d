"""Builds the Word templates of SKP, evaluation, work programme and action plan: ``python -m scripts.skp_templates``.

What stands in ``templates/docx/`` is the result and may be restyled in Word; run this only to start a template anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scripts.make_templates import CENTRE, LEFT, RIGHT, Sheet, shade
from scripts.signatures import ACROSS, NOBODY, Signer, dated, nip, signatures, signer, together

HIGH = "'Tinggi' in jenis_jabatan"
NARRATED = "pendekatan == 'Kualitatif'"
VALUES = {
    "berorientasi_pelayanan": (
        "Berorientasi Pelayanan",
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ),
    "akuntabel": (
        "Akuntabel",
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ),
    "kompeten": (
        "Kompeten",
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ),
    "harmonis": (
        "Harmonis",
        "Menghargai setiap orang apapun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ),
    "loyal": (
        "Loyal",
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada "
        "NKRI serta pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
        "Menjaga rahasia jabatan dan negara",
    ),
    "adaptif": (
        "Adaptif",
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ),
    "kolaboratif": (
        "Kolaboratif",
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ),
}


class Form(Sheet):
    """A sheet with bands and grouped lines in its tables, landscape for wide ones."""

    cell_size = 9

    def __init__(self, wide: bool = True) -> None:
        super().__init__(**({"font": "Arial", "size": 9.5} if wide else {}))  # type: ignore[arg-type]
        self.page(self.word.sections[0], landscape=wide)

    def when(self, condition: str) -> None:
        """What follows stands only under this condition."""
        self.say(f"{{%p if {condition} %}}", after=0)

    def end(self) -> None:
        """End of a condition."""
        self.say("{%p endif %}", after=0)

    def band(self, table: Any, text: str) -> None:
        """A row over the whole table."""
        blank = [""] * (len(table.columns) - 1)
        row = self.row(table, [text, *blank], bold=True)
        for number, cell in enumerate(row.cells):
            _merge(cell, "gridSpan", len(row.cells)) if number == 0 else row._tr.remove(cell._tc)
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True

    def tag(self, table: Any, tag: str) -> None:
        """A row that only holds a tag and disappears."""
        self.row(table, [f"{{%tr {tag} %}}", *[""] * (len(table.columns) - 1)])

    def groups(self, table: Any, rows: str, texts: Sequence[str], aligns: Sequence[Any], shared: int) -> None:
        """Lines of ``rows``; one without a number goes on under the line before, whose first ``shared`` cells span it.

        The lines of one group hold together on a page: each but the last of a group is kept with the next.
        """
        self.tag(table, f"for r in {rows}")
        more = "loop.nextitem is defined and not loop.nextitem.nomor"
        for condition, begins, held in (
            (f"if r.nomor and {more}", True, True),
            ("elif r.nomor", True, False),
            (f"elif {more}", False, True),
            ("else", False, False),
        ):
            self.tag(table, condition)
            row = self.row(table, texts if begins else ["", *[""] * (shared - 1), *texts[shared:]], aligns)
            for number, cell in enumerate(row.cells):
                if number < shared:
                    _merge(cell, "vMerge", "restart" if begins else "continue")
                cell.paragraphs[0].paragraph_format.keep_with_next = held or None
        self.tag(table, "endif")
        self.tag(table, "endfor")


def _joined(cell: Any, other: Any) -> None:
    """One cell of two, of which the second is empty: python-docx keeps its empty paragraph."""
    merged = cell.merge(other)
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            merged._tc.remove(paragraph._p)


def _merge(cell: Any, kind: str, value: object) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(f"w:{kind}")
    mark.set(qn("w:val"), str(value))
    properties = cell._tc.get_or_add_tcPr()
    width = properties.find(qn("w:tcW"))
    properties.insert(0 if width is None else 1, mark)


def _widths(table: Any, widths: Sequence[float]) -> None:
    """Widths of a table whose bands span all of it."""
    from docx.shared import Cm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        cells = row._tr.tc_lst
        if len(cells) == len(widths):
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Cm(width)
        else:
            cells[0].width = Cm(sum(widths))


def head(sheet: Form, *titles: str) -> None:
    """Title, agency and period, and the two identities side by side."""
    for title in titles:
        sheet.say(title, CENTRE, bold=True, size=11, after=0)
    sheet.say(after=0)
    table = sheet.table([12.3, 12.4], [], grid=False)
    period = "PERIODE PENILAIAN: {{ periode.mulai }} SD {{ periode.selesai }}"
    sheet.row(table, ["{{ instansi }}", period], [LEFT, RIGHT])
    sheet.widths(table, [12.3, 12.4])


def identities(sheet: Form) -> None:
    """NO, label and value of both persons."""
    sheet.say(after=0, size=4)
    widths = [1.0, 3.9, 7.4, 1.0, 3.9, 7.5]
    table = sheet.table(widths, [])
    row = sheet.row(table, ["NO", "PEGAWAI YANG DINILAI", "", "NO", "PEJABAT PENILAI KINERJA", ""], bold=True)
    for left in (1, 4):
        _joined(row.cells[left], row.cells[left + 1])
    for cell in row.cells:
        shade(cell, "D9E2F3") if cell._tc.get_or_add_tcPr().find(_shd()) is None else None
    labels = ("NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA")
    names = ("nama", "nip", "pangkat_golongan", "jabatan", "unit_kerja")
    for number, (label, name) in enumerate(zip(labels, names, strict=True), 1):
        cells = [str(number), label, f"{{{{ pegawai.{name} }}}}", str(number), label, f"{{{{ penilai.{name} }}}}"]
        sheet.row(table, cells, [CENTRE, LEFT, LEFT, CENTRE, LEFT, LEFT])
    sheet.widths(table, widths)
    together(table)
    sheet.say(after=0, size=4)


def _shd() -> str:
    from docx.oxml.ns import qn

    name: str = qn("w:shd")
    return name


def results(sheet: Form, columns: Sequence[tuple[str, str, float]], shared: int) -> None:
    """The table of hasil kerja: its columns as heading, content and width."""
    widths = [width for _, _, width in columns]
    table = sheet.table(widths, [title for title, _, _ in columns])
    row = sheet.row(table, [f"({number})" for number in range(1, len(columns) + 1)], [CENTRE] * len(columns))
    row._tr.get_or_add_trPr().append(_header())
    texts = [text for _, text, _ in columns]
    aligns = [CENTRE] + [LEFT] * (len(columns) - 1)
    sheet.band(table, "A. UTAMA")
    sheet.groups(table, "hasil_kerja", texts, aligns, shared)
    sheet.tag(table, "if tambahan")
    sheet.band(table, "B. TAMBAHAN")
    sheet.groups(table, "tambahan", texts, aligns, shared)
    sheet.tag(table, "endif")
    _widths(table, widths)


def _header() -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement("w:tblHeader")


NUMBER = ("NO", "{{ r.nomor }}", 1.1)
LEADER = ("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "{{ r.rhk_pimpinan }}", 5.0)
RESULT = ("RENCANA HASIL KERJA", "{{ r.rhk }}", 5.6)
ASPECT = ("ASPEK", "{{ r.aspek }}", 2.6)
INDICATOR = ("INDIKATOR KINERJA INDIVIDU", "{{ r.indikator }}", 6.8)
TARGET = ("TARGET", "{{ r.target }}", 3.6)
VIEW = ("PERSPEKTIF", "{{ r.perspektif }}", 3.8)
REACHED = ("REALISASI BERDASARKAN BUKTI DUKUNG", "{{ r.realisasi }} berdasarkan {{ r.bukti }}", 4.2)
ADVICE = ("UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG", "{{ r.umpan_balik }}", 3.7)


def _sized(columns: Sequence[tuple[str, str, float]], *widths: float) -> list[tuple[str, str, float]]:
    return [(title, text, width) for (title, text, _), width in zip(columns, widths, strict=True)]


def narrated(sheet: Form, advice: bool = False) -> None:
    """Hasil kerja told in words: a block for each RHK, its indicators and targets as points."""
    beside = [REACHED, ADVICE] if advice else []
    widths = [1.1, 13.6, 5.2, 4.8] if advice else [1.1, 23.6]
    table = sheet.table(widths, ["NO", "HASIL KERJA", *(title for title, _, _ in beside)])
    blank = [""] * len(beside)
    aligns = [CENTRE, LEFT, *[LEFT for _ in beside]]
    for band, rows in (("A. UTAMA", "hasil_kerja"), ("B. TAMBAHAN", "tambahan")):
        if rows == "tambahan":
            sheet.tag(table, "if tambahan")
        sheet.band(table, band)
        sheet.tag(table, f"for r in {rows}")
        sheet.tag(table, "if r.nomor")
        label = "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:"
        for texts in (["{{ r.nomor }}", "{{ r.rhk }}"], ["", label]):
            row = sheet.row(table, [*texts, *blank], aligns)
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        sheet.tag(table, "endif")
        sheet.row(table, ["", "- {{ r.indikator }}", *(text for _, text, _ in beside)], aligns)
        sheet.tag(table, "endfor")
        if rows == "tambahan":
            sheet.tag(table, "endif")
    _widths(table, widths)


def behaviour(sheet: Form, advice: bool = False) -> None:
    """The seven values, what each means, what the superior expects, and on evaluations the feedback."""
    sheet.say(after=0, size=4)
    widths = [1.1, 10.4, 7.2, 6.0] if advice else [1.1, 13.6, 10.0]
    table = sheet.table(widths, ["PERILAKU KERJA", "", "", *([ADVICE[0]] if advice else [])])
    _joined(table.rows[0].cells[0], table.rows[0].cells[2])
    for number, (key, (value, *statements)) in enumerate(VALUES.items(), 1):
        answer = [f"{{{{ umpan_balik.{key} }}}}"] if advice else []
        row = sheet.row(table, [str(number), value, "", *answer], [CENTRE, LEFT, LEFT, *[LEFT for _ in answer]])
        expected = f"Ekspektasi Khusus Pimpinan:\n{{{{ ekspektasi.{key} }}}}"
        below = sheet.row(table, ["", "\n".join(f"- {one}" for one in statements), expected, *["" for _ in answer]])
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        if advice:
            _joined(row.cells[3], below.cells[3])
        _joined(row.cells[1], row.cells[2])
    _widths_merged(table, widths)


def _widths_merged(table: Any, widths: Sequence[float]) -> None:
    from docx.shared import Cm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        start = 0
        for cell in row._tr.tc_lst:
            span = cell.grid_span
            cell.width = Cm(sum(widths[start : start + span]))
            start += span


def annex(sheet: Form) -> None:
    """Resources, how it is accounted for, and consequences."""
    table = sheet.table([1.1, 23.6], [])
    for title, rows in (
        ("DUKUNGAN SUMBER DAYA", "dukungan_sumber_daya"),
        ("SKEMA PERTANGGUNGJAWABAN", "skema_pertanggungjawaban"),
        ("KONSEKUENSI", "konsekuensi"),
    ):
        sheet.band(table, title)
        sheet.loop(table, rows, ["{{ loop.index }}", "{{ r.isi }}"], [CENTRE, LEFT])
    _widths(table, [1.1, 23.6])


def signed(sheet: Form, alone: bool = False) -> None:
    """Employee left, superior right with place and date; evaluations are signed by the superior alone."""
    sheet.say(after=0, size=4).paragraph_format.keep_with_next = True
    employee = NOBODY if alone else Signer("Pegawai yang Dinilai", "{{ pegawai.nama }}", (nip("pegawai"),))
    superior = Signer("Pejabat Penilai Kinerja", "{{ penilai.nama }}", (nip("penilai"),))
    signatures(sheet, employee, superior, ACROSS, "{{ tempat }}, {{ tanggal }}")


PREDICATE = "PREDIKAT KINERJA PEGAWAI: {{ predikat|upper }}"
TITLES = ("PENDEKATAN HASIL KERJA {{ pendekatan|upper }}", "BAGI {{ jenis_jabatan|upper }}")


def skp() -> None:
    """The plan: two approaches, two audiences, the annex."""
    sheet = Form()
    head(sheet, "SASARAN KINERJA PEGAWAI", *TITLES)
    identities(sheet)
    sheet.when(NARRATED)
    narrated(sheet)
    sheet.say("{%p elif " + HIGH + " %}", after=0)
    results(sheet, _sized([NUMBER, RESULT, INDICATOR, TARGET, VIEW], 1.1, 7.6, 8.4, 3.6, 4.0), 2)
    sheet.say("{%p else %}", after=0)
    results(sheet, [NUMBER, LEADER, RESULT, ASPECT, INDICATOR, TARGET], 3)
    sheet.end()
    behaviour(sheet)
    signed(sheet)
    sheet.word.add_page_break()  # type: ignore[no-untyped-call]
    head(sheet, "LAMPIRAN SASARAN KINERJA PEGAWAI", *TITLES)
    sheet.say(after=0, size=4)
    annex(sheet)
    signed(sheet)
    sheet.save("skp")


def evaluasi_skp() -> None:
    """The evaluation of a quarter or of the year."""
    sheet = Form()
    quarter = "PERIODE: {{ periode.evaluasi|upper }}"
    head(sheet, "EVALUASI KINERJA PEGAWAI", *TITLES, quarter)
    identities(sheet)
    sheet.say("CAPAIAN KINERJA ORGANISASI: {{ capaian_organisasi|upper }}", bold=True)
    sheet.when(NARRATED)
    narrated(sheet, advice=True)
    sheet.say("{%p elif " + HIGH + " %}", after=0)
    wide = [NUMBER, RESULT, INDICATOR, TARGET, VIEW, REACHED, ADVICE]
    results(sheet, _sized(wide, 1.1, 4.9, 5.4, 2.8, 2.9, 4.0, 3.6), 2)
    sheet.say("{%p else %}", after=0)
    eight = [NUMBER, LEADER, RESULT, ASPECT, INDICATOR, TARGET, REACHED, ADVICE]
    results(sheet, _sized(eight, 1.1, 3.7, 3.9, 2.1, 4.2, 2.4, 3.9, 3.4), 3)
    sheet.end()
    sheet.say(after=0, size=4)
    sheet.say("RATING HASIL KERJA: {{ rating_hasil_kerja|upper }}", bold=True)
    behaviour(sheet, advice=True)
    sheet.say(after=0, size=4)
    for text, after in (("RATING PERILAKU KERJA: {{ rating_perilaku|upper }}", 2), (PREDICATE, 6)):
        sheet.say(text, bold=True, after=after).paragraph_format.keep_with_next = True  # no signature stands alone
    signed(sheet, alone=True)
    sheet.save("evaluasi_skp")


def program_kerja() -> None:
    """The work programme, each activity with the indicator that it serves."""
    sheet = Form()
    sheet.kop()
    sheet.say("PROGRAM KERJA {{ unit }}", CENTRE, bold=True, size=12, after=0)
    sheet.say("TAHUN {{ tahun }}", CENTRE, bold=True, size=12, after=8)
    columns = [
        ("No", "{{ r.nomor }}", 1.1),
        ("Indikator Kinerja Utama", "{{ r.iku }}", 4.7),
        ("Program", "{{ r.program }}", 3.4),
        ("Kegiatan", "{{ r.kegiatan }}", 4.7),
        ("Output", "{{ r.output }}", 2.9),
        ("Waktu", "{{ r.waktu }}", 2.2),
        ("Penanggung Jawab", "{{ r.penanggung_jawab }}", 2.9),
        ("Anggaran", "{{ r.anggaran }}", 2.8),
    ]
    plain(sheet, "kegiatan", columns, (0, 5, 7))
    dated(sheet)
    signer(sheet, widths=ACROSS)
    sheet.save("program_kerja")


def rencana_aksi() -> None:
    """What is done for each indicator, when, with the target of each quarter."""
    sheet = Form()
    sheet.kop()
    sheet.say("RENCANA AKSI PERJANJIAN KINERJA", CENTRE, bold=True, size=12, after=0)
    sheet.say("{{ unit }}", CENTRE, bold=True, size=12, after=0)
    sheet.say("TAHUN {{ tahun }}", CENTRE, bold=True, size=12, after=8)
    names = [
        ("Sasaran", "sasaran", 2.9),
        ("Indikator Kinerja", "indikator", 3.0),
        ("Kegiatan", "kegiatan", 2.7),
        ("Sub Kegiatan", "sub_kegiatan", 2.3),
        ("Indikator Keberhasilan", "indikator_keberhasilan", 2.5),
        ("Jadwal", "jadwal", 1.8),
        ("TW I", "target.tw1", 1.2),
        ("TW II", "target.tw2", 1.2),
        ("TW III", "target.tw3", 1.2),
        ("TW IV", "target.tw4", 1.2),
        ("Penanggung Jawab", "penanggung_jawab", 2.1),
        ("Anggaran", "anggaran", 2.6),
    ]
    columns = [(title, f"{{{{ r.{name} }}}}", width) for title, name, width in names]
    plain(sheet, "aksi", columns, (5, 6, 7, 8, 9), size=8)
    dated(sheet)
    signer(sheet, widths=ACROSS)
    sheet.save("rencana_aksi")


def plain(
    sheet: Form, rows: str, columns: Sequence[tuple[str, str, float]], centred: Sequence[int], size: float = 9
) -> None:
    """A table with a line for each of ``rows``."""
    from docx.shared import Pt

    widths = [width for _, _, width in columns]
    table = sheet.table(widths, [title for title, _, _ in columns])
    aligns = [CENTRE if number in centred else LEFT for number in range(len(columns))]
    sheet.loop(table, rows, [text for _, text, _ in columns], aligns)
    sheet.widths(table, widths)
    for cell in table._cells:
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(size)
    sheet.say(after=4)


def main() -> None:
    """Write all templates."""
    for build in (skp, evaluasi_skp, program_kerja, rencana_aksi):
        build()


if __name__ == "__main__":
    main()
