"""Relationship parts of an Office file: what belongs to what, where the main part lies, what comes from outside."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from xml.parsers import expat

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.package import Package

_PACKAGE = "_rels/.rels"
_EXTERNAL = "External"
_REMOTE = ("http:", "https:", "ftp:", "\\\\", "file://\\\\")


class Relation(NamedTuple):
    """One relationship: the last word of its type, its target (a part name, or an address), and where that is."""

    kind: str
    target: str
    outside: bool


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """The relationships of a part by their identifiers; none where it has no such part."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    return _read(package, rels, folder) if rels in package else {}


def external_data(package: Package, rels: str) -> bool:
    """Whether a relationship part names something outside the file that is more than a hyperlink."""
    data = package.read(rels)
    if b"External" not in data and data.isascii():
        return False
    return any(map(_is_data, _parse(data, rels, "").values()))


def main_part(package: Package, usual: str) -> str:
    """The name of the main part: ``usual``, or what the package says where some programs name it otherwise."""
    if usual in package or _PACKAGE not in package:
        return usual
    for relation in _read(package, _PACKAGE, "").values():
        if relation.kind == "officeDocument":
            return relation.target.lower()
    return usual


def _is_data(relation: Relation) -> bool:
    if relation.kind == "attachedTemplate":  # most are the writer's own template, which nobody else's Word looks for
        return relation.outside and relation.target.lower().startswith(_REMOTE)
    return relation.outside and relation.kind != "hyperlink"


def _read(package: Package, rels: str, folder: str) -> dict[str, Relation]:
    return _parse(package.read(rels), rels, folder)


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
    except expat.ExpatError as error:
        raise ReadingError("BRK001", "damaged", f"{rels}: {error}") from error
    return found
