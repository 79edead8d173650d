"""A lampiran in a file of its own is checked together with its document, and its findings point into its own file."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from kinerja_docs import api
from kinerja_docs.joining import Mains, belongs_to
from kinerja_docs.model import Block, Cell, Record, Value

SKP = Path(__file__).parents[2] / "samples" / "kantor-bersih" / "skp" / "skp-purwanti.docx"
ANNEX = "LAMPIRAN SASARAN KINERJA PEGAWAI"
RESOURCE = "Kendaraan dinas untuk pengawasan lapangan"
OPTIONS = api.Options(today=date(2026, 11, 20))


def texts(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter() if node.tag.endswith("}t"))


def half(path: Path, keep_annex: bool, change: Callable[[str], str] = str) -> None:
    """The sample without its annex, or the annex alone, its resource changed."""
    document = docx.Document(str(SKP))
    body = list(document.element.body)
    start = next(number for number, element in enumerate(body) if texts(element) == ANNEX)
    gone: Iterable[Any] = body[:start] if keep_annex else body[start:-1]
    for element in gone:
        document.element.body.remove(element)
    for node in document.element.body.iter():
        if node.tag.endswith("}t") and node.text and RESOURCE in node.text:
            node.text = change(node.text)
    document.save(str(path))


def found(outcome: api.CheckOutcome) -> list[tuple[str, str]]:
    return [(Path(finding.file).name, finding.code) for finding in outcome.findings]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    half(tmp_path / "skp.docx", keep_annex=False)
    half(tmp_path / "lampiran.docx", keep_annex=True)
    return tmp_path


def test_alone_the_document_lacks_its_annex(office: Path) -> None:
    assert found(api.check([str(office / "skp.docx")], OPTIONS)) == [("skp.docx", "SKP016")]
    part = api.read([str(office / "lampiran.docx")], OPTIONS).files[0].records[0]
    assert (part.form, part.part) == ("skp", True)


def test_together_nothing_is_missing(office: Path) -> None:
    outcome = api.check([str(office)], OPTIONS)
    assert found(outcome) == []
    assert [result.verdict for result in outcome.files] == ["siap", "siap"]


def test_a_defect_of_the_annex_points_into_the_annex(office: Path) -> None:
    half(office / "lampiran.docx", keep_annex=True, change=lambda text: "[isi dukungan sumber daya]")
    outcome = api.check([str(office)], OPTIONS)
    alone = api.check([str(office / "lampiran.docx")], OPTIONS)
    assert found(outcome) == [("lampiran.docx", "DOK003")]
    assert outcome.findings[0].location == next(one.location for one in alone.findings if one.code == "DOK003")


def test_an_annex_of_another_year_stays_alone(office: Path) -> None:
    document = docx.Document(str(office / "lampiran.docx"))
    for node in document.element.body.iter():
        if node.tag.endswith("}t") and node.text:
            node.text = node.text.replace("2026", "2025")
    document.save(str(office / "lampiran.docx"))
    assert ("skp.docx", "SKP016") in found(api.check([str(office)], OPTIONS))


def record(part: bool, year: int, person: str) -> Record:
    fields = {"tahun": (str(year), year), "pegawai.nama": (person, None)}
    cell = Cell(Block("paragraph"), 1, 1, "")
    return Record(0, "skp", part=part, fields={name: Value(*value, cell) for name, value in fields.items()})


def test_one_candidate_is_needed() -> None:
    part = record(True, 2026, "ANI LESTARI")
    main, other = record(False, 2026, "Ani Lestari, S.H."), record(False, 2025, "Ani Lestari, S.H.")
    assert belongs_to(part, [other, main]) is main
    assert belongs_to(part, [other]) is None
    assert belongs_to(part, [main, main]) is None
    assert belongs_to(part, [record(False, 2026, "Budi Santosa")]) is None


def sharing(part: bool, nip: str, person: str, unit: str) -> Record:
    """A record with some of what two documents may have in common."""
    cell = Cell(Block("paragraph"), 1, 1, "")
    given = {"pegawai.nip": nip, "pegawai.nama": person, "pegawai.unit_kerja": unit}
    return Record(0, "skp", part=part, fields={name: Value(text, text, cell) for name, text in given.items() if text})


def test_a_main_is_found_as_if_all_had_been_looked_at() -> None:
    kinds = list(itertools.product(("", "1", "2"), ("", "Ani", "Budi"), ("", "Sekretariat", "Divisi")))
    mains = [sharing(False, *kind) for kind in kinds]
    for kind in kinds:
        part = sharing(True, *kind)
        for others in [mains, mains[::5], *([main] for main in mains)]:
            index = Mains()
            for number, main in enumerate(others):
                index.add(number, main, None)
            found = index.main_of(part, -1, None)
            assert (found[1] if found else None) is belongs_to(part, others)
            assert index.main_of(part, -1, "another office") is None
