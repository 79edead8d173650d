"""The title block: generation, approach, audience, agency, unit, period, years and letter number."""

from __future__ import annotations

import re

from kinerja_docs.definitions.layout import Agency, Heading, Labelled, Period, TitleTail, Unit
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.evaluation import read_evaluation
from kinerja_docs.extracting.pieces import (
    Piece,
    after_label,
    after_words,
    cell_after,
    find_phrase,
    pieces_of,
    short,
    title_block,
)
from kinerja_docs.extracting.scan import Scan, role_of
from kinerja_docs.model import Cell, Record, Value
from kinerja_docs.text import fold, is_blank, read_period, squash, without_year, year_range

_LONGEST_UNIT = 16  # words
_LONGEST_LABELLED = 300
_LONGEST_YEAR = 3  # words of a line that ends a period: "TAHUN ANGGARAN 2026"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_heading(builder: Builder) -> None:
    """Fill the fields that stand above the tables."""
    layout = builder.scan.layout
    numbers = layout.number.labels if layout.number is not None else []
    block = _parted(title_block(builder.scan), layout.headings, numbers)
    for heading in layout.headings:
        _read_line(builder, block, heading)
    if layout.number is not None:
        _read_number(builder, block, layout.number.labels, layout.number.field)
    if layout.period is not None:
        pieces = _period_pieces(builder, block)
        if layout.evaluation is not None and not layout.period.years:
            read_evaluation(builder, pieces, layout.evaluation)
        _read_period(builder, block, pieces, layout.period)
    if layout.agency is not None and builder.first:
        _read_agency(builder, block, layout.agency)
    if layout.unit is not None:
        _read_unit(builder, block, layout.unit)


def _parted(block: list[Piece], headings: list[Heading], numbers: list[str]) -> list[Piece]:
    """The pieces of the title block, a piece that runs on into the next line of the title made two."""
    ends = [heading for heading in headings if heading.until]
    return [part for piece in block for part in _parts(piece, ends, numbers)]


def _parts(piece: Piece, headings: list[Heading], numbers: list[str]) -> list[Piece]:
    if ":" in piece.text[1:] and (span := find_phrase(piece.text, numbers)) is not None and span[0] > 0:
        words = piece.text.split()
        if len(words) > span[1] and ":" in words[span[0]] + words[span[1]][:1]:  # "… KABUPATEN TUBAN NOMOR: 12"
            first, second = " ".join(words[: span[0]]), " ".join(words[span[0] :])
            return [piece._replace(text=first), piece._replace(text=second)]
    for heading in headings:
        start = find_phrase(piece.text, heading.starts)
        end = find_phrase(piece.text, heading.until) if start is not None and start[0] == 0 else None
        if start is not None and end is not None and end[0] > start[1]:
            first = " ".join(piece.text.split()[: end[0]])
            return [piece._replace(text=first), piece._replace(text=after_words(piece.text, end[0]))]
    return [piece]


def read_generation(record: Record, scan: Scan) -> None:
    """Which generation of the form: by the title, else by phrases printed anywhere in the first lines."""
    cell = record.title_cell
    if not scan.layout.generations or cell is None or "generasi" in record.fields:
        return
    title = fold(cell.text)
    printed: str | None = None
    for generation in scan.layout.generations:
        found = not (generation.title or generation.printed) or any(fold(p) in title for p in generation.title)
        if not found and generation.printed:
            printed = printed if printed is not None else _first_words(scan)
            found = any(fold(phrase) in printed for phrase in generation.printed)
        if found:
            record.fields["generasi"] = Value(squash(cell.text.split("\n")[0]), generation.value, cell)
            record.places.mark("generasi", cell)
            return


def _first_words(scan: Scan) -> str:
    """What tells the generations of a form apart: its labels and headers, and all of its first lines."""
    printed = [fold(cell.text) for marks in scan.marks for cell, _ in marks]
    printed += [fold(cell.text) for line in scan.lines[:6] for cell in line.cells if len(cell.text) < 400]
    return " | ".join(dict.fromkeys(printed))


def _read_line(builder: Builder, block: list[Piece], heading: Heading) -> None:
    for piece in short(block):
        span = find_phrase(piece.text, heading.starts)
        if span is None or (span[0] > 0 and not heading.values):
            continue
        if heading.whole and fold(piece.text) in {fold(phrase) for phrase in heading.starts}:
            continue  # a label whose value stands in the next cell
        whole = heading.whole and not _is_label(piece.text, heading)
        rest = piece.text.strip() if whole else after_words(piece.text, span[1])
        if heading.values:
            value = _pick(fold(rest), heading.values)
            if rest:
                builder.record.fields.setdefault(heading.field, Value(squash(rest).rstrip("*"), value, piece.cell))
                builder.place(heading.field, piece.cell)
        elif rest:
            builder.put(heading.field, rest, piece.cell)
        return


def _is_label(text: str, heading: Heading) -> bool:
    """ "Tim : Pengawasan" labels a value; "TIM PENGAWASAN" is one."""
    label, colon, _ = text.partition(":")
    return bool(colon) and fold(label) in {fold(phrase) for phrase in heading.starts}


