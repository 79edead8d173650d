"""Lays an IKU document out: plain table, table with years, decree with annex, division document with chapters."""

from __future__ import annotations

from tests.maker.iku_content import Iku
from tests.maker.iku_style import IkuStyle
from tests.maker.iku_table import add_indicators
from tests.maker.labels import Label, Mark
from tests.maker.paper import Box, Frame, Grid, NewPage, Paper
from tests.maker.people import texts
from tests.maker.prints import Print
from tests.maker.signature import Signer, SignStyle, sign


def lay_out_iku(iku: Iku, style: IkuStyle, name: str = "IKU") -> tuple[list[Paper], Label]:
    """The papers of one IKU document and what must be read from them."""
    label = Label("iku", planted=list(iku.planted))
    paper = Paper(name, landscape=iku.kind in ("plain", "years"), font="Arial", size=10)
    for option in ("first_row", "first_column", "spare_column", "merge"):
        if option in iku.layout:
            setattr(paper, option, iku.layout[option])
    if iku.kind == "decree":
        return _decree(paper, iku, style, label), label
    if iku.kind == "division":
        _division(paper, iku, style, label)
    else:
        _plain(paper, iku, style, label)
    return [paper], label


def _years(iku: Iku) -> str:
    return str(iku.years[0]) if len(iku.years) == 1 else f"{iku.years[0]}-{iku.years[1]}"


def _note_years(iku: Iku, label: Label, box: Box) -> None:
    if len(iku.years) == 1:
        label.note("tahun", Print(str(iku.years[0]), iku.years[0]), box)
    else:
        label.note("periode.mulai", Print(str(iku.years[0]), iku.years[0]), box)
        label.note("periode.selesai", Print(str(iku.years[1]), iku.years[1]), box)


def _letter_head(paper: Paper, iku: Iku) -> Box:
    first = paper.title(iku.home.body_name.upper(), size=13)
    paper.title(iku.home.region.upper(), size=13)
    street = texts()["streets"][iku.home.number % 6]
    paper.say(f"Jalan {street} Nomor {iku.home.number} {iku.home.seat}", align="center", size=9, rule=True)
    paper.say()
    return first


