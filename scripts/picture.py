"""Makes the README's picture of a report: runs a check and draws what the terminal shows as SVG.

Usage: picture.py PATH… OUTPUT.svg
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from kinerja_docs import api
from kinerja_docs.reporting.terminal import Paper, render

COLOURS = {"31": "#ff7b72", "33": "#e3b341", "36": "#79c0ff", "32": "#7ee787", "2": "#8b949e"}
WIDTH, LETTER, LINE, MARGIN, BAR = 100, 8.43, 20, 18, 34
STYLE = re.compile(r"\033\[([0-9;]*)m")


def spans(line: str) -> str:
    """One line of terminal text as ``tspan`` elements."""
    out, look = "", ""
    for number, piece in enumerate(STYLE.split(line)):
        if number % 2:
            codes = piece.split(";")
            fill = next((f' fill="{COLOURS[code]}"' for code in codes if code in COLOURS), "")
            look = fill + (' font-weight="bold"' if "1" in codes else "")
        elif piece:
            out += f"<tspan{look}>{escape(piece)}</tspan>" if look else escape(piece)
    return out


def draw(text: str, title: str) -> str:
    """A dark window with the text in it."""
    lines = text.rstrip("\n").split("\n")
    wide, high = round(WIDTH * LETTER + 2 * MARGIN), BAR + LINE * len(lines) + 2 * MARGIN
    rows = "\n".join(
        f'<text x="{MARGIN}" y="{BAR + MARGIN + LINE * number + 14}" xml:space="preserve">{spans(line)}</text>'
        for number, line in enumerate(lines)
        if line
    )
    dots = "".join(
        f'<circle cx="{20 + 20 * number}" cy="17" r="6" fill="{fill}"/>'
        for number, fill in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">\n'
        f'<rect width="{wide}" height="{high}" rx="10" fill="#0d1117"/>\n{dots}\n'
        f'<text x="{wide / 2}" y="22" text-anchor="middle" font-family="sans-serif" font-size="13" fill="#8b949e">'
        f"{escape(title)}</text>\n"
        f'<g font-family="DejaVu Sans Mono, Consolas, Menlo, monospace" font-size="14" fill="#e6edf3">\n{rows}\n'
        "</g>\n</svg>\n"
    )


def main(*arguments: str) -> None:
    """Check the paths and draw their report; the last argument is the output."""
    *paths, output = arguments
    outcome = api.check(paths, api.Options(today=date(2026, 11, 20)))
    text = render(outcome, Paper(WIDTH, colour=True))
    shown = paths[0] if len(paths) == 1 else f"{Path(paths[0]).parent.as_posix()}/…"
    Path(output).write_text(draw(text, f"kinerja-docs check {shown}"), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
