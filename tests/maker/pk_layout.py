"""Lays a Perjanjian Kinerja out: head, parties, promise, signatures, annex with two tables."""

from __future__ import annotations

from tests.maker.labels import Label
from tests.maker.paper import Box, Frame, Grid, NewPage, Paper
from tests.maker.people import texts
from tests.maker.pk_content import Pk
from tests.maker.pk_style import PkStyle
from tests.maker.pk_tables import add_goals, add_programmes
from tests.maker.prints import Print, weekday_name
from tests.maker.signature import Signer, SignStyle, sign
from tests.maker.skp_style import variants

PARTIES = ("pihak_pertama", "pihak_kedua")


def lay_out_pk(pk: Pk, style: PkStyle, name: str = "PK") -> tuple[list[Paper], Label]:
    """The papers of one PK and what must be read from them."""
    label = Label("perjanjian_kinerja", planted=list(pk.planted))
    paper = Paper(name, font="Arial", size=11)
    _apply(paper, pk)
    _head(paper, pk, style, label)
    _statement(paper, pk, style, label)
    if not pk.layout.get("no_signature"):
        _sign(paper, pk, style, label)
    papers = [paper]
    target = paper
    if style.sheet and style.annex_sheet:
        target = Paper(f"Lampiran{name.removeprefix('PK')}", font="Arial", size=11)
        _apply(target, pk)
        papers.append(target)
    elif style.annex_section:
        target = Paper(name, font="Arial", size=11, landscape=True)
        papers.append(target)
    else:
        paper.put(NewPage())
    _annex(target, pk, style, label)
    return papers, label


def _apply(paper: Paper, pk: Pk) -> None:
    for option in ("first_row", "first_column", "spare_column", "merge"):
        if option in pk.layout:
            setattr(paper, option, pk.layout[option])


def _head(paper: Paper, pk: Pk, style: PkStyle, label: Label) -> None:
    if style.head_in_header:
        paper.header = f"{pk.home.body_name.upper()} {pk.home.region.upper()}"
    elif style.letter_head:
        first = paper.title(pk.home.body_name.upper(), size=13)
        paper.title(pk.home.region.upper(), size=13)
        street = texts()["streets"][pk.home.number % 6]
        paper.say(
            f"Jalan {street} Nomor {pk.home.number} {pk.home.seat}, {pk.home.province}",
            align="center",
            size=9,
            rule=True,
        )
        paper.say()
        label.plain("instansi", f"{pk.home.body_name} {pk.home.region}".upper(), first)
    title = style.word("title")
    year = f"TAHUN {'ANGGARAN ' if style.budget_year else ''}{pk.year}"
    lines = {
        "one": [f"{title} {year}"],
        "two": [title, year],
        "one_paragraph": [f"{title}\n{year}"],
        "frame": [title, year],
    }[style.titles]
    boxes = [Box(line, bold=True, align="center", size=12, space_after=0) for line in lines]
    paper.put(*([Frame(boxes)] if style.titles == "frame" else boxes))
    label.places["title"] = boxes[0]
    label.note("tahun", Print(str(pk.year), pk.year), boxes[-1])
    if style.agency_form and not style.letter_head and not style.head_in_header:
        boxes = [paper.title(line) for line in pk.home.title_lines(style.agency_form)]
        label.plain("instansi", " ".join(box.text for box in boxes), boxes[0])
    if style.numbered and pk.number.text:
        caption = "NOMOR: " if style.letter_head else "Nomor : "
        label.note("nomor", pk.number, paper.say(caption + pk.number.text, align="center"))
    else:
        label.blanks.add("nomor")
    if pk.second is None:
        label.blanks |= {f"pihak_kedua.{name}" for name in ("nama", "jabatan", "nip")} | {"ttd.pihak_kedua.nama"}
    paper.say()


def _statement(paper: Paper, pk: Pk, style: PkStyle, label: Label) -> None:
    first = style.word("first_party")
    second = {"Pihak Pertama": "Pihak Kedua", "pihak pertama": "pihak kedua"}.get(first, "PIHAK KEDUA")
    ends = {
        "pihak_pertama": f"selanjutnya disebut {first}",
        "pihak_kedua": f"selaku atasan langsung {first}, selanjutnya disebut {second}",
    }
    keys = [key for key in PARTIES if pk.parties[key]]
    if style.parties == "prose":
        _prose(paper, pk, keys, first, second, label)
    else:
        paper.say(style.word("opening"), align="both", space_after=6)
        for number, key in enumerate(keys, start=1):
            _party(paper, pk, style, key, number, label)
            if pk.second is not None:
                paper.say(ends[key], space_after=8)
    year = f" pada tahun {pk.year}" if style.numbered else ""
    promise = str(variants()["pk"]["promise"]).format(first=first)
    if pk.second is None:
        promise = promise.replace(f"{first} berjanji", "berjanji", 1).replace(first, "kami")
    paper.say(
        (promise[0].upper() + promise[1:]).replace(" berjanji", f"{year} berjanji", 1), align="both", space_after=6
    )
    if pk.second is not None:
        watch = str(variants()["pk"]["watch"]).format(second=second)
        paper.say(watch[0].upper() + watch[1:], align="both", space_after=6)
    if style.weekday or "weekday_text" in pk.layout:
        day = f"{pk.signing.day} {texts()['months'][pk.signing.month - 1]} {pk.signing.year}"
        text = pk.layout.get("weekday_text", f"{weekday_name(pk.signing)}, {day}")
        label.places["weekday"] = paper.say(
            f"Perjanjian ini ditandatangani pada hari {text} di {pk.seat}.", align="both"
        )
    if "extra_sentence" in pk.layout:
        label.places["extra_sentence"] = paper.say(pk.layout["extra_sentence"], align="both")
    paper.say()


