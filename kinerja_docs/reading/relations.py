"""Relationship parts of an Office file: what belongs to what, where the main part lies, what comes from outside."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from xml.parsers import expat

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.package import Package

_PACKAGE = "_rels/.rels"
_EXTERNAL = "External"
_OUTSIDE = _EXTERNAL.encode()
_REMOTE = ("http:", "https:", "ftp:", "\\\\", "file://\\\\")


class Relation(NamedTuple):
    """One relationship: the last word of its type, its target (a part name, or an address), and where that is."""

    kind: str
    target: str
    outside: bool


class Relations:
    """The relationship parts of a package, each read once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, dict[str, Relation]] = {}

    def of(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their identifiers; none where it has no such part."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        return self._read(rels) if rels in self._package else {}

    def external_data(self, folder: str) -> bool:
        """Whether a part in the folder names something outside the file that is more than a hyperlink."""
        names = [name for name in self._package.starting(folder) if name.endswith(".rels")]
        leading = [name for name in names if self._leads_out(name)]
        return any(_is_data(relation) for name in leading for relation in self._read(name).values())

    def _leads_out(self, rels: str) -> bool:
        """Whether a relationship part may name anything outside the file; most do not, and need not be parsed."""
        data = self._package.read(rels)
        return _OUTSIDE in data or not data.isascii() or b"\0" in data or b"&#" in data

    def _read(self, rels: str) -> dict[str, Relation]:
        known = self._known.get(rels.lower())
        if known is None:
            folder = posixpath.dirname(posixpath.dirname(rels))
            known = self._known[rels.lower()] = _parse(self._package.read(rels), rels, folder)
        return known


def main_part(package: Package, usual: str) -> str:
    """The name of the main part: ``usual``, or what the package says where some programs name it otherwise."""
    if usual in package or _PACKAGE not in package:
        return usual
    for relation in _parse(package.read(_PACKAGE), _PACKAGE, "").values():
        if relation.kind == "officeDocument":
            return relation.target.lower()
    return usual


def _is_data(relation: Relation) -> bool:
    if not relation.outside or relation.kind == "hyperlink":
        return False
    # Most templates are the writer's own, on a disk where nobody else's Word looks for them.
    return relation.kind != "attachedTemplate" or relation.target.lower().startswith(_REMOTE)


def _parse(data: bytes, rels: str, folder: str) -> dict[str, Relation]:
    """By expat, which is done with these few elements before a tree is begun; document types are refused."""
    found: dict[str, Relation] = {}

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            outside = attributes.get("TargetMode") == _EXTERNAL
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", str(len(found)))] = Relation(kind, target, outside)

    def refuse(*_: object) -> None:
        raise ReadingError("BRK001", "dtd", rels)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for encodings that expat does not know
        raise ReadingError("BRK001", "damaged", f"{rels}: {error}") from error
    return found
