"""How an office's letters look: letterhead, paper, font and margins, as ``[naskah]`` of ``kinerja.toml`` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.errors import UsageError

SECTION = "naskah"
PAPERS: Mapping[str, tuple[float, float]] = {"A4": (21.0, 29.7), "F4": (21.5, 33.0)}  # centimetres, upright
SIDES = ("margin_atas", "margin_kanan", "margin_bawah", "margin_kiri")
KEYS: Mapping[str, type | tuple[type, ...]] = {
    "kop": list,
    "logo": str,
    "alamat": str,
    "kertas": str,
    "huruf": str,
    "ukuran_huruf": (int, float),
    **dict.fromkeys(SIDES, (int, float)),
}
MARGINS = 0.5, 6.0  # centimetres
SIZES = 8.0, 16.0  # points
MOST_LINES = 5  # of a letterhead
LOGOS = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class LetterStyle:
    """What was set; what was not is as the template has it. ``margins`` by the names of :data:`SIDES`, centimetres."""

    kop: tuple[str, ...] = ()
    logo: Path | None = None
    alamat: str = ""
    paper: tuple[float, float] | None = None
    font: str = ""
    size: float | None = None
    margins: tuple[tuple[str, float], ...] = ()

    @property
    def changes(self) -> bool:
        """Whether a template must be made over."""
        return bool(self.kop or self.logo or self.paper or self.font or self.size or self.margins)


def read(path: Path, data: Mapping[str, Any]) -> LetterStyle:
    """The section, whose types have been looked at; ``path``: of the settings file. :class:`UsageError` with the key
    and what it may be."""
    paper = data.get("kertas")
    if paper is not None and paper not in PAPERS:
        raise _refused(path, "kertas", paper, words.get("error.toml_known", known=", ".join(PAPERS)))
    lines = tuple(" ".join(line.split()) for line in data.get("kop", ()) if line.strip())
    if len(lines) > MOST_LINES:
        raise _refused(path, "kop", len(lines), words.get("error.toml_most", most=MOST_LINES))
    return LetterStyle(
        lines,
        _logo(path, data.get("logo")),
        data.get("alamat", "").strip(),
        PAPERS[paper] if paper is not None else None,
        data.get("huruf", "").strip(),
        _within(path, "ukuran_huruf", data.get("ukuran_huruf"), SIZES),
        tuple((side, value) for side in SIDES if (value := _within(path, side, data.get(side), MARGINS)) is not None),
    )


def _within(path: Path, key: str, value: float | None, bounds: tuple[float, float]) -> float | None:
    low, high = bounds
    if value is not None and not low <= value <= high:
        raise _refused(path, key, value, words.get("error.toml_between", low=f"{low:g}", high=f"{high:g}"))
    return value


def _logo(path: Path, name: str | None) -> Path | None:
    if not name:
        return None
    found = path.parent / name
    if found.suffix.lower() not in LOGOS or not found.is_file():
        raise _refused(path, "logo", name, words.get("error.toml_logo", known=", ".join(LOGOS)))
    return found


def _refused(path: Path, key: str, value: object, remedy: str) -> UsageError:
    return UsageError(words.get("error.toml_value", path=path.as_posix(), key=f"{SECTION}.{key}", value=value), remedy)
