"""Damage to XML that stays XML, or nearly: what a spiteful writer would put into a part of an Office file."""

from __future__ import annotations

import random
import re

from fuzz.bytes_damage import Damage

HUGE = (
    *(b"999999999", b"-1", b"0", b"2147483648", b"99999999999999999999", b"1e308"),
    *(b"NaN", b"x", b"", b"16384", b"1048577"),
)
RANGES = (b"A1:XFD1048576", b"XFD1048576:A1", b"A1", b"A0:B2", b"ZZZZ1:A1", b"A1:A1048576", b"1:1048576", b"#REF!", b"")
MOST = 4 * 2**20  # bytes that a damage adds
TAG = re.compile(rb"<(/?)([\w:]+)([^<>]*?)(/?)>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
TEXT = re.compile(rb">([^<>]+)<")


def _one(pattern: re.Pattern[bytes], data: bytes, source: random.Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return source.choice(found) if found else None


def attribute(data: bytes, source: random.Random) -> bytes:
    """A value at the edge or beyond."""
    found = _one(ATTRIBUTE, data, source)
    if found is None:
        return data
    value = source.choice((*HUGE, *RANGES, b"a" * 70_000, b"&lt;&amp;", b"\xc3\xa9"))
    return data[: found.start(2)] + value + data[found.end(2) :]


def numbers(data: bytes, source: random.Random) -> bytes:
    """All values of one attribute are another number: styles, shared strings, spans, columns out of range."""
    found = _one(ATTRIBUTE, data, source)
    if found is None:
        return data
    return re.sub(b" " + re.escape(found[1]) + b'="[^"]*"', b" " + found[1] + b'="' + source.choice(HUGE) + b'"', data)


def text(data: bytes, source: random.Random) -> bytes:
    """A text or number in an element is another: dates beyond the calendar, indices beyond the table."""
    found = _one(TEXT, data, source)
    if found is None:
        return data
    value = source.choice((*HUGE, b"9" * 400, b"2958466", b"-693594", b"a" * 100_000, b"&#0;", b"&#x10FFFF;", b"]]>"))
    return data[: found.start(1)] + value + data[found.end(1) :]


def element_missing(data: bytes, source: random.Random) -> bytes:
    """A tag is missing, so that others do not close."""
    found = _one(TAG, data, source)
    return data if found is None else data[: found.start()] + data[found.end() :]


def element_twice(data: bytes, source: random.Random) -> bytes:
    """An empty element stands there very often."""
    found = _one(re.compile(rb"<[\w:]+[^<>]*/>"), data, source)
    if found is None:
        return data
    times = min(source.choice((1, 100, 20_000)), MOST // len(found[0]))
    return data[: found.end()] + found[0] * times + data[found.end() :]


def renamed(data: bytes, source: random.Random) -> bytes:
    """An element is another one, everywhere."""
    one, other = _one(TAG, data, source), _one(TAG, data, source)
    if one is None or other is None:
        return data
    return re.sub(rb"(</?)" + re.escape(one[2]) + rb"\b", rb"\g<1>" + other[2], data)


def nested(data: bytes, source: random.Random) -> bytes:
    """An element within itself within itself."""
    found = _one(re.compile(rb"<([\w:]+)>"), data, source)
    if found is None:
        return data
    depth, name = source.choice((20, 100, 200, 300, 5000)), found[1]
    inside = b"<" + name + b">"
    return data[: found.start()] + inside * depth + b"x" + (b"</" + name + b">") * depth + data[found.start() :]


def table_in_table(data: bytes, source: random.Random) -> bytes:
    """Tables in tables of a Word file, as deep as XML allows."""
    depth = source.choice((3, 20, 60))
    inner = b"<w:tbl><w:tr><w:tc>" * depth + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * depth
    return data.replace(b"<w:sectPr", inner + b"<w:sectPr", 1)


def namespace(data: bytes, source: random.Random) -> bytes:
    """A prefix stands for something else, or for nothing."""
    found = _one(re.compile(rb'xmlns(:\w+)?="([^"]*)"'), data, source)
    if found is None:
        return data
    name = source.choice((b"", b"urn:x", b"http://www.w3.org/XML/1998/namespace"))
    return data[: found.start(2)] + name + data[found.end(2) :]


def entities(data: bytes, source: random.Random) -> bytes:
    """Entities that swell, reach for a file or the network, or refer to themselves."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    doctype = source.choice(
        (
            b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>",
            b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd" [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]>',
            b'<!DOCTYPE x [<!ENTITY l9 "&l9;">]>',
            b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b'<!ATTLIST w:p w:rsidR CDATA "&l9;">]>',
        )
    )
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    body = data[at:]
    found = _one(TEXT, body, source)
    if found is not None:
        body = body[: found.start(1)] + b"&l9;" + body[found.end(1) :]
    return data[:at] + doctype + body


def encoding(data: bytes, source: random.Random) -> bytes:
    """The declared encoding is not the one, or none at all."""
    name = source.choice((b"UTF-16", b"UTF-7", b"EBCDIC-US", b"latin-1", b"x", b"US-ASCII", b"UTF-32"))
    if source.random() < 0.3:
        return data.decode("utf-8", "replace").encode(source.choice(("utf-16", "utf-32", "latin-1")), "replace")
    return re.sub(rb'encoding="[^"]*"', b'encoding="' + name + b'"', data, count=1)


def cells(data: bytes, source: random.Random) -> bytes:
    """Things that only sheets have: references out of range, merges of everything, formulas that go in circles."""
    new = source.choice(
        (
            b'<row r="1048577"><c r="XFE1"><v>1</v></c></row>',
            b'<row r="-5"><c r="A-5"><v>1</v></c></row>',
            b'<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>',
            b'<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
            b'<row r="1"><c r="A1" s="99999"><v>45000</v></c></row>',
            b'<row r="9"><c r="A9" t="d"><v>9999-99-99</v></c></row>',
            b'<row r="9"><c r="A9" s="1"><v>1e300</v></c><c r="B9" s="1"><v>-1e300</v></c></row>',
            b'<row r="9"><c r="A9"><f>A9</f><v>1</v></c><c r="B9"><f t="shared" si="0"/></c></row>',
            b'<row r="9"><c r="A9"><f t="shared" ref="A1:XFD1048576" si="0">B9+1</f></c></row>',
            b'<row r="9"><c r="A9"><f t="array" ref="A1:XFD1048576">' + b"(" * 5000 + b"</f></c></row>",
            b'<row r="9" spans="1:99999999">' + b"<c/>" * 20_000 + b"</row>",
        )
    )
    data = data.replace(b"</sheetData>", new + b"</sheetData>", 1)
    merges = b"".join(b'<mergeCell ref="' + source.choice(RANGES) + b'"/>' for _ in range(source.choice((0, 1, 50))))
    return data.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>", 1)


def spans(data: bytes, source: random.Random) -> bytes:
    """Things that only tables of Word have: spans without end, merges that never began, grids of nothing."""
    new = source.choice(
        (
            b'<w:tcPr><w:gridSpan w:val="' + source.choice(HUGE) + b'"/></w:tcPr>',
            b'<w:tcPr><w:vMerge w:val="' + source.choice((b"restart", b"continue", b"x")) + b'"/></w:tcPr>',
            b'<w:tcPr><w:vMerge/><w:hMerge/><w:gridSpan w:val="-7"/></w:tcPr>',
        )
    )
    share = source.choice((1, 10, 100_000))
    before = b'<w:trPr><w:gridBefore w:val="' + source.choice(HUGE) + b'"/></w:trPr>'
    data = data.replace(b"<w:tc>", b"<w:tc>" + new, share)
    return data.replace(b"<w:tr>", b"<w:tr>" + before, share) if source.random() < 0.3 else data


ANY: tuple[Damage, ...] = (
    *(attribute, attribute, numbers, numbers, text, text, element_missing, element_twice, renamed, nested),
    *(table_in_table, namespace, entities, encoding, cells, spans),
)
