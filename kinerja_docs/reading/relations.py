"""Relationship parts of an Office file: what a document pulls in from outside."""

from __future__ import annotations

import re

_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_HYPERLINK = b"/hyperlink"
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""")


def external_data(data: bytes) -> bool:
    """Whether a relationship part names something outside the file that is more than a hyperlink."""
    if b"External" not in data:
        return False
    return any(_EXTERNAL.search(one) and _HYPERLINK not in one for one in _RELATIONSHIP.findall(data))