def read_title_tails(builder: Builder) -> None:
    """Values that only the title prints; a labelled line below it counts for more."""
    for tail in builder.scan.layout.title_tails:
        _read_tail(builder, tail)


def _read_tail(builder: Builder, tail: TitleTail) -> None:
    """A value at the end of the title: from the first of its words to what ends it."""
    if builder.title is None:
        return
    for line in builder.title.text.split("\n"):
        span = find_phrase(line, tail.starts)
        if span is None:
            continue
        text = after_words(line, span[0]) if span[0] else squash(line)
        end = min((s[0] for word in tail.until if (s := find_phrase(text, [word])) is not None), default=None)
        words = text.split()
        builder.put(tail.field, without_year(" ".join(words[:end]) if end is not None else text), builder.title)
        return


def _pick(folded: str, values: dict[str, list[str]]) -> str | None:
    """The one canonical word whose phrases occur; None when none or several do (options not yet crossed out)."""
    found = {word for word, phrases in values.items() if any(fold(p) in folded for p in phrases)}
    return found.pop() if len(found) == 1 else None


def read_labelled(builder: Builder, rules: list[Labelled]) -> None:
    """Amounts and the like that stand on a line of their own after a label, outside the tables."""
    scan = builder.scan
    for rule in rules:
        if rule.field in builder.record.fields:
            continue
        for line in scan.lines:
            cell = line.cells[0]
            if len(line.cells) > 1 or ":" not in cell.text or len(cell.text) > _LONGEST_LABELLED:
                continue
            span = find_phrase(cell.text, rule.labels)
            if span is not None and span[0] == 0:
                rest = after_label(cell.text, span[1]).split(" (")[0]  # the amount in words is no part of it
                value = builder.put(rule.field, rest, cell, rule.kind)
                if value is not None and rule.sums:
                    builder.note_total(rule.sums[0], rule.sums[1], value)
                break


def _read_number(builder: Builder, block: list[Piece], labels: list[str], field: str) -> None:
    for piece in short(block):
        span = find_phrase(piece.text, labels)
        if span is not None and span[0] == 0:
            rest = after_words(piece.text, span[1])
            cell = piece.cell
            if is_blank(rest):
                value = cell_after(builder.scan, piece)
                if value is None:
                    builder.place(field, piece.cell)
                    return
                rest, cell = value
            builder.put(field, rest, cell)
            return


def _cell_below(scan: Scan, piece: Piece) -> tuple[str, Cell] | None:
    """Text and cell right below a label, where that is a period."""
    if piece.line + 1 < len(scan.lines) and scan.lines[piece.line + 1].block is piece.cell.block:
        line = scan.lines[piece.line + 1]
        cell = line.cells[0] if line.block.kind == "paragraph" else line.at_column(piece.cell.column)
        if cell is not None and read_period(cell.text) is not None:
            return cell.text, cell
    return None


def _period_pieces(builder: Builder, block: list[Piece]) -> list[Piece]:
    """The pieces that may print a period: the title block, and a label that stands below the identity block."""
    pieces = list(short(block))
    for index, marks in enumerate(builder.scan.marks[:80]):
        if "period" in builder.scan.kinds[index]:
            pieces += [p for cell, roles in marks if role_of(roles, "period") for p in pieces_of(cell, index)]
    return pieces


def _read_period(builder: Builder, block: list[Piece], pieces: list[Piece], rule: Period) -> None:
    if rule.years:
        _read_years(builder, block, rule)
        return
    scan = builder.scan
    fallback: Piece | None = None
    for piece in pieces:
        if (id(piece.cell), piece.text) in builder.claimed:
            continue
        span = find_phrase(piece.text, rule.labels)
        if span is None:
            fallback = fallback or (piece if _whole_period(piece.text) else None)
            continue
        rest, cell = after_words(piece.text, span[1]), piece.cell
        if is_blank(rest):
            beside = cell_after(scan, piece) or _cell_below(scan, piece)
            if beside is None:
                builder.place("periode.mulai", piece.cell)
                builder.place("periode.selesai", piece.cell)
                continue
            rest, cell = beside
        if _put_period(builder, _whole_print(rest, piece, pieces), cell):
            builder.record.spare["periode.baris"] = piece.line
            return
    if fallback is not None:
        _put_period(builder, fallback.text, fallback.cell)


def _whole_print(text: str, piece: Piece, pieces: list[Piece]) -> str:
    """A period with what its cell prints on the next line, where that belongs to it: "TAHUN 2026"."""
    below = [other for other in pieces[pieces.index(piece) + 1 :] if other.cell is piece.cell and other.text.strip()]
    if not below or len(below[0].text.split()) > _LONGEST_YEAR:
        return text
    joined = f"{text} {below[0].text}"
    found = read_period(joined)
    return joined if found is not None and squash(joined).endswith(found.text.split()[-1]) else text


def _whole_period(text: str) -> bool:
    found = read_period(text)
    return found is not None and len(found.text) >= 0.7 * len(squash(text)) and not text.strip().isdigit()


