"""Lays an SKP out: titles, identity, results, values, annex, signatures."""

from __future__ import annotations

from tests.maker.labels import Label
from tests.maker.paper import Box, Frame, Grid, NewPage, Paper
from tests.maker.people import texts
from tests.maker.prints import Print
from tests.maker.signature import Signer, SignStyle, sign
from tests.maker.skp_content import Skp
from tests.maker.skp_results import add_narrative, add_results
from tests.maker.skp_style import SkpStyle
from tests.maker.skp_values import add_annex_bands, add_values

WIDTHS: dict[str, list[float]] = {
    "six": [1, 5, 9] * 2,
    "colon": [4, 0.5, 10] * 2,
    "joined": [1, 1],
    "four": [4, 10] * 2,
}
IDENTITY = ("nama", "nip", "pangkat_golongan", "jabatan", "unit_kerja")


def lay_out_skp(skp: Skp, style: SkpStyle, name: str = "SKP") -> tuple[list[Paper], Label]:
    """The papers of one SKP and what must be read from them. In a workbook the annex may be a sheet of its own."""
    label = Label("skp", planted=list(skp.planted))
    paper = skp_paper(skp, style, name)
    _titles(paper, skp, style, label, annex=False)
    paper.say(space_after=0)
    add_identity(paper, skp, style, label)
    paper.say(space_after=0)
    results = (add_narrative if skp.approach == "kualitatif" else add_results)(paper, skp, style, label)
    papers = [paper]
    if skp.generation == "2022":
        inside = results if style.values_inside else None
        if inside is None:
            paper.say(space_after=0)
        add_values(paper, skp, style, label, inside)
        if skp.annex and style.annex != "part":
            _annex_bands(paper, skp, style, label, inside)
    sign_skp(paper, skp, style, label)
    if skp.generation == "2022" and skp.annex and style.annex == "part":
        papers += _annex_part(paper, skp, style, label)
    return papers, label


def lay_out_annex_alone(skp: Skp, style: SkpStyle, name: str = "Lampiran") -> tuple[list[Paper], Label]:
    """The annex in a file of its own: a part of a document that is elsewhere."""
    label = Label("skp", part=True)
    paper = skp_paper(skp, style, name)
    _titles(paper, skp, style, label, annex=True)
    paper.say(space_after=0)
    grid = Grid([1, 24])
    add_annex_bands(grid, skp, style, label)
    paper.put(grid)
    sign_skp(paper, skp, style, label)
    return [paper], label


def skp_paper(skp: Skp, style: SkpStyle, name: str) -> Paper:
    """An empty landscape page or sheet with the quirks that the content asks for."""
    footer = (
        f"Dokumen milik {skp.people['pegawai']['nama'].text} (NIP {skp.people['pegawai']['nip'].text})"
        if style.footer
        else ""
    )
    paper = Paper(name, landscape=True, paper="F4", font="Arial", size=9, footer=footer)
    for option in ("first_row", "first_column", "spare_column", "hidden_note", "merge"):
        if option in skp.layout:
            setattr(paper, option, skp.layout[option])
    return paper


def _titles(paper: Paper, skp: Skp, style: SkpStyle, label: Label, annex: bool) -> None:
    if style.letter_head and not annex:
        paper.title(skp.home.body_name.upper())
        paper.title(skp.home.region.upper())
        paper.say(
            f"Jalan {texts()['streets'][0]} Nomor {skp.home.number} {skp.home.seat}", align="center", size=8, rule=True
        )
    lines = title_lines(skp, style, annex)
    boxes = [Box(line, bold=True, align="center", size=11, space_after=0) for line in lines]
    if annex or style.titles in ("lines", "split"):
        paper.put(*boxes)
    elif style.titles == "frame":
        paper.put(Frame(boxes))
    elif style.titles == "one_paragraph":
        boxes = [Box("\n".join(lines), bold=True, align="center", size=11)] * len(lines)
        paper.put(boxes[0])
    else:
        grid = Grid([1], lines=False)
        for box in boxes:
            grid.add(box)
        paper.put(grid)
    if not annex:
        _note_titles(skp, lines, boxes, label)
    add_top(paper, skp, style, label)


