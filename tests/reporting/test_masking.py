"""Numbers of persons are shortened however they are typed; other numbers stay."""

from __future__ import annotations

import pytest

from kinerja_docs.reporting.masking import masked, masker

KEPT = "••••••001"


@pytest.mark.parametrize(
    "number",
    [
        "199001012015032001",
        "19900101 201503 2 001",
        "19900101.201503.2.001",
        "1990 0101 2015 03 2 001",
        "19900101\u00a0201503\u00a02\u00a0001",
        "1990010 201503 2 001",  # a digit too few
        "19900101 2015O3 2 001",  # a letter for a digit
        "3504123456789001",  # NIK
        "1990010120150320001",
    ],
)
def test_numbers_of_persons(number: str) -> None:
    assert masked(f"skp/{number}-ani.docx (NIP {number}).") == f"skp/{KEPT}-ani.docx (NIP {KEPT})."
    assert masker(unmask=True)(number) == number


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.234.567.890.123.456",
        "Rp 900.000.000.000.000.000",
        "2025 2026 2027 2028 2029",
        "01.01.2026 31.12.2026",
        "014/PR.03/K.JI-24/03/2026",
        "0123456789abcdef",
        "75.000 menit, 1.250 jam",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text
