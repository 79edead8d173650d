"""For a file in no known form: which form is nearest, and which heading was missing."""

from __future__ import annotations

from kinerja_docs.extracting.forms import Form, Forms
from kinerja_docs.extracting.scan import Scan
from kinerja_docs.model import Document
from kinerja_docs.text import fold

_COMMON = frozenset({"nomor", "keterangan", "tahun", "satuan", "anggaran", "jabatan", "nama"})  # every table has them
_ENOUGH = 3


def nearest_form(document: Document, forms: Forms) -> dict[str, str]:
    """``{"form": id, "missing": heading}`` of the form whose words occur most, or an empty dict when none do."""
    best: tuple[int, Form] | None = None
    for form in forms.forms:
        scan = Scan(document.lines, form)
        found = {(r.kind, r.name, r.table) for marks in scan.marks for _, roles in marks for r in roles}
        score = len([role for role in found if role[0] != "label" and role[1] not in _COMMON])
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = (score, form)
    if best is None:
        return {}
    return {"form": best[1].id, "missing": fold(best[1].layout.recognise.titles[0]).upper()}