def title_lines(skp: Skp, style: SkpStyle, annex: bool) -> list[str]:
    """The lines of the title."""
    if annex:
        first = ["LAMPIRAN SASARAN KINERJA PEGAWAI"]
    elif style.titles == "split":
        first = ["SASARAN KINERJA", "PEGAWAI"]
    else:
        first = ["SASARAN KINERJA PEGAWAI" + style.title_tail.format(year=skp.year)]
    if skp.generation == "2022":
        first += [f"PENDEKATAN HASIL KERJA {skp.approach.upper()}", style.word(f"audience_{skp.audience}")]
    return first + ([f"TAHUN {skp.year}"] if style.title_year else [])


def _note_titles(skp: Skp, lines: list[str], boxes: list[Box], label: Label) -> None:
    label.places["title"] = boxes[0]
    label.note("generasi", Print(lines[0], skp.generation), Box(), loose=True)
    label.places["generasi"] = boxes[0]
    for line, box in zip(lines, boxes, strict=True):
        if line.startswith("PENDEKATAN"):
            label.plain("pendekatan", skp.approach.upper(), box, skp.approach)
        if line == lines[-1 - (lines[-1].startswith("TAHUN"))] and skp.generation == "2022":
            label.note("jenis_jabatan", Print(line, skp.audience), box, loose=True)


def add_top(paper: Paper, skp: Skp, style: SkpStyle, label: Label) -> None:
    """Where the agency and the period stand."""
    agency = skp.home.body_name.upper() if style.agency == "body" else skp.home.short.upper()
    named, period = style.word("period_label"), skp.period
    first = second = Box()
    if style.top == "tab" and not style.sheet:
        first = second = paper.say(f"{agency}\t{named} {period}", tabs=(15.0,), bold=True)
    elif style.top == "lines":
        first = paper.say(agency, bold=True, space_after=0)
        second = paper.say(f"{named} {period}", bold=True)
    elif style.top == "pair":
        grid = Grid([1, 1], lines=False)
        first = grid.add(Box(agency, bold=True), Box(named, bold=True, align="right"))[0]
        second = grid.add(Box(), Box(period, bold=True, align="right"))[1]
        paper.put(grid)
    else:
        grid = Grid([1, 1], lines=False)
        first, second = grid.add(Box(agency, bold=True), Box(f"{named} {period}", bold=True, align="right"))
        paper.put(grid)
    if not style.letter_head:
        label.plain("instansi", agency, first)
    label.note("periode.mulai", Print(period, skp.start.isoformat()), second)
    label.note("periode.selesai", Print(period, skp.end.isoformat()), second)


def add_identity(paper: Paper, skp: Skp, style: SkpStyle, label: Label) -> None:
    """The two identity blocks in one of five shapes."""
    heads = [style.word("employee"), style.word("employee" if style.same_heading else "superior")]
    fill = style.head_fill
    if style.identity in ("stacked", "nested"):
        blocks = [_own_table(skp, style, who, head, label) for who, head in zip(skp.people, heads, strict=True)]
        if style.identity == "stacked":
            paper.put(blocks[0], Box(space_after=0), blocks[1])
        else:
            outer = Grid([1, 1], lines=False)
            outer.add(*(Box(inner=block) for block in blocks))
            paper.put(outer)
        return
    grid = Grid(list(WIDTHS[style.identity]))
    half = len(grid.widths) // 2
    row: list[Box] = []
    for who, head in zip(("pegawai", "penilai"), heads, strict=True):
        numbered = style.identity == "six" and style.head_span == 2
        box = Box(
            head, span=half - 1 if numbered else half, bold=True, fill=fill, align="left" if numbered else "center"
        )
        label.places[f"{who}.head"] = box
        row += [Box("NO", bold=True, fill=fill, align="center"), box] if numbered else [box]
    grid.add(*row)
    for number, part in enumerate(IDENTITY, start=1):
        boxes = grid.add(*(box for who in ("pegawai", "penilai") for box in _part(skp, style, who, part, number)))
        for who, box in (("pegawai", boxes[half - 1]), ("penilai", boxes[-1])):
            label.note(f"{who}.{part}", skp.people[who][part], box)
    paper.put(grid)


