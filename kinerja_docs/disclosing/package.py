"""A public Office package is built anew from the parts it needs: nothing comes along because it was there.

Only parts that the main part leads to by a known kind of relationship are taken; every XML part is read, cleaned and
written, pictures that stay are painted anew without their properties. The rest (properties, comments, custom XML,
embedded files, fonts, printer settings, macros, thumbnails …) is left out.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from kinerja_docs.annotating.parts import CONTENT_TYPES, OFFICE, RELATIONS, TYPES, Parts

_DATE = (1980, 1, 1, 0, 0, 0)
_NAMES: Any = {None: RELATIONS}  # the stubs do not know that a default namespace has no prefix


def kind_of(relation: etree._Element) -> str:
    """The last word of a relationship's type."""
    return (relation.get("Type") or "").rpartition("/")[2]


class PublicPackage:
    """The parts of the copy by name, with their types and relationships."""

    def __init__(self, source: Parts) -> None:
        self.source = source
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.relations: dict[str, list[tuple[str, str, str]]] = {}  # part → (id, kind, target)
        self._known = {
            one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
            for one in source.tree(CONTENT_TYPES, change=False)
            if one.get("PartName")
        }
        self._defaults = {
            one.get("Extension", "").lower(): one.get("ContentType", "")
            for one in source.tree(CONTENT_TYPES, change=False)
            if one.get("Extension")
        }

    def leads(self, name: str) -> list[tuple[str, str, str]]:
        """The relationships of a part inside the package: (id, kind, part)."""
        rels = self.source.related(name)
        if rels not in self.source:
            return []
        folder = posixpath.dirname(name)
        return [
            (one.get("Id", ""), kind_of(one), target)
            for one in self.source.tree(rels, change=False)
            if one.get("TargetMode") != "External"
            and (target := posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/"))
            in self.source
        ]

    def put(self, name: str, root: etree._Element, content_type: str = "") -> None:
        """A part of XML, as cleaned."""
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.types[name] = content_type or self._known.get(name, "application/xml")

    def relate(self, name: str, identity: str, kind: str, target: str) -> None:
        """A relationship of the copy."""
        self.relations.setdefault(name, []).append((identity, kind, target))

    def forget(self, content: bytes) -> None:
        """Leave out the parts with this content, and what leads to them."""
        gone = {name for name, data in self.parts.items() if data == content}
        for name in gone:
            del self.parts[name], self.types[name]
        for name, found in self.relations.items():
            self.relations[name] = [one for one in found if one[2] not in gone]

    def write(self, main: str) -> bytes:
        """The package; the same for the same parts."""
        self.relate("", "rId1", "officeDocument", main)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            _store(package, CONTENT_TYPES, self._content_types())
            for name, found in self.relations.items():
                folder, file = posixpath.split(name)
                _store(package, posixpath.join(folder, "_rels", f"{file}.rels"), _relations(name, found))
            for name, data in self.parts.items():
                _store(package, name, data)
        return out.getvalue()

    def _content_types(self) -> bytes:
        names: Any = {None: TYPES}
        root = etree.Element(f"{{{TYPES}}}Types", nsmap=names)
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension="rels", ContentType=_RELS_TYPE)
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension="xml", ContentType="application/xml")
        for name in self.parts:
            kind = self.types[name]
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def _relations(name: str, found: list[tuple[str, str, str]]) -> bytes:
    root = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap=_NAMES)
    folder = posixpath.dirname(name)
    for identity, kind, target in found:
        where = posixpath.relpath(f"/{target}", f"/{folder}" if folder else "/")
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=identity, Type=f"{OFFICE}/{kind}", Target=where)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _store(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, data)


def repainted(data: bytes) -> bytes | None:
    """A picture painted anew as PNG, without properties; None where it is no picture that can be painted."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            plain = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
            bare = Image.new(plain.mode, plain.size)
            bare.paste(plain)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, SyntaxError):
        return None
    out = io.BytesIO()
    bare.save(out, "PNG")
    return out.getvalue()


_MOST_PIXELS = 40_000_000


def unwrap(element: etree._Element) -> None:
    """Take an element out and leave its children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for number, child in enumerate(list(element)):
        parent.insert(place + number, child)
    parent.remove(element)
