"""Relationship parts of an Office file: where its main part lies, and what it pulls in from outside."""

from __future__ import annotations

import re

from kinerja_docs.reading.package import Package

PACKAGE_RELATIONS = "_rels/.rels"
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_EXTERNAL = re.compile(rb"""\sTargetMode\s*=\s*["']External["']""")
_TYPE = re.compile(rb"""\sType\s*=\s*["'][^"']*/(\w+)["']""")
_TARGET = re.compile(rb"""\sTarget\s*=\s*["']([^"']*)["']""")


def external_data(data: bytes) -> bool:
    """Whether a relationship part names something outside the file that is more than a hyperlink."""
    if b"External" not in data:
        return False
    return any(_EXTERNAL.search(one) and _type(one) != b"hyperlink" for one in _RELATIONSHIP.findall(data))


def main_part(package: Package, usual: str) -> str:
    """The name of the main part: ``usual``, or what the package says where some programs name it otherwise."""
    if usual in package or PACKAGE_RELATIONS not in package:
        return usual
    for one in _RELATIONSHIP.findall(package.read(PACKAGE_RELATIONS)):
        target = _TARGET.search(one)
        if _type(one) == b"officeDocument" and target is not None:
            return target.group(1).decode("utf-8", errors="replace").lstrip("/").lower()
    return usual


def _type(relationship: bytes) -> bytes:
    found = _TYPE.search(relationship)
    return found.group(1) if found is not None else b""