def _plain(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> None:
    if style.letter_head:
        _letter_head(paper, iku)
    year = f"TAHUN {_years(iku)}"
    agency = iku.home.title_lines(style.agency_form) if style.agency != "caption" else []
    first = f"{style.word('title')} {year}" if style.year_joined else style.word("title")
    lines = [first, *agency] + ([] if style.year_joined else [year])
    boxes = _title_lines(paper, lines, style.titles)
    label.places["title"] = boxes[0]
    _note_years(iku, label, boxes[0 if style.year_joined else -1])
    label.blanks.add("nomor")
    if agency and not style.letter_head:
        label.plain("instansi", " ".join(agency), boxes[1])
    if style.agency != "line":
        box = paper.say(f"Instansi : {iku.home.short}")
        if not style.letter_head:
            label.plain("instansi", iku.home.short, box)
        paper.say("Tugas : Menyelenggarakan tugas lembaga di wilayahnya sesuai peraturan perundang-undangan")
    paper.say()
    add_indicators(paper, iku, style, label)
    if style.signed and not iku.layout.get("no_signature"):
        _sign(paper, iku, style, label)


def _title_lines(paper: Paper, lines: list[str], shape: str) -> list[Box]:
    """The title; in one paragraph all lines share a box."""
    if shape == "one_paragraph":
        return [paper.title("\n".join(lines))] * len(lines)
    boxes = [Box(line, bold=True, align="center", size=12, space_after=0) for line in lines]
    paper.put(*([Frame(boxes)] if shape == "frame" else boxes))
    return boxes


def _sign(paper: Paper, iku: Iku, style: IkuStyle, label: Label, role: str = "") -> None:
    paper.say()
    signer = Signer("ttd", role or f"{iku.signer.post},", iku.signed)
    sign(
        paper,
        label,
        None,
        signer,
        iku.seat,
        iku.day,
        SignStyle(style.sign, style.nip_label, indent=12.0 if paper.landscape else 8.0),
    )


def _division(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> None:
    agency = iku.home.title_lines(style.agency_form)
    lines = ["DOKUMEN INDIKATOR KINERJA UTAMA", f"DIVISI {iku.division.upper()}", *agency, f"TAHUN {iku.years[0]}"]
    boxes = _title_lines(paper, lines, style.titles)
    label.places["title"] = boxes[0]
    label.plain("divisi", lines[1], boxes[1])
    label.plain("instansi", " ".join(agency), boxes[2])
    _note_years(iku, label, boxes[-1])
    label.blanks.add("nomor")
    paper.say()
    missing = iku.layout.get("missing_chapter")
    if style.contents:
        _contents(paper, style, missing)
    if missing != 1:
        _first_chapter(paper, iku, style, label)
    if missing != 2:
        _heading(paper, style, label, "BAB II", "INDIKATOR KINERJA UTAMA", "bab_2")
        _paragraph(paper, label, "BAB II", iku.sentences["link"], "link")
    add_indicators(paper, iku, style, label)
    if style.third_chapter:
        paper.say()
        _heading(paper, style, label, "BAB III", "PENUTUP", "")
        _paragraph(paper, label, "BAB III", iku.sentences["close"], "close")
    if not iku.layout.get("no_signature"):
        _sign(paper, iku, style, label)


def _contents(paper: Paper, style: IkuStyle, missing: int | None) -> None:
    """A table of contents, which names the chapters before they come."""
    paper.title("DAFTAR ISI")
    gap = "\t" if style.contents == "tabs" else " .............................. "
    for number, line in enumerate(("BAB I RUANG LINGKUP DIVISI", "BAB II INDIKATOR KINERJA UTAMA"), start=1):
        if number != missing:
            paper.say(f"{line}{gap}{number + 1}", tabs=(14.0,), space_after=0)
    paper.put(NewPage())


def _first_chapter(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> None:
    _heading(paper, style, label, "BAB I", "RUANG LINGKUP DIVISI", "bab_1")
    _paragraph(paper, label, "BAB I", "A. Dasar Hukum", "")
    for number, law in enumerate(iku.laws, start=1):
        _paragraph(paper, label, "BAB I", f"{number}. {law};", f"law.{number - 1}")
    _paragraph(paper, label, "BAB I", "B. Tugas dan Wilayah Kerja", "")
    for name in ("duty", "meeting"):
        _paragraph(paper, label, "BAB I", iku.sentences[name], name)
    paper.say()


def _heading(paper: Paper, style: IkuStyle, label: Label, chapter: str, title: str, field: str) -> None:
    if style.title_case:
        chapter, title = chapter.replace("BAB", "Bab"), title.title()
    if style.chapters == "two":
        box = paper.title(chapter)
        paper.title(title)
    else:
        box = paper.title(f"{chapter}. {title}" if style.chapters == "dotted" else f"{chapter} {title}")
    if field:
        label.plain(field, f"{chapter} {title}" if style.chapters == "two" else box.text, box)


def _paragraph(paper: Paper, label: Label, chapter: str, text: str, name: str) -> None:
    box = paper.say(text, align="both", space_after=4)
    if name:
        label.places[name] = box
    label.rows.setdefault("bab", []).append({"bab": Mark(Box(), chapter), "isi": Mark(box, text)})


def _decree(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> list[Paper]:
    home, numbered = iku.home, f"NOMOR {iku.number}" if iku.home.body == "kpu" else f"NOMOR: {iku.number}"
    subject = f"PENETAPAN INDIKATOR KINERJA UTAMA {home.short.upper()} TAHUN {_years(iku)}"
    heading = f"KEPUTUSAN {'KETUA ' if style.chair_decree else ''}{home.body_name.upper()} {home.region.upper()}"
    if style.letter_head:
        _letter_head(paper, iku)
    label.places["title"] = paper.title(heading)
    label.fields["instansi"] = Mark(Box(), f"{home.body_name} {home.region}".upper())
    label.note("nomor", Print(iku.number), paper.title(numbered))
    paper.title("TENTANG")
    _note_years(iku, label, paper.title(subject))
    paper.say()
    _grounds(paper, iku, style, label)
    if not iku.layout.get("no_signature"):
        _decree_sign(paper, iku, style, label)
    paper.put(NewPage())
    for text in (f"LAMPIRAN {heading}", numbered, "TENTANG", subject):
        paper.say(text, indent=9, space_after=0)
    paper.say()
    add_indicators(paper, iku, style, label)
    if not iku.layout.get("no_signature"):
        _sign(paper, iku, style, Label(""))
    return [paper]


def _grounds(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> None:
    """Menimbang, Mengingat and the ruling, in a table or in paragraphs."""
    reason = "a. bahwa untuk mengukur keberhasilan lembaga diperlukan indikator kinerja utama;"
    decided = [
        (
            "KESATU",
            f"Menetapkan Indikator Kinerja Utama {iku.home.short} sebagaimana tercantum dalam Lampiran Keputusan ini.",
        ),
        ("KEDUA", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
    ]
    laws = [f"{number}. {law};" for number, law in enumerate(iku.laws, start=1)]
    if style.decree_table:
        grid = Grid([3, 0.4, 13], lines=False)
        grid.add(Box("Menimbang"), Box(":"), Box(reason))
        for number, law in enumerate(laws):
            label.places[f"law.{number}"] = grid.add(
                Box("" if number else "Mengingat"), Box("" if number else ":"), Box(law)
            )[2]
        grid.add(Box("MEMUTUSKAN:", span=3, bold=True, align="center"))
        for head, text in decided:
            grid.add(Box(head), Box(":"), Box(text))
        paper.put(grid)
        paper.say()
        return
    paper.say(f"Menimbang : {reason}", align="both")
    paper.say("Mengingat :")
    for number, law in enumerate(laws):
        label.places[f"law.{number}"] = paper.say(law, align="both", indent=1)
    paper.title("MEMUTUSKAN:")
    for head, text in decided:
        paper.say(f"{head} : {text}", align="both")
    paper.say()


def _decree_sign(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> None:
    """The signature of a decree: place and date on lines of their own."""
    if style.decree_sign_table:
        grid = Grid([1, 1], lines=False)
        lines = [
            f"Ditetapkan di {iku.seat}",
            f"pada tanggal {iku.day.text}",
            f"{iku.signer.post.upper()},",
            "\n",
            iku.signed.text,
        ]
        boxes = [grid.add(Box(""), Box(text))[1] for text in lines]
        paper.put(grid)
        label.plain("tempat", iku.seat, boxes[0])
        label.note("tanggal", iku.day, boxes[1])
        label.note("ttd.nama", iku.signed, boxes[-1])
        return
    label.plain("tempat", iku.seat, paper.say(f"Ditetapkan di {iku.seat}", indent=9, space_after=0))
    label.note("tanggal", iku.day, paper.say(f"pada tanggal {iku.day.text}", indent=9, space_after=0))
    paper.say(f"{iku.signer.post.upper()},", indent=9, space_after=0)
    paper.say("")
    paper.say("")
    label.note("ttd.nama", iku.signed, paper.say(iku.signed.text, indent=9))
