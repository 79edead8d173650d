"""Where the checks of action plans point, on a table as a document draws it."""

from __future__ import annotations

from datetime import date

from kinerja_docs.checking.hits import Context
from kinerja_docs.checking.run import Checker
from kinerja_docs.extracting import extract
from kinerja_docs.extracting.forms import load_forms
from tests.checking.sheets import only
from tests.extracting.sketch import Sketch


def test_a_row_without_a_mark_is_told_at_its_first_quarter() -> None:
    sketch = Sketch().say("RENCANA AKSI REFORMASI BIROKRASI", "TAHUN 2026")
    sketch.table(
        [
            ["No", "Pokja", "Rencana Aksi", "Indikator Keberhasilan", "Waktu Pelaksanaan", "<", "<", "<"],
            ["^", "^", "^", "^", "TW I", "TW II", "TW III", "TW IV"],
            ["1", "Tata Laksana", "Membentuk agen", "Agen ditetapkan", "√", "", "", ""],
            ["2", "Tata Laksana", "Menyusun peta proses", "Peta ditetapkan", "", "", "", ""],
        ]
    )
    records = extract(sketch.document, load_forms())
    findings, _ = Checker(only("RAK002"), "id").check(
        "rencana.docx", sketch.document, records, Context(date(2026, 11, 20))
    )
    assert [(one.code, one.location.table, one.location.row, one.location.column) for one in findings] == [
        ("RAK002", 1, 4, 5)
    ]
