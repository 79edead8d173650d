"""The committed samples are what their maker makes today, and ordinary programs open them."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.accuracy.system import read_and_check
from tests.maker.make_samples import SAMPLES, all_samples, expectation_path, expectation_text
from tests.maker.sample_office import Sample

MADE = all_samples()
BROKEN = ("rusak.docx", "kosong.xlsx")
KEPT = ("README.md", "bermasalah/terkunci.docx")  # written by hand, and encrypted once


@pytest.mark.parametrize("sample", MADE, ids=lambda sample: sample.path)
def test_sample_is_current(sample: Sample) -> None:
    assert (SAMPLES / sample.path).read_bytes() == sample.data, "run: python -m tests.maker.make_samples"


@pytest.mark.parametrize("sample", [sample for sample in MADE if sample.labels], ids=lambda sample: sample.path)
def test_expectation_is_current(sample: Sample) -> None:
    assert expectation_path(sample).read_text("utf-8") == expectation_text(sample), (
        "run: python -m tests.maker.make_samples"
    )


def test_no_other_file_lies_in_the_samples() -> None:
    lying = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file()}
    assert lying == {sample.path for sample in MADE} | set(KEPT)


def test_the_readme_names_every_faulty_sample() -> None:
    readme = (SAMPLES / "README.md").read_text("utf-8")
    faulty = [Path(sample.path).name for sample in MADE if sample.path.startswith("bermasalah/")]
    assert [name for name in faulty if f"`{name}`" not in readme] == []


@pytest.mark.parametrize(
    "sample",
    [sample for sample in MADE if sample.path.endswith((".docx", ".xlsx")) and not sample.path.endswith(BROKEN)],
    ids=lambda sample: sample.path,
)
def test_sample_opens_in_the_reference_libraries(sample: Sample) -> None:
    stream = io.BytesIO(sample.data)
    if sample.path.endswith(".xlsx"):
        assert openpyxl.load_workbook(stream).worksheets[0].max_row > 3
    else:
        assert len(Document(stream).element.body) > 3


@pytest.mark.parametrize(
    ("name", "codes", "status"),
    [
        ("rusak.docx", {"BRK001"}, "unreadable"),
        ("kosong.xlsx", {"BRK001"}, "unreadable"),
        ("terkunci.docx", {"BRK002"}, "unreadable"),
        ("bukan-formulir.xlsx", {"BRK004"}, "read"),
        ("surat-hari-tanggal-salah.docx", {"DOK001"}, "read"),
    ],
)
def test_what_is_no_form_or_no_file_is_said_to_be_so(name: str, codes: set[str], status: str) -> None:
    _, check = read_and_check(SAMPLES / "bermasalah" / name)
    assert {finding["code"] for finding in check["findings"]} == codes
    assert check["files"][0]["status"] == status


def test_the_clean_office_is_clean_as_one_submission() -> None:
    _, check = read_and_check(SAMPLES / "kantor-bersih")
    assert check["findings"] == []
    assert len(check["files"]) == 10
    assert {entry["verdict"] for entry in check["files"]} == {"siap"}