def _put_period(builder: Builder, text: str, cell: Cell) -> bool:
    text = squash(text).strip("()")
    if is_blank(text):
        return False
    found = read_period(text)
    for name, day in (
        ("periode.mulai", found.start if found else None),
        ("periode.selesai", found.end if found else None),
    ):
        if name not in builder.record.fields:
            value = builder.put(name, text, cell)
            if value is not None:
                value.value = day.isoformat() if day is not None else None
    return True


def _read_years(builder: Builder, block: list[Piece], rule: Period) -> None:
    """A single year or a range of years printed in the title lines."""
    record = builder.record
    for piece in short(block):
        if builder.title is not None and piece.line < builder.title_index():
            continue
        if rule.labels and find_phrase(piece.text, rule.labels) is None:
            continue
        if builder.scan.layout.number is not None:
            span = find_phrase(piece.text, builder.scan.layout.number.labels)
            if span is not None and span[0] == 0:
                continue
        years = year_range(piece.text)
        if years is not None and rule.range_fields:
            for name, year in zip(("periode.mulai", "periode.selesai"), years, strict=True):
                record.fields.setdefault(name, Value(str(year), year, piece.cell))
                builder.place(name, piece.cell)
            return
        found = _YEAR.findall(piece.text)
        if found and rule.year_field is not None and (piece.cell is builder.title or len(found) == 1):
            record.fields.setdefault(rule.year_field, Value(found[-1], int(found[-1]), piece.cell))
            builder.place(rule.year_field, piece.cell)
            return
    if rule.year_field is not None and record.title_cell is not None:
        builder.place(rule.year_field, record.title_cell)


def _read_agency(builder: Builder, block: list[Piece], rule: Agency) -> None:
    if rule.beside_period and _beside_period(builder, block, rule):
        return
    pieces = list(short(block))
    for number, piece in enumerate(pieces):
        text = _agency_text(piece.text, rule)
        if text is None:
            continue
        if rule.joined and number + 1 < len(pieces) and not _names_region(text, rule):
            following = squash(pieces[number + 1].text)
            if any(fold(following).startswith(fold(word)) for word in rule.regions):
                text = f"{text} {following}"
        builder.put(rule.field, without_year(text), piece.cell)
        return


def _read_unit(builder: Builder, block: list[Piece], rule: Unit) -> None:
    if rule.annex and "parties" in builder.scan.body and builder.first:
        return
    title = builder.title_index()
    for piece in short(block):
        labelled = find_phrase(piece.text, rule.labels)
        if labelled is not None and labelled[0] == 0:
            rest, cell = after_words(piece.text, labelled[1]), piece.cell
            if is_blank(rest):
                rest, cell = cell_after(builder.scan, piece) or (rest, cell)
            builder.put(rule.field, rest, cell)
            return
        if piece.line < title or is_blank(piece.text) or _is_of_title(piece, builder):
            continue
        if len(piece.text.split()) > _LONGEST_UNIT or piece.text.rstrip()[-1:] in ".:;":
            return  # the running text has begun
        start = find_phrase(piece.text, rule.skip)
        if (start is not None and start[0] == 0) or piece.text.strip().isdigit():
            continue
        if rule.words:
            folded = fold(piece.text) + " "
            if not any(folded.startswith(fold(word) + " ") for word in rule.words):
                continue
        builder.put(rule.field, without_year(piece.text), piece.cell)
        return


def _is_of_title(piece: Piece, builder: Builder) -> bool:
    """Whether a line is the title itself, and not one below it in the same paragraph."""
    if piece.cell is not builder.title:
        return False
    return "\n" not in piece.cell.text or find_phrase(piece.text, builder.scan.layout.recognise.titles) is not None


def _names_region(text: str, rule: Agency) -> bool:
    folded = f" {fold(text)} "
    return any(f" {fold(word)} " in folded for word in rule.regions)


def _agency_text(text: str, rule: Agency) -> str | None:
    """The text from the agency's first word on; words such as "KEPUTUSAN KETUA" may stand before it."""
    words = fold(text).split()
    skipped = {fold(word) for word in rule.skip}
    count = 0
    while count < len(words) and words[count] in skipped:
        count += 1
    rest = " ".join(words[count:]) + " "
    if not any(rest.startswith(fold(word) + " ") for word in rule.words):
        return None
    return after_words(text, count) if count else squash(text).strip("() :")


def _beside_period(builder: Builder, block: list[Piece], rule: Agency) -> bool:
    line = builder.record.spare.get("periode.baris")
    labels = builder.scan.layout.period.labels if builder.scan.layout.period is not None else []
    for piece in block:
        if (
            piece.line == line
            and find_phrase(piece.text, labels) is None
            and piece.cell is not builder.record.title_cell
        ):
            taken = [
                v.cell for n, v in builder.record.fields.items() if n.startswith(("periode", "pendekatan", "jenis"))
            ]
            if piece.cell not in taken or piece.cell.block.kind == "paragraph":
                text = squash(piece.text).strip("() ")
                if text and read_period(text) is None:
                    builder.put(rule.field, text, piece.cell)
                    return True
    return False
