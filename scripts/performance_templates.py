"""Builds the Word templates of plans and evaluations of performance: ``python -m scripts.performance_templates``.

Columns, bands and sentences are those of the forms of PermenPANRB 6/2022 (SKP and its evaluation) and PermenPANRB
53/2014 (plan of action). Like all templates, the results may be restyled in Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_SECTION

from scripts.make_templates import CENTRE, LEFT, RIGHT, Sheet, shade, together

PARTIES = ("pegawai", "penilai")
VALUES = {  # the values of ASN with the conduct that the form prints below each
    "berorientasi_pelayanan": (
        "Berorientasi Pelayanan",
        "- Memahami dan memenuhi kebutuhan masyarakat\n- Ramah, cekatan, solutif, dan dapat diandalkan\n"
        "- Melakukan perbaikan tiada henti",
    ),
    "akuntabel": (
        "Akuntabel",
        "- Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi\n"
        "- Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien\n"
        "- Tidak menyalahgunakan kewenangan jabatan",
    ),
    "kompeten": (
        "Kompeten",
        "- Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah\n- Membantu orang lain belajar\n"
        "- Melaksanakan tugas dengan kualitas terbaik",
    ),
    "harmonis": (
        "Harmonis",
        "- Menghargai setiap orang apapun latar belakangnya\n- Suka menolong orang lain\n"
        "- Membangun lingkungan kerja yang kondusif",
    ),
    "loyal": (
        "Loyal",
        "- Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada "
        "NKRI serta pemerintahan yang sah\n- Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara\n"
        "- Menjaga rahasia jabatan dan negara",
    ),
    "adaptif": (
        "Adaptif",
        "- Cepat menyesuaikan diri menghadapi perubahan\n- Terus berinovasi dan mengembangkan kreativitas\n"
        "- Bertindak proaktif",
    ),
    "kolaboratif": (
        "Kolaboratif",
        "- Memberi kesempatan kepada berbagai pihak untuk berkontribusi\n"
        "- Terbuka dalam bekerja sama untuk menghasilkan nilai tambah\n"
        "- Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ),
}
EMPLOYEES = "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
HEADS = "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
PERIOD = "PERIODE PENILAIAN: {{ periode_mulai }} SD {{ periode_selesai }}"


class Form(Sheet):
    """A form on a sheet across, in a smaller sans serif, as e-Kinerja prints it."""

    def __init__(self) -> None:
        super().__init__("Arial", 10, 8.5)
        self.page(self.word.sections[0], landscape=True)

    def page(self, section: Any, landscape: bool = False) -> None:
        super().page(section, landscape)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, 720090 if side.startswith(("left", "right")) else 540068)  # 2 cm, 1.5 cm

    def titles(self, *texts: str) -> None:
        for text in texts:
            self.say(text, CENTRE, bold=True, size=11, after=0)
        self.say(after=2, size=6)

    def agency(self) -> None:
        """Agency on the left, period on the right."""
        table = self.table([12.8, 12.8], [], grid=False)
        self.row(table, ["{{ instansi }}", PERIOD], [LEFT, RIGHT], bold=True)
        self.widths(table, [12.8, 12.8])
        self.say(after=2, size=6)

    def parties(self) -> None:
        """Whoever is assessed and the assessor, side by side."""
        widths = [1.0, 4.0, 7.8, 1.0, 4.0, 7.8]
        table = self.table(widths, ["NO", "PEGAWAI YANG DINILAI", "", "NO", "PEJABAT PENILAI KINERJA", ""])
        for first in (1, 4):
            self.merged(table.rows[0], first, first + 1)
        labels = ("NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA")
        names = ("nama", "nip", "pangkat_golongan", "jabatan", "unit_kerja")
        for number, (label, name) in enumerate(zip(labels, names, strict=True), 1):
            texts: list[str] = []
            for who in PARTIES:
                value = f"{{{{ {who}.{name} }}}}"
                if name in ("nip", "pangkat_golongan"):  # commissioners have none
                    value = f"{{% if {who}.{name} %}}{value}{{% else %}}-{{% endif %}}"
                texts += [str(number), label, value]
            self.row(table, texts, [CENTRE, LEFT, LEFT] * 2)
        self.widths(table, widths)
        self.say(after=2, size=6)

    def merged(self, row: Any, first: int, last: int) -> None:
        """Cells of a row made one, with the text of the first."""
        cells = row.cells
        for cell in cells[first + 1 : last + 1]:
            cell.paragraphs[0].clear()
        whole_cell = cells[first].merge(cells[last])
        for paragraph in whole_cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)

    def band(self, table: Any, text: str) -> None:
        """A line across the whole table."""
        row = self.row(table, [text, *[""] * (len(table.columns) - 1)], bold=True)
        self.merged(row, 0, len(table.columns) - 1)
        shade(row.cells[0], "EDEDED")

    def numbers(self, table: Any) -> None:
        """The numbers of the columns below the header."""
        self.row(table, [f"({n})" for n in range(1, len(table.columns) + 1)], [CENTRE] * len(table.columns))

    def groups(self, table: Any, name: str, merged: Sequence[str], texts: Sequence[str], aligns: Sequence[Any]) -> None:
        """A row for each line of each group; the first columns are merged over the lines of a group."""
        blank = [""] * (len(texts) + len(merged) - 1)
        self.row(table, [f"{{%tr for g in {name} %}}", *blank])
        self.row(table, ["{%tr for r in g.baris %}", *blank])
        shared = [f"{{% vm %}}{{{{ g.{column} }}}}" for column in merged]
        self.row(table, [*shared, *texts], aligns)
        self.row(table, ["{%tr endfor %}", *blank])
        self.row(table, ["{%tr endfor %}", *blank])

    def results(self, columns: Sequence[tuple[str, str, float]], merged: int) -> None:
        """HASIL KERJA: main results, and additional ones where there are some."""
        widths = [width for _, _, width in columns]
        table = self.table(widths, ["HASIL KERJA", *[""] * (len(columns) - 1)])
        self.merged(table.rows[0], 0, len(columns) - 1)
        head = self.row(table, [label for label, _, _ in columns], [CENTRE] * len(columns), bold=True)
        for cell in head.cells:
            shade(cell, "D9E2F3")
        self.numbers(table)
        aligns = [CENTRE if name in ("nomor", "aspek", "target", "perspektif") else LEFT for _, name, _ in columns]
        shared = [name for _, name, _ in columns[:merged]]
        texts = [f"{{{{ r.{name} }}}}" for _, name, _ in columns[merged:]]
        self.band(table, "A. UTAMA")
        self.groups(table, "utama", shared, texts, aligns)
        blank = [""] * (len(columns) - 1)
        self.row(table, ["{%tr if tambahan %}", *blank])
        self.band(table, "B. TAMBAHAN")
        self.groups(table, "tambahan", shared, texts, aligns)
        self.row(table, ["{%tr endif %}", *blank])
        self.widths(table, widths)
        self.say(after=2, size=6)

    def conduct(self, feedback: bool = False) -> None:
        """PERILAKU KERJA: the seven values, each with what the superior expects."""
        widths = [1.0, 11.4, 7.2, 6.0] if feedback else [1.0, 14.6, 10.0]
        last = ["UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"] if feedback else []
        table = self.table(widths, ["PERILAKU KERJA", "", "", *last])
        self.merged(table.rows[0], 0, 2)
        for number, (key, (name, conduct)) in enumerate(VALUES.items(), 1):
            said = [f"{{{{ umpan_balik.{key} }}}}"] if feedback else []
            row = self.row(table, [str(number), name, "", *said], [CENTRE, LEFT, LEFT, LEFT][: len(widths)], bold=False)
            self.merged(row, 1, 2)
            expected = f"Ekspektasi Khusus Pimpinan:\n{{{{ ekspektasi.{key} }}}}"
            below = self.row(table, ["", conduct, expected, *([""] if feedback else [])])
            for paragraph in row.cells[0].paragraphs:
                paragraph.paragraph_format.keep_with_next = True
            if feedback:
                one = row.cells[3].merge(below.cells[3])
                for paragraph in one.paragraphs[1:]:
                    paragraph._p.getparent().remove(paragraph._p)
        self.widths(table, widths)
        self.say(after=2, size=6)

    def signed(self, captions: Sequence[tuple[str, str]]) -> None:
        """Place and date, and a block for each signer, kept on one page; people without NIP have no such line."""
        wide = 25.6 / 2
        blank = [""] * (2 - len(captions))
        table = self.table([wide, wide], [], grid=False)
        self.row(table, ["", "{{ tempat }}, {{ tanggal }}"], [CENTRE, CENTRE])
        self.row(table, [*blank, *(caption for caption, _ in captions)], [CENTRE, CENTRE])
        self.row(table, ["\n\n", ""])
        self.row(table, [*blank, *(f"{{{{ {who}.nama }}}}" for _, who in captions)], [CENTRE, CENTRE], bold=True)
        nips = [f"{{% if {who}.nip %}}NIP {{{{ {who}.nip }}}}{{% endif %}}" for _, who in captions]
        self.row(table, [*blank, *nips], [CENTRE, CENTRE])
        self.widths(table, [wide, wide])
        together(table)

    def annex(self, approach: str) -> None:
        """LAMPIRAN: support, accountability, consequences."""
        self.page(self.word.add_section(WD_SECTION.NEW_PAGE), landscape=True)
        self.titles("LAMPIRAN SASARAN KINERJA PEGAWAI", approach)
        self.agency()
        table = self.table([1.2, 24.4], [])
        table.style = "Table Grid"
        bands = (
            ("DUKUNGAN SUMBER DAYA", "dukungan"),
            ("SKEMA PERTANGGUNGJAWABAN", "skema"),
            ("KONSEKUENSI", "konsekuensi"),
        )
        for band, name in bands:
            self.band(table, band)
            self.row(table, [f"{{%tr for r in {name} %}}", ""])
            self.row(table, ["{{ loop.index }}", "{{ r.isi }}"], [CENTRE, LEFT])
            self.row(table, ["{%tr endfor %}", ""])
        self.widths(table, [1.2, 24.4])
        self.say(after=2, size=6)
        self.signed(SIGNERS)


SIGNERS = (("Pegawai yang Dinilai", "pegawai"), ("Pejabat Penilai Kinerja", "penilai"))
LEADERS = ("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "rhk_pimpinan")


def skp() -> None:
    """SKP by quantity for administrative and functional posts."""
    form = Form()
    form.titles("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF", EMPLOYEES)
    form.agency()
    form.parties()
    form.results(
        [
            ("NO", "nomor", 1.0),
            (*LEADERS, 5.6),
            ("RENCANA HASIL KERJA", "rhk", 6.2),
            ("ASPEK", "aspek", 2.4),
            ("INDIKATOR KINERJA INDIVIDU", "indikator", 6.8),
            ("TARGET", "target", 3.6),
        ],
        3,
    )
    form.conduct()
    form.signed(SIGNERS)
    form.annex("PENDEKATAN HASIL KERJA KUANTITATIF")
    form.save("skp")


def skp_jpt() -> None:
    """SKP by quantity for heads."""
    form = Form()
    form.titles("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF", HEADS)
    form.agency()
    form.parties()
    form.results(
        [
            ("NO", "nomor", 1.0),
            ("RENCANA HASIL KERJA", "rhk", 8.2),
            ("INDIKATOR KINERJA INDIVIDU", "indikator", 8.6),
            ("TARGET", "target", 3.8),
            ("PERSPEKTIF", "perspektif", 4.0),
        ],
        2,
    )
    form.conduct()
    form.signed(SIGNERS)
    form.annex("PENDEKATAN HASIL KERJA KUANTITATIF")
    form.save("skp_jpt")


def skp_kualitatif() -> None:
    """SKP in words: below each result its measures of success as bullets."""
    form = Form()
    form.titles("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUALITATIF", EMPLOYEES)
    form.agency()
    form.parties()
    table = form.table([1.2, 24.4], ["HASIL KERJA", ""])
    form.merged(table.rows[0], 0, 1)
    form.band(table, "A. UTAMA")
    _told(form, table, "utama")
    form.row(table, ["{%tr if tambahan %}", ""])
    form.band(table, "B. TAMBAHAN")
    _told(form, table, "tambahan")
    form.row(table, ["{%tr endif %}", ""])
    form.widths(table, [1.2, 24.4])
    form.say(after=2, size=6)
    form.conduct()
    form.signed(SIGNERS)
    form.annex("PENDEKATAN HASIL KERJA KUALITATIF")
    form.save("skp_kualitatif")


def _told(form: Form, table: Any, name: str) -> None:
    form.row(table, [f"{{%tr for g in {name} %}}", ""])
    rows = [form.row(table, ["{{ g.nomor }}", "{{ g.rhk }}"], [CENTRE, LEFT])]
    rows.append(form.row(table, ["", "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:"]))
    rows.append(form.row(table, ["", "{%p for r in g.baris %}"]))
    cell = rows[-1].cells[1]
    for text in ("- {{ r.indikator }}", "{%p endfor %}"):
        paragraph = cell.add_paragraph()
        form.cell_text(paragraph, text)
    number = rows[0].cells[0].merge(rows[-1].cells[0])
    for paragraph in number.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    form.row(table, ["{%tr endfor %}", ""])


def evaluasi_skp() -> None:
    """Evaluation of a quarter or of the year, in eight columns."""
    form = Form()
    form.titles(
        "EVALUASI KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF", EMPLOYEES, "PERIODE: {{ periode_evaluasi }}"
    )
    form.agency()
    form.parties()
    form.say("CAPAIAN KINERJA ORGANISASI: {{ capaian_organisasi }}", LEFT, bold=True, after=6)
    form.results(
        [
            ("NO", "nomor", 0.9),
            (*LEADERS, 4.0),
            ("RENCANA HASIL KERJA", "rhk", 4.4),
            ("ASPEK", "aspek", 2.0),
            ("INDIKATOR KINERJA INDIVIDU", "indikator", 4.4),
            ("TARGET", "target", 2.3),
            ("REALISASI BERDASARKAN BUKTI DUKUNG", "realisasi", 4.0),
            ("UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG", "umpan_balik", 3.6),
        ],
        3,
    )
    form.say("RATING HASIL KERJA: {{ rating_hasil_kerja }}", LEFT, bold=True, after=6)
    form.conduct(feedback=True)
    form.say("RATING PERILAKU KERJA: {{ rating_perilaku }}", LEFT, bold=True, after=2)
    form.say("PREDIKAT KINERJA PEGAWAI: {{ predikat }}", LEFT, bold=True, after=6)
    form.signed(SIGNERS[1:])
    form.save("evaluasi_skp")


def program_kerja() -> None:
    """Work programme of a divisi, worked out from its IKU."""
    form = Form()
    form.titles("PROGRAM KERJA", "{{ unit }}", "TAHUN {{ tahun }}")
    columns = [
        ("NO", "nomor", 1.0, CENTRE),
        ("INDIKATOR KINERJA UTAMA", "iku", 5.0, LEFT),
        ("PROGRAM", "program", 3.6, LEFT),
        ("KEGIATAN", "kegiatan", 4.8, LEFT),
        ("OUTPUT", "output", 3.4, LEFT),
        ("WAKTU", "waktu", 2.4, CENTRE),
        ("PENANGGUNG JAWAB", "penanggung_jawab", 2.9, LEFT),
        ("ANGGARAN", "anggaran", 2.5, RIGHT),
    ]
    _planned(form, columns, "kegiatan", "jumlah_anggaran")
    _by_head(form)
    form.save("program_kerja")


def rencana_aksi() -> None:
    """Plan of action of a Perjanjian Kinerja, with the quarters."""
    form = Form()
    form.titles("RENCANA AKSI PERJANJIAN KINERJA", "{{ unit }}", "TAHUN {{ tahun }}")
    columns = [
        ("NO", "nomor", 1.0, CENTRE),
        ("SASARAN", "sasaran", 4.2, LEFT),
        ("INDIKATOR KINERJA", "indikator", 4.4, LEFT),
        ("TARGET", "target", 1.9, CENTRE),
        ("RENCANA AKSI", "kegiatan", 4.6, LEFT),
        ("TW I", "tw1", 1.5, CENTRE),
        ("TW II", "tw2", 1.5, CENTRE),
        ("TW III", "tw3", 1.5, CENTRE),
        ("TW IV", "tw4", 1.5, CENTRE),
        ("PENANGGUNG JAWAB", "penanggung_jawab", 3.5, LEFT),
    ]
    _planned(form, columns, "aksi", "")
    _by_head(form)
    form.save("rencana_aksi")


def rencana_aksi_tim() -> None:
    """Plan of action of a reform team: activities, measures of success, schedule."""
    form = Form()
    form.titles("RENCANA AKSI", "{{ tim }}", "{{ unit }}", "TAHUN {{ tahun }}")
    columns = [
        ("NO", "nomor", 1.0, CENTRE),
        ("KEGIATAN", "kegiatan", 6.0, LEFT),
        ("SUB KEGIATAN", "sub_kegiatan", 6.2, LEFT),
        ("INDIKATOR KEBERHASILAN", "indikator_keberhasilan", 5.6, LEFT),
        ("JADWAL", "jadwal", 3.0, CENTRE),
        ("PENANGGUNG JAWAB", "penanggung_jawab", 3.8, LEFT),
    ]
    _planned(form, columns, "aksi", "")
    _by_head(form)
    form.save("rencana_aksi_tim")


def _planned(form: Form, columns: Sequence[tuple[str, str, float, Any]], name: str, total: str) -> None:
    widths = [width for _, _, width, _ in columns]
    table = form.table(widths, [label for label, _, _, _ in columns])
    aligns = [align for _, _, _, align in columns]
    form.loop(table, name, [f"{{{{ r.{column} }}}}" for _, column, _, _ in columns], aligns)
    if total:
        blank = [""] * (len(columns) - 3)
        form.row(table, [f"{{%tr if {total} %}}", *[""] * (len(columns) - 1)])
        form.row(table, ["", "Jumlah", *blank, f"{{{{ {total} }}}}"], aligns, bold=True)
        form.row(table, ["{%tr endif %}", *[""] * (len(columns) - 1)])
    form.widths(table, widths)
    form.say(after=6, size=6)


def _by_head(form: Form) -> None:
    """One signature on the right."""
    table = form.table([12.8, 12.8], [], grid=False)
    form.row(table, ["", "{{ tempat }}, {{ tanggal }}"], [CENTRE, CENTRE])
    form.row(table, ["", "{{ penanda_tangan.jabatan }},"], [CENTRE, CENTRE])
    form.row(table, ["", "\n\n"])
    form.row(table, ["", "{{ penanda_tangan.nama }}"], [CENTRE, CENTRE], bold=True)
    form.row(table, ["", "{% if penanda_tangan.nip %}NIP {{ penanda_tangan.nip }}{% endif %}"], [CENTRE, CENTRE])
    form.widths(table, [12.8, 12.8])
    together(table)


def main() -> None:
    """Write all of them."""
    for build in (skp, skp_jpt, skp_kualitatif, evaluasi_skp, program_kerja, rencana_aksi, rencana_aksi_tim):
        build()


if __name__ == "__main__":
    main()
