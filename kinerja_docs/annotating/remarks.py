"""What is said at a place, and which kind of file it goes into how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Location
from kinerja_docs.reading.own import AUTHOR

__all__ = ["AUTHOR", "Remark", "annotate", "can_annotate", "strip"]
_KINDS = {"docx": "word", "docm": "word", "dotx": "word", "xlsx": "sheet", "xlsm": "sheet", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding for the file: where, its head (``SKP007 Kesalahan``), and lines of text, what to do the last."""

    at: Location
    severity: Literal["error", "warning", "info"]
    head: str
    lines: tuple[str, ...]
    place: str

    @property
    def text(self) -> str:
        """Head and lines."""
        return "\n".join((self.head, *self.lines))


def can_annotate(path: str) -> bool:
    """Whether remarks can be put into a file of this name."""
    return path.rpartition(".")[2].lower() in _KINDS


def annotate(data: bytes, path: str, remarks: Sequence[Remark], summary: Sequence[str], day: date, lang: str) -> bytes:
    """A copy of the file with the remarks in it, in place of those of an earlier run. ``summary`` is what matters most.

    Raises :class:`kinerja_docs.errors.ReadingError` where the file cannot be opened.
    """
    from kinerja_docs.annotating import pdf, sheet, word

    kind = _kind(data, path)
    if kind == "pdf":
        return pdf.annotate(pdf.strip(data), remarks, summary, day)
    if kind == "sheet":
        return sheet.annotate(sheet.strip(data), remarks, summary, day, lang)
    return word.annotate(word.strip(data), remarks, summary, day, lang)


def strip(data: bytes, path: str) -> bytes:
    """The file without remarks of this program; every part is what it was before, in canonical XML."""
    from kinerja_docs.annotating import pdf, sheet, word

    kinds = {"word": word.strip, "sheet": sheet.strip, "pdf": pdf.strip}
    return kinds[_kind(data, path)](data)


def _kind(data: bytes, path: str) -> str:
    """How remarks go into a file: by what it is, whatever its name says, as reading goes by that. BRK001 for a kind
    that takes none, such as an old workbook under the name of a new one."""
    from kinerja_docs.reading.contents import Contents
    from kinerja_docs.reading.kinds import recognise
    from kinerja_docs.reading.limits import DEFAULT

    found = recognise(Contents(data, path, DEFAULT))
    if found not in _KINDS:
        raise ReadingError("BRK001", "not_supported", found)
    return _KINDS[found]
