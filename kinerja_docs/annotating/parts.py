"""The parts of an Office package as they are changed: parsed once, written once, all others copied as they are."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import DEFAULT
from kinerja_docs.reading.package import member_name, open_zip, unpack

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
_NAMES: Any = {None: RELATIONS}  # the stubs do not know that a default namespace has no prefix
OWN = "KinerjaDocs"  # begins the ids of our relationships
KEPT = f"{OWN}Kept"  # and of those in a list that was there before, empty


class Parts:
    """The parts by name. ``tree(name)`` gives a part to change; whatever was asked for is written anew."""

    def __init__(self, data: bytes) -> None:
        self._zip = open_zip(io.BytesIO(data), DEFAULT)
        self._members = {member_name(member): member for member in self._zip.filelist}
        self._trees: dict[str, etree._Element] = {}
        self._added: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self._changed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return (name in self._members or name in self._added) and name not in self._gone

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*self._members, *self._added) if name not in self._gone)

    def raw(self, name: str) -> bytes:
        """A part as it is stored."""
        return self._added[name] if name in self._added else unpack(self._zip, self._members[name], DEFAULT)

    def tree(self, name: str, change: bool = True) -> etree._Element:
        """A part's root; ``change``: it is going to be written."""
        if change:
            self._changed.add(name)
        if name not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            try:
                self._trees[name] = etree.fromstring(self.raw(name), parser)
            except etree.XMLSyntaxError as error:
                raise ReadingError("BRK001", "damaged", name) from error
        return self._trees[name]

    def add(self, name: str, root: etree._Element | bytes) -> None:
        """A new part."""
        self._gone.discard(name)
        if isinstance(root, bytes):
            self._added[name] = root
        else:
            self._added[name] = b""
            self._trees[name] = root
            self._changed.add(name)

    def remove(self, name: str) -> None:
        """Leave a part out."""
        self._gone.add(name)

    # -- relationships and content types

    def related(self, name: str) -> str:
        """The part that holds the relationships of another."""
        folder, file = posixpath.split(name)
        return posixpath.join(folder, "_rels", f"{file}.rels")

    def targets(self, name: str, kind: str) -> dict[str, str]:
        """Ids and part names of the relationships of a kind (the end of its type)."""
        rels = self.related(name)
        if rels not in self:
            return {}
        folder = posixpath.dirname(name)
        return {
            one.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/")
            for one in self.tree(rels, change=False)
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External"
        }

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relationship; its id."""
        rels = self.related(name)
        if rels not in self:
            self.add(rels, etree.Element(f"{{{RELATIONS}}}Relationships", nsmap=_NAMES))
        root = self.tree(rels)
        taken = {one.get("Id", "") for one in root}
        was_empty = rels in self._members and all(id.startswith(KEPT) for id in taken)
        begin = KEPT if was_empty else OWN
        id = next(f"{begin}{n}" for n in range(1, len(taken) + 2) if f"{begin}{n}" not in taken)
        one = etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=id, Type=f"{OFFICE}/{kind}")
        one.set("Target", posixpath.relpath("/" + target, "/" + posixpath.dirname(name)))
        return id

    def unrelate(self, name: str) -> list[tuple[str, str]]:
        """Take our relationships of a part out; their ids and targets. The targets are removed with them."""
        rels = self.related(name)
        if rels not in self:
            return []
        found = []
        folder = posixpath.dirname(name)
        for one in list(self.tree(rels, change=False)):
            if one.get("Id", "").startswith(OWN):
                target = posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/")
                found.append((one.get("Id", ""), target))
                drop(one)
                self.remove(target)
                self.undeclare(target)
        if found:
            self._changed.add(rels)
            if not len(self.tree(rels)) and not any(id.startswith(KEPT) for id, _ in found):
                self.remove(rels)
        return found

    def declare(self, name: str, content_type: str) -> None:
        """Declare the content type of a new part."""
        root = self.tree(CONTENT_TYPES)
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def undeclare(self, name: str) -> None:
        """Take the declaration of a removed part out."""
        for one in list(self.tree(CONTENT_TYPES, change=False)):
            if one.get("PartName") == f"/{name}":
                self._changed.add(CONTENT_TYPES)
                drop(one)

    def main(self, kind: str = "officeDocument") -> str:
        """The name of the document's or the workbook's part; BRK001 where the package names none."""
        for target in self.targets("", kind).values():
            if target in self:
                return target
        raise ReadingError("BRK001", "damaged", "_rels/.rels")

    def write(self) -> bytes:
        """The package: parts in their old order, new ones last, with one fixed time for what is new."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name in self:
                known = self._members.get(name)
                entry = zipfile.ZipInfo(
                    known.filename if known else name, known.date_time if known else (1980, 1, 1, 0, 0, 0)
                )
                entry.compress_type = known.compress_type if known else zipfile.ZIP_DEFLATED
                package.writestr(entry, self._content(name))
        return out.getvalue()

    def _content(self, name: str) -> bytes:
        if name in self._changed and name in self._trees:
            root = self._trees[name]
            return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.raw(name)


def drop(element: etree._Element) -> None:
    """Take an element out, leaving the text after it in place."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail, element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
