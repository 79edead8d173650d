"""Blocks of signatures of the Word templates: two side by side or one at the right, never cut by a page break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement

if TYPE_CHECKING:
    from scripts.make_templates import Sheet

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
GAP = "\n\n\n"  # room for the hand
ACROSS = 12.3, 12.4  # centimetres of two signers on a page across


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: what stands above the hand, the name, and lines below it."""

    caption: str = ""
    name: str = ""
    below: tuple[str, ...] = ()


NOBODY = Signer()


def nip(who: str) -> str:
    """The line of the NIP; people without one have no such line."""
    return f"{{% if {who}.nip %}}NIP {{{{ {who}.nip }}}}{{% endif %}}"


def signatures(
    sheet: Sheet, left: Signer, right: Signer, widths: tuple[float, float] = (8, 8), place_and_day: str = ""
) -> None:
    """Two signers side by side; ``place_and_day`` stands above the right one, in the block."""
    table = sheet.table(widths, [], grid=False)
    both = [CENTRE, CENTRE]
    if place_and_day:
        sheet.row(table, ["", place_and_day], both)
    sheet.row(table, [left.caption, right.caption], both)
    sheet.row(table, ["", GAP])
    sheet.row(table, [left.name, right.name], both, bold=True)
    lines = max(len(left.below), len(right.below))
    padded = [(*one.below, *("",) * (lines - len(one.below))) for one in (left, right)]
    for pair in zip(*padded, strict=True):
        sheet.row(table, pair, both)
    sheet.widths(table, widths)
    together(table)


def signer(sheet: Sheet, who: str = "penanda_tangan", widths: tuple[float, float] = (8, 8)) -> None:
    """One signature on the right."""
    signatures(sheet, NOBODY, Signer(f"{{{{ {who}.jabatan }}}},", f"{{{{ {who}.nama }}}}", (nip(who),)), widths)


def dated(sheet: Sheet, text: str = "{{ tempat }}, {{ tanggal }}", after: float = 4) -> None:
    """Place and day at the right, never parted from the signature below."""
    sheet.say(text, WD_ALIGN_PARAGRAPH.RIGHT, after=after).paragraph_format.keep_with_next = True


def together(table: Any) -> None:
    """A block of signatures stays on one page."""
    for row in table.rows:
        whole(row)
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def whole(row: Any) -> None:
    """No page break inside a row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
