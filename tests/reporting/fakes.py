"""Hand-made outcomes for the renderers: two files, made-up people, every kind of place."""

from __future__ import annotations

from kinerja_docs.model import (
    FILE,
    Basis,
    Block,
    Cell,
    FileResult,
    Finding,
    Location,
    Record,
    Row,
    Skipped,
    Value,
)
from kinerja_docs.outcome import CheckOutcome, Failure, ReadOutcome

TABLE = Block("table", 4)
SHEET = Block("sheet", 1, name="SKP 2026")
PARAGRAPH = Block("paragraph")
HASH = "0" * 64


def finding(code: str, severity: str, place: Location, **changes: object) -> Finding:
    """A finding of the first file with made-up words."""
    keys: dict[str, object] = {
        "code": code,
        "name": "target-kosong",
        "severity": severity,
        "confidence": "certain",
        "file": "skp/ani.docx",
        "document": 0,
        "location": place,
        "related": [],
        "message": f"pesan {code}",
        "fix": f"perbaikan {code}",
        "owner": "pegawai",
        "legal_basis": [Basis("PermenPANRB 6/2022", "Pasal 8")],
        "fingerprint": "0123456789abcdef",
    }
    return Finding(**{**keys, **changes})  # type: ignore[arg-type]


def record() -> Record:
    """An SKP with a table of one row under a two-column header."""
    header = Cell(TABLE, 2, 6, "TARGET\n2026")
    name, nip = Cell(TABLE, 1, 1, "Ani Lestari, S.H."), Cell(TABLE, 1, 2, "19900101 201503 2 001")
    cell = Cell(TABLE, 8, 6, "12 Laporan")
    place = Cell(PARAGRAPH, 13, 1, "2 Januari 2026")
    return Record(
        0,
        "skp",
        title="SASARAN KINERJA PEGAWAI",
        recognised_by="sasaran kinerja pegawai",
        fields={
            "pegawai.nama": Value("Ani Lestari, S.H.", None, name),
            "pegawai.nip": Value("19900101 201503 2 001", "199001012015032001", nip),
            "tanggal": Value("2 Januari 2026", "2026-01-02", place),
        },
        rows={"hasil_kerja": [Row({"target": Value("12 Laporan", 12.0, cell, "laporan")})], "perilaku": []},
        columns={"hasil_kerja": {"target": header}},
    )


def checked(language: str = "id") -> CheckOutcome:
    """A good file, a file with an error and a note at one place, and one that could not be read."""
    files = [
        FileResult("iku/baik.docx", HASH, 9, "submitted", "read", [], "siap"),
        FileResult("skp/ani.docx", HASH, 9, "submitted", "read", [record()], "perbaiki"),
        FileResult("skp/rusak.docx", "", 0, "submitted", "unreadable", [], "belum_terbaca"),
    ]
    accepted = {"reason": "disepakati", "by": "Kepala", "date": "2026-02-01", "until": None}
    findings = [
        finding("SKP012", "warning", Location("table_cell", table=4, row=8, column=4), confidence="likely"),
        finding(
            "SKP007", "error", Location("table_cell", table=4, row=8, column=6), related=[Location("page", page=2)]
        ),
        finding("SKP009", "warning", Location("paragraph", paragraph=3, part="header1"), accepted=accepted),
        finding("BRK001", "error", FILE, file="skp/rusak.docx", document=None, legal_basis=[]),
    ]
    skipped = [Skipped("DOK004", "skp/ani.docx", 0, "no_office", "data kantor tidak ada")]
    return CheckOutcome(
        {"name": "kinerja-docs", "version": "0"},
        [{"id": "skp", "version": "1", "sha256": HASH, "origin": "shipped"}],
        files,
        findings,
        skipped,
        language,
        failures={"skp/rusak.docx": Failure("BRK001", "damaged")},
        unreadable=True,
        forms={"skp": "Sasaran Kinerja Pegawai"},
    )


def was_read() -> ReadOutcome:
    """The same files as ``read`` gives them."""
    outcome = checked()
    return ReadOutcome(outcome.files, outcome.failures, [], [], outcome.forms)
