"""The tree of a framework: a CSV with one line per node, which people edit in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.definitions.framework import CERTAINTIES, LEVELS, ROLLUPS, Counted, Head, Node, Option, Scale
from kinerja_docs.errors import DefinitionError
from kinerja_docs.spelling import remedy_for

COLUMNS = (
    "kode",
    "induk",
    "tingkat",
    "nama",
    "nama_lain",
    "bobot",
    "jawaban",
    "gabung",
    "rumus",
    "bukti",
    "keyakinan",
    "catatan",
)
NO_WEIGHT = "-"
_WEIGHTLESS = ("hitung", "rincian", "bukti")  # what never has a weight of its own
_Row = Mapping[str, str]


class _Place:
    """A line of the file, for errors."""

    def __init__(self, path: Path, line: int) -> None:
        self.path = path
        self.line = line

    def error(self, key: str, remedy: str = "", /, **params: object) -> DefinitionError:
        return DefinitionError(self.path.as_posix(), self.line, words.get(f"definition.{key}", None, **params), remedy)


def read_tree(path: Path, head: Head) -> dict[str, Node]:
    """The nodes by code, in file order. Raises DefinitionError with the line."""
    rows = _rows(path)
    codes = [row["kode"] for _, row in rows]
    nodes: dict[str, Node] = {}
    for place, row in rows:
        node = _node(place, row, head, nodes, codes)
        nodes[node.code] = node
    _check_weights(path, head, nodes)
    return nodes


def combined_hash(*paths: Path) -> str:
    """One hash over several files, so that a changed tree shows."""
    found = hashlib.sha256()
    for path in paths:
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _rows(path: Path) -> list[tuple[_Place, _Row]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError(path.as_posix(), 1, words.get("definition.not_utf8")) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    first = _Place(path, 1)
    for name in reader.fieldnames or ():
        if name not in COLUMNS:
            raise first.error("unknown_column", remedy_for(str(name), COLUMNS), name=name)
    for name in COLUMNS:
        if name not in (reader.fieldnames or ()):
            raise first.error("missing_column", name=name)
    found: list[tuple[_Place, _Row]] = []
    try:
        for row in reader:
            place = _Place(path, reader.line_num)
            if None in row or None in row.values():
                raise place.error("ragged_line")
            if any(row.values()):
                found.append((place, {name: str(text).strip() for name, text in row.items()}))
    except csv.Error as error:
        raise _Place(path, reader.line_num).error("not_csv", detail=error) from error
    return found


def _node(place: _Place, row: _Row, head: Head, before: Mapping[str, Node], codes: list[str]) -> Node:
    code = row["kode"]
    if not code or not row["nama"]:
        raise place.error("missing_key", key="kode" if not code else "nama")
    if code in before:
        raise place.error("repeated_node", code=code, line=before[code].line)
    level = _one_of(place, "tingkat", row["tingkat"], LEVELS)
    rollup = _one_of(place, "gabung", row["gabung"], ROLLUPS)
    certainty = _one_of(place, "keyakinan", row["keyakinan"], CERTAINTIES)
    parent = row["induk"] or _parent(code, before)
    if parent is not None and parent not in before:
        raise place.error("unknown_node", remedy_for(parent, before), code=parent)
    weight = _weight(place, row["bobot"])
    if weight is None and _needs_weight(rollup, before.get(parent) if parent else None):
        raise place.error("missing_weight", code=code)
    scale = _scale(place, row["jawaban"], head, weight)
    if (rollup in ("jawaban", "rincian")) != (scale is not None) and rollup != "hitung":
        raise place.error("scale_and_rollup", code=code, rollup=rollup)
    formula = _formula(place, row["rumus"], codes) if rollup == "hitung" else None
    return Node(
        code=code,
        parent=parent,
        level=level,
        name=row["nama"],
        aliases=_parts(row["nama_lain"], "|"),
        weight=weight,
        scale=scale,
        scale_name=row["jawaban"],
        rollup=rollup,
        formula=formula,
        kinds=_kinds(place, row["bukti"], head),
        certainty=certainty,
        note=row["catatan"],
        line=place.line,
    )


def _one_of(place: _Place, key: str, word: str, known: Iterable[str]) -> Any:
    if not word:
        raise place.error("missing_key", key=key)
    if word not in known:
        raise place.error("unknown_word", remedy_for(word, known), key=key, word=word)
    return word


def _parent(code: str, before: Mapping[str, Node]) -> str | None:
    """The node with the longest code that this one goes on from."""
    parts = code.split(".")
    for size in range(len(parts) - 1, 0, -1):
        candidate = ".".join(parts[:size])
        if candidate in before:
            return candidate
    return None


def _weight(place: _Place, text: str) -> Fraction | None:
    """None for ``-``; a blank is an error, because nobody can tell a forgotten weight from none."""
    if text == NO_WEIGHT:
        return None
    if not text:
        raise place.error("blank_weight")
    try:
        weight = Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise place.error("not_a_number", word=text) from error
    if weight <= 0:
        raise place.error("weight_not_positive", word=text)
    return weight


def _needs_weight(rollup: str, parent: Node | None) -> bool:
    if rollup in _WEIGHTLESS or rollup == "tidak-dihitung":
        return False
    return parent is None or parent.rollup == "jumlah"


def _scale(place: _Place, text: str, head: Head, weight: Fraction | None) -> Scale | None:
    """A scale of the head by name, or one written out: shares ``Ya=1|Tidak=0``, points ``Ya:0.5|Tidak:0``."""
    if not text:
        return None
    if "=" not in text and ":" not in text:
        if text not in head.scales:
            raise place.error("unknown_scale", remedy_for(text, head.scales), name=text)
        return head.scales[text]
    options: list[Option] = []
    for part in _parts(text, "|"):
        mark = "=" if "=" in part else ":"
        word, _, value = part.rpartition(mark)
        share = _option_value(place, value)
        if mark == ":":
            if weight is None:
                raise place.error("points_without_weight")
            share /= weight
        options.append(Option(word=word.strip(), value=share))
    if len(options) < 2:
        raise place.error("scale_without_options")
    return Scale(kind="options", options=tuple(options))


def _option_value(place: _Place, text: str) -> Fraction:
    try:
        return Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise place.error("not_a_number", word=text) from error


def _formula(place: _Place, text: str, codes: list[str]) -> Counted:
    """``a - b / c + d``: counts added and taken off, over the counts of the whole."""
    part, slash, whole = text.partition("/")
    plus, minus = _terms(part)
    below, taken = _terms(whole)
    if not slash or not plus or not below or taken:
        raise place.error("bad_formula", word=text)
    counted = Counted(plus, minus, below)
    for code in counted.codes:
        if code not in codes:
            raise place.error("unknown_node", remedy_for(code, codes), code=code)
    return counted


def _terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plus: list[str] = []
    minus: list[str] = []
    into = plus
    for word in text.split():
        if word in "+-":
            into = plus if word == "+" else minus
        else:
            into.append(word)
    return tuple(plus), tuple(minus)


def _kinds(place: _Place, text: str, head: Head) -> tuple[tuple[str, ...], ...]:
    """``sk; daftar_hadir|foto``: every group is wanted, any alternative of it will do."""
    groups = tuple(_parts(group, "|") for group in _parts(text, ";"))
    for kind in (kind for group in groups for kind in group):
        if kind not in head.evidence:
            raise place.error("unknown_evidence", remedy_for(kind, head.evidence), name=kind)
    return groups


def _parts(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def _check_weights(path: Path, head: Head, nodes: Mapping[str, Node]) -> None:
    """Where a node is the sum of weighted nodes, their weights make up its own."""
    sums: dict[str, Fraction] = {}
    for node in nodes.values():
        if node.parent is not None and node.weight is not None and nodes[node.parent].rollup == "jumlah":
            sums[node.parent] = sums.get(node.parent, Fraction(0)) + node.weight
    for code, total in sums.items():
        node = nodes[code]
        if node.weight is not None and abs(total - node.weight) > head.weight_tolerance:
            place = _Place(path, node.line)
            raise place.error("weights_do_not_add_up", code=code, weight=float(node.weight), total=float(total))
