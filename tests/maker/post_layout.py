"""Lays job descriptions and workload analyses out: a document with seventeen sections, a sheet, a table alone."""

from __future__ import annotations

import random

from tests.maker.labels import Cells, Label, Mark
from tests.maker.paper import Box, Grid, Paper
from tests.maker.people import texts
from tests.maker.post_content import Post, PostStyle, Task, post_texts
from tests.maker.prints import UNJUDGED, Print, dots

UNITS = ("JPT Utama", "JPT Madya", "JPT Pratama", "Administrator", "Pengawas", "Pelaksana", "Jabatan Fungsional")
WIDTHS = {"nomor": 1.2, "uraian": 8, "hasil": 4, "volume": 2.3, "waktu": 2.8, "wke": 2.4, "kebutuhan": 2.6}


def lay_out_load(post: Post, style: PostStyle, name: str = "ABK") -> tuple[list[Paper], Label]:
    """A workload analysis by itself."""
    label = Label("abk", planted=post.planted_load)
    paper = _paper(post, name, landscape=True)
    if not style.bare:
        label.places["title"] = paper.title(style.word("abk_title"), size=12)
        paper.say(space_after=0)
        lines = [("Nama Jabatan", "jabatan", Print(post.name)), ("Unit Kerja", "unit", Print(post.unit))]
        if style.wke == "line":
            lines.append(("Waktu Kerja Efektif", "waktu_kerja_efektif", _with_unit(post)))
        _captions(paper, lines, style, label)
        paper.say(space_after=0)
    else:
        label.blanks |= {"jabatan", "unit"}
    paper.put(_Load(post, style, label, None, line_above=not style.bare).build())
    return [paper], label


def _with_unit(post: Post) -> Print:
    return Print(f"{dots(post.wke.value)} {post.unit_of_time}", post.wke.value, post.unit_of_time)


def _paper(post: Post, name: str, landscape: bool = False) -> Paper:
    paper = Paper(name, landscape=landscape, font="Tahoma", size=10)
    for option in ("first_row", "first_column", "merge"):
        if option in post.layout:
            setattr(paper, option, post.layout[option])
    return paper


def _captions(paper: Paper, lines: list[tuple[str, str, Print]], style: PostStyle, label: Label) -> None:
    """Captions with their values, in a table of three columns or in paragraphs."""
    if style.apart or style.head == "table":
        grid = Grid([1, 4, 0.4, 12] if style.apart else [5, 0.4, 12], lines=False)
        paper.put(grid)
        for caption, name, printed in lines:
            number, gap, rest = caption.partition(".")
            apart = style.apart and bool(gap) and number.strip().isdigit()
            heads = [Box(number if apart else ""), Box(rest.strip() if apart else caption)] if style.apart else []
            label.note(name, printed, grid.add(*(heads or [Box(caption)]), Box(":"), Box(printed.text))[-1])
        return
    for caption, name, printed in lines:
        box = paper.say(f"{caption}\t: {printed.text}", tabs=(5.0,), space_after=0)
        label.note(name, printed, box)


