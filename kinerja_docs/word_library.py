"""docxtpl, without what its import does to python-docx."""

from __future__ import annotations

from typing import Any


def docxtpl() -> Any:
    """The library. What it imports gives the prefix ``cp`` of python-docx to another namespace, after which every
    document that python-docx writes says in the wrong place who changed it last; so the prefix is given back."""
    from docx.oxml.ns import nsmap

    held = nsmap["cp"]
    import docxtpl as library

    nsmap["cp"] = held
    return library
