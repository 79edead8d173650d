"""The frame of a document: forms are recognised by it, and nobody in it."""

from __future__ import annotations

from kinerja_docs.extracting import skeleton
from tests.extracting.sketch import Sketch


def test_headings_and_headers_stay_and_content_goes() -> None:
    sketch = Sketch().say("SASARAN KINERJA PEGAWAI", "Tulungagung, 5 Januari 2026", "NIP 199001012015011001")
    sketch.say(" ".join(["uraian"] * 40))
    sketch.table(
        [
            ["NO", "RENCANA HASIL KERJA", "TARGET"],
            ["1", "Wulan Prameswari menyusun", "40 berkas"],
            ["2", "Bagas Adinata", "12"],
            ["3", "Sekar Widuri", "13"],
        ]
    )
    frame = skeleton(sketch.document)
    assert frame[0] == "SASARAN KINERJA PEGAWAI" and "NO | RENCANA HASIL KERJA | TARGET" in frame
    text = "\n".join(frame)
    for secret in ("Wulan", "Prameswari", "Bagas", "Adinata", "Sekar", "Widuri", "Tulungagung", "1990", "40", "13"):
        assert secret not in text
    assert not any(letter.isdigit() for letter in text)