class _Load:
    """The table of tasks: with volume and time, or with what and result alone."""

    def __init__(
        self, post: Post, style: PostStyle, load: Label | None, tasks: Label | None, line_above: bool = True
    ) -> None:
        self.post, self.style, self.load, self.tasks = post, style, load, tasks
        measured = [name for name in style.order if name != "wke" or style.wke != "line" or not line_above]
        self.columns = ["nomor", "uraian", "hasil", *(measured if load else [])]
        widths = [WIDTHS[name] for name in self.columns]
        if load and style.load:
            self.columns.insert(-1, "beban")
            widths.insert(-1, 2.6)
        if load and style.remark:
            self.columns.append("keterangan")
            widths.append(2)
        self.grid = Grid(widths)
        self.wke: Box | None = None
        self.needs: list[Box] = []

    def build(self) -> Grid:
        """The grid with headings, tasks and totals."""
        heads = [Box(self._heading(n), bold=True, align="center", fill=self.style.fill) for n in self.columns]
        self.grid.add(*heads)
        if self.load:
            self.load.places |= {f"header.{n}": box for n, box in zip(self.columns, heads, strict=True)}
        if self.style.numbering != "none":
            shape = "({})" if self.style.numbering == "own" else "{}"
            marks = range(1, len(self.columns) + 1)
            self.grid.add(*(Box(shape.format(mark), align="center", fill=self.style.fill) for mark in marks))
        self.grid.head_rows = len(self.grid.rows)
        for number, task in enumerate(self.post.tasks, start=1):
            self._row(number, task)
        if self.load:
            self._totals(self.load)
        return self.grid

    def _heading(self, name: str) -> str:
        unit = self.post.heading_unit.upper()
        if name == "waktu" and unit:
            return f"{self.style.word(name)} ({unit})"
        if name == "beban":
            return f"BEBAN KERJA ({unit})" if unit else "BEBAN KERJA"
        if name == "volume" and self.style.load and self.style.word(name) == "BEBAN KERJA":
            return "VOLUME"
        return "KET" if name == "keterangan" else self.style.word(name)

    def _row(self, number: int, task: Task) -> None:
        what = "\n".join([task.uraian.text, "Tahapan :", *task.steps]) if task.steps else task.uraian.text
        load = task.volume.value * task.waktu.value if not task.volume.blank and not task.waktu.blank else 0
        prints = {
            "nomor": Print(str(number)),
            "uraian": Print(what),
            "hasil": task.hasil,
            "volume": task.volume,
            "waktu": task.waktu,
            "wke": self.post.wke,
            "kebutuhan": task.kebutuhan,
            "beban": Print(dots(round(load, 2)), number=load if self.style.sheet else None),
            "keterangan": Print(""),
        }
        boxes: dict[str, Box] = {}
        row: list[Box] = []
        for name in self.columns:
            if name == "wke" and self.wke and self.style.wke == "merged":
                boxes[name] = self.wke
                continue
            box = self._cell(name, prints[name])
            if name == "wke":
                box.rows = len(self.post.tasks) if self.style.wke == "merged" else 1
                if self.wke is None and self.load:
                    self.load.note("waktu_kerja_efektif", self.post.wke, box)
                self.wke = self.wke or box
            boxes[name] = box
            row.append(box)
        self._formula(task, boxes)
        self.grid.add(*row)
        self._note(task, prints, boxes)

    def _cell(self, name: str, printed: Print) -> Box:
        align = "left" if name in ("uraian", "hasil") else "center"
        size = 0 if self.style.sheet else 9
        return Box(printed.text, align=align, number=printed.number, pattern=printed.pattern, size=size)

    def _formula(self, task: Task, boxes: dict[str, Box]) -> None:
        if not self.load or not self.style.formulas or "wke" not in boxes or task.kebutuhan.number is None:
            return
        exact = task.volume.value * task.waktu.value / self.post.wke.value if self.post.wke.value else 0
        if abs(exact - task.kebutuhan.number) < 1e-6:
            boxes["kebutuhan"].ratio_of = (boxes["volume"], boxes["waktu"], boxes["wke"])

    def _note(self, task: Task, prints: dict[str, Print], boxes: dict[str, Box]) -> None:
        self.needs += [boxes["kebutuhan"]] if "kebutuhan" in boxes else []
        for label, table in ((self.tasks, "uraian_tugas"), (self.load, "beban")):
            if label is None:
                continue
            cells: Cells = {}
            for name in ("nomor", "uraian", "hasil"):
                label.cell(cells, name, prints[name], boxes[name], loose=name == "uraian" and bool(task.steps))
            if table == "beban":
                for name in ("volume", "waktu", "kebutuhan"):
                    label.cell(cells, name, prints[name], boxes[name])
                if self.post.heading_unit:
                    cells["satuan_waktu"] = Mark(Box(), "", self.post.unit_of_time, loose=True)
            label.row(table, cells, boxes)

    def _totals(self, label: Label) -> None:
        post, style = self.post, self.style
        at = self.columns.index("kebutuhan")
        after = len(self.columns) - at - 1
        wanted = {"sum": ["sum"], "rounded": ["rounded"], "both": ["sum", "rounded"], "none": []}[style.totals]
        for name in wanted:
            printed = post.total if name == "sum" else post.rounded
            box = Box(printed.text, bold=True, align="center", number=printed.number, pattern=printed.pattern)
            if name == "sum" and style.formulas and not post.layout.get("wrong_total"):
                box.sum_of = self.needs
            tail = [Box("") for _ in range(after)]
            self.grid.add(Box(style.word(name), span=at, bold=True, align="center"), box, *tail)
            label.places[name] = box
            if len(wanted) == 1:
                label.note("jumlah_kebutuhan", printed, box)