def _own_table(skp: Skp, style: SkpStyle, who: str, head: str, label: Label) -> Grid:
    """The identity of one person as a table of three columns."""
    grid = Grid([1, 6, 14])
    label.places.setdefault(f"{who}.head", grid.band(head, style.head_fill))
    for number, part in enumerate(IDENTITY, start=1):
        boxes = grid.add(*_part(skp, style, who, part, number))
        label.note(f"{who}.{part}", skp.people[who][part], boxes[-1])
    return grid


def _part(skp: Skp, style: SkpStyle, who: str, part: str, number: int) -> list[Box]:
    """The cells of one identity line of one person."""
    contract = skp.staff.contract and who == "pegawai"
    caption = style.word("nip_contract" if part == "nip" and contract else part)
    if part == "unit_kerja" and who == "penilai" and style.superior_agency_label:
        caption = "INSTANSI"
    text = skp.people[who][part].text
    count = Box(f"{number}." if style.bullets == "dot" else str(number), align="center")
    control = style.control if part == "jabatan" and who == "pegawai" else ""
    colon = ": " if style.identity_colon and style.identity in ("six", "stacked", "nested", "four") else ""
    value = Box((colon + text).rstrip(), quirk=control)
    if style.identity in ("six", "stacked", "nested"):
        return [count, Box(caption), value]
    if style.identity == "colon":
        return [Box(caption), Box(":"), value]
    if style.identity == "four":
        return [Box(caption), value]
    return [Box(f"{caption} : {text}".rstrip())]


def _annex_bands(paper: Paper, skp: Skp, style: SkpStyle, label: Label, inside: Grid | None) -> None:
    """The annex without a title: as bands of the table above, or as a table of its own."""
    if style.annex == "inside" and inside is not None:
        add_annex_bands(inside, skp, style, label)
        return
    grid = Grid([1, 24])
    add_annex_bands(grid, skp, style, label)
    paper.say(space_after=0)
    paper.put(grid)


def _annex_part(paper: Paper, skp: Skp, style: SkpStyle, label: Label) -> list[Paper]:
    """The annex with its own title and signatures: on a new page, or on a sheet of its own, which is returned."""
    more: list[Paper] = []
    if style.sheet and style.annex_sheet:
        target = skp_paper(skp, style, f"Lampiran{paper.name.removeprefix('SKP')}")
        more.append(target)
    else:
        target = paper
        target.put(NewPage())
    _titles(target, skp, style, Label("skp"), annex=True)
    target.say(space_after=0)
    grid = Grid([1, 24])
    add_annex_bands(grid, skp, style, label)
    target.put(grid)
    sign_skp(target, skp, style, Label("skp"))
    return more


def sign_skp(paper: Paper, skp: Skp, style: SkpStyle, label: Label, both: bool = True) -> None:
    """The signatures of employee and superior, or of the superior alone."""
    if skp.layout.get("no_signature"):
        return
    paper.say(space_after=0)
    paper.say(space_after=0)
    sides = []
    for who, person, role in (("pegawai", skp.staff, "sign_employee"), ("penilai", skp.superior, "sign_superior")):
        names = skp.signed[who]
        rank = person.rank if style.sign_rank and who == "penilai" else ""
        post = skp.people[who]["jabatan"].text if style.sign_post and not skp.people[who]["jabatan"].blank else ""
        sides.append(
            Signer(f"ttd.{who}", style.word(role), names["nama"], names["nip"], rank, post=post, no_nip=style.no_nip)
        )
    left_date = f"{skp.seat}, {skp.day.text}" if style.sign_left_date and both else ""
    look = SignStyle(
        style.sign,
        style.nip_label,
        left_date,
        underline=style.sign_rank,
        indent=17.0,
        gap=style.sign_gap,
        middle=style.sign_middle,
        date_above=style.sign_date_above,
    )
    sign(paper, label, sides[0] if both else None, sides[1], skp.seat, skp.day, look)
