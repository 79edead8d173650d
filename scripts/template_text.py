"""Writes what the Word templates say as text, so that changes show in review: ``python -m scripts.template_text``.

One file ``templates/docx/NAME.txt`` for each template: paragraphs as they stand, rows of tables between bars. Before a
paragraph its alignment where it has one; a header row that repeats begins with ``=``, a row that no page break cuts
with ``|``, any other with ``:``. A test holds the files to the templates.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

FOLDER = Path("templates/docx")


def lines(path: Path) -> Iterator[str]:
    """Everything that a template prints, part by part."""
    word = docx.Document(str(path))
    for number, section in enumerate(word.sections, 1):
        size = f"{section.page_width.cm:.1f} x {section.page_height.cm:.1f} cm"  # type: ignore[union-attr]
        edges = (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
        yield f"# {number}: {size}; {', '.join(f'{edge.cm:.1f}' for edge in edges if edge is not None)}"
    yield from _block(word.element.body, word)
    for number, section in enumerate(word.sections, 1):
        for name in ("header", "footer"):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                yield f"# {name} {number}"
                yield from _block(part._element, part)


def _block(parent: Any, part: Any, indent: str = "") -> Iterator[str]:
    for element in parent:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, part)
            where = f"<{paragraph.alignment.name.lower()}> " if paragraph.alignment else ""
            yield f"{indent}{where}{paragraph.text}".rstrip().replace("\n", " ⏎ ")
        elif element.tag == qn("w:tbl"):
            for row in Table(element, part).rows:
                yield indent + _row(row)


def _row(row: Any) -> str:
    properties = row._tr.trPr
    names = {one.tag for one in properties} if properties is not None else set()
    mark = "=" if qn("w:tblHeader") in names else "|" if qn("w:cantSplit") in names else ":"
    cells = []
    for cell in row._tr.tc_lst:
        text = " ⏎ ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
        span = f"<{cell.grid_span}> " if cell.grid_span > 1 else ""
        down = {"restart": "<v> ", "continue": "<^> "}.get(str(cell.vMerge), "")
        cells.append(f"{span}{down}{text}".strip())
    return f"{mark} " + " | ".join(cells)


def dump(path: Path) -> str:
    """The text of one template."""
    return "\n".join(lines(path)) + "\n"


def main() -> None:
    """Write all of them."""
    for path in sorted(FOLDER.glob("*.docx")):
        path.with_suffix(".txt").write_text(dump(path), "utf-8")


if __name__ == "__main__":
    main()