# the description


class _Description:
    """The seventeen sections, on one paper or on several sections of a Word file."""

    def __init__(self, rng: random.Random, post: Post, style: PostStyle, name: str) -> None:
        self.rng, self.post, self.style, self.name = rng, post, style, name
        self.label = Label("anjab", planted=post.planted)
        self.load = Label("abk", planted=post.planted_load) if style.tasks == "load" else None
        self.papers = [_paper(post, name)]
        self.number = 0

    @property
    def paper(self) -> Paper:
        return self.papers[-1]

    def build(self) -> tuple[list[Paper], list[Label]]:
        post = self.post
        self.label.places["title"] = self.paper.title(self.style.word("anjab_title"), size=12)
        self.paper.say(space_after=0)
        self._head()
        self._text(self.style.word("summary"), "ikhtisar", post.summary)
        self._pairs("KUALIFIKASI JABATAN", post_texts()["qualifications"])
        self._tasks()
        self._listing("HASIL KERJA", ["HASIL KERJA", "SATUAN HASIL"], [[t.hasil.text, "Dokumen"] for t in post.tasks])
        rows = post_texts()["rows"]
        self._listing("BAHAN KERJA", ["BAHAN KERJA", "PENGGUNAAN DALAM TUGAS"], rows["bahan"])
        self._listing("PERANGKAT KERJA", ["PERANGKAT KERJA", "PENGGUNAAN UNTUK TUGAS"], rows["perangkat"])
        self._listing("TANGGUNG JAWAB", ["URAIAN"], rows["tanggung_jawab"])
        self._listing("WEWENANG", ["URAIAN"], rows["wewenang"])
        self._listing("KORELASI JABATAN", ["JABATAN", "UNIT KERJA/INSTANSI", "DALAM HAL"], rows["korelasi"])
        self._listing("KONDISI LINGKUNGAN KERJA", ["ASPEK", "FAKTOR"], rows["kondisi"])
        self._listing(self.style.word("danger"), ["NAMA RISIKO", "PENYEBAB"], rows["risiko"])
        self._pairs("SYARAT JABATAN", post_texts()["requirements"])
        self._text("PRESTASI KERJA YANG DIHARAPKAN", "", Print("Baik"))
        self._text("KELAS JABATAN", "kelas", self.post.grade)
        return self.papers, [self.label, *([self.load] if self.load else [])]

    def _heading(self, text: str) -> str:
        self.number += 1
        return f"{self.number}{self.style.dot}{text}" if self.style.numbered else text

    def _say(self, heading: str) -> Box:
        """The heading of a section as a line of its own; its number may stand in a cell apart."""
        shown = self._heading(heading)
        number, gap, rest = shown.partition(".")
        if not self.style.apart or not gap:
            return self.paper.say(f"{shown} :", bold=True, space_after=0)
        grid = Grid([1, 16], lines=False)
        box = grid.add(Box(number, bold=True), Box(f"{rest.strip()} :", bold=True))[1]
        self.paper.put(grid)
        return box

    def _skipped(self, text: str) -> bool:
        """Whether the section is left out altogether; its number goes on."""
        if self.post.layout.get("missing_section") == text:
            self.number += 1
            return True
        return False

    def _head(self) -> None:
        post, style = self.post, self.style
        lines = [
            (self._heading("NAMA JABATAN"), "jabatan", Print(post.name)),
            (self._heading("KODE JABATAN"), "kode", post.code),
        ]
        if style.units == "one":
            lines.append((self._heading("UNIT KERJA"), "unit", Print(post.unit)))
            _captions(self.paper, lines, style, self.label)
            self.paper.say(space_after=0)
            return
        lines.append((self._heading("UNIT KERJA"), "", Print("")))
        holders = dict.fromkeys(UNITS, "-") | {"Pengawas": "Kepala Subbagian Administrasi", "Pelaksana": post.name}
        for letter, (name, holder) in zip("abcdefg", holders.items(), strict=True):
            shown = "Pelaksana" if letter == "g" and style.mislabelled else name
            lines.append((f"    {letter}. {shown}", "", Print(holder)))
        notes = Label("")
        _captions(self.paper, lines, style, notes)
        for name in ("jabatan", "kode"):
            self.label.note(name, {"jabatan": Print(post.name), "kode": post.code}[name], notes.places[name])
        self.paper.say(space_after=0)

    def _text(self, heading: str, name: str, printed: Print) -> None:
        """A section of running text under its heading, or behind it where it is short."""
        if self._skipped(heading):
            return
        if len(printed.text) < 30 and self.rng.random() < 0.5:
            box = self.paper.say(f"{self._heading(heading)} : {printed.text}".rstrip(), bold=False)
        else:
            self._say(heading)
            box = self.paper.say(printed.text, align="both")
        if name:
            value = UNJUDGED if name == "kelas" else None
            self.label.note(name, Print(printed.text, value, absent=printed.absent), box)
        self.paper.say(space_after=0)

    def _pairs(self, heading: str, pairs: list[list[str]]) -> None:
        if self._skipped(heading):
            return
        self._say(heading)
        grid = Grid([1, 5, 0.4, 11], lines=False)
        for letter, (caption, text) in zip("abcdefgh", pairs, strict=False):
            grid.add(Box(f"{letter}."), Box(caption), Box(":"), Box(text))
        self.paper.put(grid)
        self.paper.say(space_after=0)

    def _listing(self, heading: str, heads: list[str], rows: list[list[str]]) -> None:
        if self._skipped(heading):
            return
        self.label.places[heading] = self._say(heading)
        grid = Grid([1, *([15 / len(heads)] * len(heads))])
        grid.add(*(Box(head, bold=True, align="center", fill=self.style.fill) for head in ("NO", *heads)))
        empty = self.post.layout.get("empty_section") == heading
        for number, row in enumerate(rows[:1] if empty else rows, start=1):
            grid.add(Box("" if empty else f"{number}."), *(Box("" if empty else text) for text in row))
        self.paper.put(grid)
        self.paper.say(space_after=0)

    def _tasks(self) -> None:
        turned = self.style.turned and self.load is not None and not self.style.sheet
        if turned:
            self.papers.append(_paper(self.post, self.name, landscape=True))
        self._say(self.style.word("tasks"))
        if self.style.tasks == "list":
            self._list()
            return
        if self.load and self.style.wke == "line":
            shown = _with_unit(self.post)
            box = self.paper.say(f"Waktu Kerja Efektif : {shown.text}", space_after=0)
            self.load.note("waktu_kerja_efektif", shown, box)
        self.paper.put(_Load(self.post, self.style, self.load, self.label).build())
        if turned:
            self.papers.append(_paper(self.post, self.name))
        else:
            self.paper.say(space_after=0)

    def _list(self) -> None:
        """The tasks as typed lines, without what comes of them."""
        for number, task in enumerate(self.post.tasks, start=1):
            box = self.paper.say(f"{number}. {task.uraian.text};", indent=0.5, space_after=0)
            cells: Cells = {}
            self.label.cell(cells, "nomor", Print(str(number)), box)
            self.label.cell(cells, "uraian", task.uraian, box, loose=True)  # whether the semicolon belongs to it
            self.label.row("uraian_tugas", cells, {"nomor": box, "uraian": box})
        self.paper.say(space_after=0)


def lay_out_description(
    rng: random.Random, post: Post, style: PostStyle, name: str = "Anjab"
) -> tuple[list[Paper], list[Label]]:
    """The papers of a job description, and what must be read: the description, and the workload it holds."""
    papers, labels = _Description(rng, post, style, name).build()
    if style.sheet:
        assert len(papers) == 1
    return papers, labels


def guide_sheet(name: str = "Petunjuk") -> Paper:
    """A sheet that tells how to fill the others in, as workbooks of offices have it."""
    paper = Paper(name, font="Tahoma", size=10)
    paper.title("PETUNJUK PENGISIAN")
    street = texts()["streets"][0]
    for line in ("Isi satu lembar untuk setiap nama.", "Jangan mengubah susunan kolom.", f"Kirim ke Jalan {street}."):
        paper.say(line)
    return paper