def _lines(pk: Pk, style: PkStyle, key: str) -> list[tuple[str, str, Print]]:
    """The captions and prints of one party."""
    party = pk.parties[key]
    lines = [("nama", "Nama", party["nama"])]
    if style.party_nip and party["nip"].text:
        lines += [("nip", "NIP", party["nip"]), ("pangkat", "Pangkat", party["pangkat"])]
    return [*lines, ("jabatan", "Jabatan", party["jabatan"])]


def _party(paper: Paper, pk: Pk, style: PkStyle, key: str, number: int, label: Label) -> None:
    """Name and post of one party in one of five shapes."""
    lines = _lines(pk, style, key)
    count = f"{number}. " if style.count_parties and style.parties in ("tabs", "plain") else ""
    if style.parties in ("table", "pair"):
        grid = Grid([3, 0.4, 14] if style.parties == "table" else [3, 14], lines=False)
        for name, caption, printed in lines:
            row = (
                [Box(caption), Box(":"), Box(printed.text)]
                if style.parties == "table"
                else [Box(caption), Box(f": {printed.text}")]
            )
            row[-1].quirk = "control" if style.control and name == "jabatan" else ""
            label.note(f"{key}.{name}", printed, grid.add(*row)[-1])
        paper.put(grid)
    elif style.parties == "breaks":
        box = paper.say("\n".join(f"{caption}\t: {printed.text}" for _, caption, printed in lines), tabs=(3.0,))
        for name, _, printed in lines:
            label.note(f"{key}.{name}", printed, box)
    else:
        for at, (name, caption, printed) in enumerate(lines):
            gap = "\t: " if style.parties == "tabs" else " : "
            head = count if not at else "    " if count else ""
            box = paper.say(f"{head}{caption}{gap}{printed.text}", tabs=(3.0,), space_after=0)
            label.note(f"{key}.{name}", printed, box)


def _prose(paper: Paper, pk: Pk, keys: list[str], first: str, second: str, label: Label) -> None:
    """Both parties in one sentence."""
    pieces = {
        "pihak_pertama": f"selanjutnya disebut {first.upper()}",
        "pihak_kedua": f"selanjutnya disebut {second.upper()}",
    }
    told = [f"{pk.parties[key]['nama'].text} selaku {pk.parties[key]['jabatan'].text}, {pieces[key]}" for key in keys]
    opening = "Dalam rangka mewujudkan pemerintahan yang akuntabel, kami yang bertanda tangan di bawah ini, "
    box = paper.say(opening + " dan ".join(told) + ", menyatakan sebagai berikut.", align="both", space_after=6)
    for key in keys:
        for name in ("nama", "jabatan"):
            label.note(f"{key}.{name}", pk.parties[key][name], box)


def _signer(pk: Pk, style: PkStyle, key: str, role: str) -> Signer:
    party = pk.parties[key]
    rank = party["pangkat"].text if style.rank_line and party["nip"].text else ""
    post = party["jabatan"].text if style.post_line and pk.second is not None else ""
    return Signer(f"ttd.{key}", role, pk.signed[key], party["nip"], rank, f"{key}.nip", f"{key}.pangkat", post)


def _sign(paper: Paper, pk: Pk, style: PkStyle, label: Label) -> None:
    first_role = style.word("first_party").title() if "KESATU" not in style.word("first_party") else "PIHAK KESATU"
    look = SignStyle(style.sign, style.nip_label, middle=style.middle, gap=style.gap)
    if pk.second is None:
        role = pk.parties["pihak_pertama"]["jabatan"].text
        sign(paper, label, None, _signer(pk, style, "pihak_pertama", f"{role},"), pk.seat, pk.day, look)
        return
    left, right = (
        _signer(pk, style, "pihak_kedua", "Pihak Kedua,"),
        _signer(pk, style, "pihak_pertama", f"{first_role},"),
    )
    if style.sides_swapped:
        left, right = right, left
    sign(paper, label, left, right, pk.seat, pk.day, look)


def _annex(paper: Paper, pk: Pk, style: PkStyle, label: Label) -> None:
    title = f"{style.word('title')} TAHUN {pk.year}"
    if style.repeat_title == "lampiran":
        paper.say("LAMPIRAN", bold=True)
    paper.title(f"LAMPIRAN {title}" if style.repeat_title == "lampiran_pk" else title)
    label.plain("unit", pk.unit, paper.title(pk.unit))
    paper.say()
    add_goals(paper, pk, style, label)
    if pk.programmes:
        paper.say()
        add_programmes(paper, pk, style, label)
    if style.sign_annex and not pk.layout.get("no_signature"):
        paper.say()
        _sign(paper, pk, style, Label(""))
