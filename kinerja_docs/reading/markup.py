"""XML from outside, parsed without entities, DTDs or network."""

from __future__ import annotations

import re

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import exceeded

MAXIMUM_DEPTH = 256  # libxml2's own bound without huge_tree

# One parser for all files: making one costs as much as parsing a small part, and lxml guards it with a lock. Comments
# and instructions are dropped, because they would cut a text in two, of which lxml gives the first half only.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml)/main")
_STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parse(data: bytes, part: str) -> etree._Element:
    """The root element; BRK001 ``damaged`` or ``dtd``, BRK006 ``nesting``. ``part`` is named in the detail."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, data, part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadingError("BRK001", "dtd", part)
    return root


def _refusal(error: etree.XMLSyntaxError, data: bytes, part: str) -> ReadingError:
    message = str(error)
    if "xcessive depth" in message or "parser error : Maximum" in message:
        return exceeded("nesting", MAXIMUM_DEPTH)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return ReadingError("BRK001", "dtd", part)
    return ReadingError("BRK001", "damaged", f"{part}: {message}")


def parse_office(data: bytes, part: str, namespace: str) -> etree._Element:
    """As :func:`parse`, with ISO "strict" namespaces turned into the usual ones (``namespace``)."""
    root = parse(data, part)
    if root.tag.startswith("{http://purl.oclc.org/ooxml/"):
        data = _STRICT.sub(namespace.encode(), etree.tostring(root)).replace(_STRICT_RELATIONS, _RELATIONS)
        root = parse(data, part)
    return root
