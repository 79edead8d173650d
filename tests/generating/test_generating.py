"""Official documents: what is filled is what docxtpl fills, checked before and after, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from kinerja_docs import api, filling, printing
from kinerja_docs.definitions.manifest import manifest, manifests
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.generating.batch import APART, LEDGER, Batch, safe_name
from kinerja_docs.generating.compiled import Compiled, TooMuch, by_docxtpl, same_parts
from kinerja_docs.generating.data import read_data
from kinerja_docs.generating.template_check import check_template, leftovers
from kinerja_docs.generating.values import prepare
from kinerja_docs.options import Options

TODAY = date(2026, 11, 20)
NAMES = sorted(manifests())
HARD = 'Wulan & "Rekan" <S.H.>'


def row(name: str, rows: int = 1, **changes: str) -> dict[str, Any]:
    """A line of data as JSON: the examples of the manifest, tables with so many rows."""
    model = manifest(name).model
    entry: dict[str, Any] = {field: one.example for field, one in model.fields.items() if one.example}
    for table, one in model.tables.items():
        entry[table] = [dict(one.examples[n % len(one.examples)]) for n in range(rows)] if one.examples else []
    return {**entry, **changes}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    numbered = [
        {**entry, "nomor": f"{number:03}/{entry['nomor'].partition('/')[2]}"} if "nomor" in entry else entry
        for number, entry in enumerate(rows, 12)
    ]
    path.write_text(json.dumps(numbered, ensure_ascii=False), "utf-8")
    return path


def run(name: str, data: Path, folder: Path, **settings: Any) -> Batch:
    return filling.generate(name, data, folder, today=TODAY, **settings)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_template_agrees_with_its_manifest(name: str) -> None:
    assert check_template(manifest(name).template, manifest(name).model) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_the_empty_workbook_generates(name: str, tmp_path: Path) -> None:
    data = tmp_path / "roster.xlsx"
    data.write_bytes(filling.empty_data(name, data, "id"))
    batch = run(name, data, tmp_path / "hasil")
    assert batch.problems == [] and batch.exit_code == 0
    made = list((tmp_path / "hasil").rglob("*.docx"))
    assert len(made) == 1 and leftovers(made[0].read_bytes()) == []
    outcome = api.read([str(made[0])], Options(today=TODAY))
    assert [record.form for result in outcome.files for record in result.records] == [manifest(name).model.form]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rows", [0, 1, 3, 40])
def test_every_part_is_what_docxtpl_writes(name: str, rows: int, tmp_path: Path) -> None:
    chosen = manifest(name)
    first = next(iter(chosen.model.fields))
    texts = {field: HARD for field, one in chosen.model.fields.items() if one.kind in ("text", "name")}
    data = write(tmp_path / "d.json", row(name, rows), row(name, rows, **texts), row(name, rows, **{first: "2025"}))
    lines = prepare(read_data(data, chosen.model), chosen.model, {})
    compiled = Compiled(chosen.template)
    for line in lines:
        content = compiled.document(line.context)
        assert same_parts(content, by_docxtpl(chosen.template, line.context)) == []
        assert compiled.document(line.context) == content


def test_what_goes_in_is_read_back(tmp_path: Path) -> None:
    given = row("perjanjian_kinerja", 40, **{"pihak_pertama.nama": "Dr. Ni Luh Ayu & Ratna, S.H., M.H."})
    batch = run("perjanjian_kinerja", write(tmp_path / "d.json", given), tmp_path / "hasil")
    assert batch.exit_code == 0, batch
    path = tmp_path / "hasil" / batch.documents[0].file
    record = api.read([str(path)], Options(today=TODAY)).files[0].records[0]
    for name in (
        "tahun",
        "nomor",
        "pihak_pertama.nama",
        "pihak_pertama.jabatan",
        "pihak_kedua.nama",
        "tempat",
        "tanggal",
    ):
        assert record.text_of(name) == given[name], name
    assert record.fields["pihak_pertama.nip"].value == given["pihak_pertama.nip"]
    wanted = [(one["sasaran"], one["indikator"], one["satuan"], one["target"]) for one in given["sasaran"]]
    read = [tuple(r.text(c) for c in ("sasaran", "indikator", "satuan", "target")) for r in record.rows["sasaran"]]
    assert read == wanted
    assert record.fields["jumlah_anggaran"].value == 40 * 412_500_000


def test_a_head_signs_alone(tmp_path: Path) -> None:
    given = {k: v for k, v in row("perjanjian_kinerja").items() if not k.startswith("pihak_kedua")}
    batch = run("perjanjian_kinerja", write(tmp_path / "d.json", given), tmp_path / "hasil")
    assert batch.exit_code == 0
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "hasil" / batch.documents[0].file)).paragraphs)
    assert "pihak kedua" not in text.casefold()


def test_a_bad_line_fails_alone_and_strict_stops_all(tmp_path: Path) -> None:
    bad = row(
        "perjanjian_kinerja", **{"tanggal": "30 Februari 2026", "pihak_pertama.nip": "123", "tempat": "[isi tempat]"}
    )
    data = write(tmp_path / "d.json", row("perjanjian_kinerja"), bad)
    batch = run("perjanjian_kinerja", data, tmp_path / "hasil")
    assert [(p.code, p.row) for p in batch.problems] == [("TPL003", 2)] * 3
    assert {p.column for p in batch.problems} == {"Tanggal", "NIP pihak pertama", "Tempat"}
    assert [made.row for made in batch.documents] == [1] and batch.exit_code == 1
    strict = run("perjanjian_kinerja", data, tmp_path / "ketat", strict=True)
    assert strict.documents == [] and strict.exit_code == 1 and not (tmp_path / "ketat").exists()


def test_a_document_with_an_error_is_set_apart(tmp_path: Path) -> None:
    given = row("perjanjian_kinerja", **{"pihak_kedua.nama": "Wulan Prameswari, S.H."})
    batch = run("perjanjian_kinerja", write(tmp_path / "d.json", given), tmp_path / "hasil")
    assert batch.exit_code == 1 and batch.documents[0].file.startswith(f"{APART}/")
    assert "PK002" in {finding.code for finding in batch.documents[0].findings}


def test_workbooks_say_where_they_are_wrong(tmp_path: Path) -> None:
    data = tmp_path / "roster.xlsx"
    data.write_bytes(filling.empty_data("perjanjian_kinerja", data, "id"))
    book = openpyxl.load_workbook(data)
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, head["NIP pihak pertama"]).value = 197204151998032007
    sheet.cell(1, sheet.max_column + 1).value = "Tangal"
    book.save(data)
    batch = run("perjanjian_kinerja", data, tmp_path / "hasil")
    found = {(p.sheet, p.row, p.column, p.code) for p in batch.problems}
    assert found == {("Data", 2, "NIP pihak pertama", "TPL003"), ("Data", 1, "Tangal", "TPL002")}


def test_nothing_is_written_over_and_a_broken_run_goes_on(tmp_path: Path) -> None:
    rows = [row("perjanjian_kinerja", **{"pihak_pertama.nama": f"Orang {n}, S.E."}) for n in range(3)]
    data, folder = write(tmp_path / "d.json", *rows), tmp_path / "hasil"
    first = run("perjanjian_kinerja", data, folder)
    with pytest.raises(UsageError):
        run("perjanjian_kinerja", data, folder)
    (folder / first.documents[1].file).unlink()
    again = run("perjanjian_kinerja", data, folder, resume=True)
    assert again.kept == 2
    assert [made.sha256 for made in again.documents] == [made.sha256 for made in first.documents]
    for made in again.documents:
        assert hashlib.sha256((folder / made.file).read_bytes()).hexdigest() == made.sha256
    ledger = json.loads((folder / LEDGER).read_text("utf-8"))
    assert [entry["person"] for entry in ledger["documents"]] == [f"Orang {n}, S.E." for n in range(3)]
    assert run("perjanjian_kinerja", data, folder, force=True).kept == 0
    (folder / first.documents[2].file).write_bytes(b"disunting orang")
    with pytest.raises(UsageError):
        run("perjanjian_kinerja", data, folder, resume=True)
    assert (folder / first.documents[2].file).read_bytes() == b"disunting orang"


def test_going_on_still_tells_what_is_wrong(tmp_path: Path) -> None:
    given = row("perjanjian_kinerja", **{"pihak_kedua.nama": "Wulan Prameswari, S.H."})
    data, folder = write(tmp_path / "d.json", given), tmp_path / "hasil"
    first = run("perjanjian_kinerja", data, folder)
    again = run("perjanjian_kinerja", data, folder, resume=True)
    assert again.kept == 1 and again.exit_code == first.exit_code == 1
    assert [f.code for f in again.documents[0].findings] == [f.code for f in first.documents[0].findings]


def test_names_of_files() -> None:
    assert safe_name('PK 2026: "Ani"/Budi 19720415 199803 2 007') == "PK 2026 Ani Budi"
    assert safe_name("con") == "_con" and safe_name("../../etc") == "etc"
    assert len(safe_name("a" * 500)) == 100


def template(path: Path, *texts: str) -> Path:
    word = docx.Document()
    for text in texts:
        word.add_paragraph(text)
    word.save(str(path))
    return path


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["{{ tahun"], "TPL001"),
        (["{% for r in sasaran %}", "{{ r.sasaran }}"], "TPL001"),
        (["{{ tahun | }}"], "TPL001"),
        (["{{ pihak_pertma.nama }}"], "TPL002"),
        (["{%p for r in sasaran %}", "{{ r.sasarn }}", "{%p endfor %}"], "TPL002"),
    ],
)
def test_faults_of_a_template_have_code_and_place(texts: list[str], code: str, tmp_path: Path) -> None:
    faults = check_template(template(tmp_path / "t.docx", "judul", *texts), manifest("perjanjian_kinerja").model)
    placed = [fault for fault in faults if fault.place]
    assert placed and placed[0].code == code and placed[0].place.startswith("paragraf ")


@pytest.mark.parametrize("text", ["{{ ''.__class__.__mro__ }}", "{{ x.__init__.__globals__ }}", "{{ range(9) }}"])
def test_templates_cannot_leave_the_sandbox(text: str, tmp_path: Path) -> None:
    import jinja2

    compiled = Compiled(template(tmp_path / "t.docx", text))
    with pytest.raises(jinja2.TemplateError):
        compiled.document({"x": "y"})


def test_an_endless_template_is_stopped(tmp_path: Path) -> None:
    loops = "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}"
    with pytest.raises(TooMuch):
        Compiled(template(tmp_path / "t.docx", loops)).document({"x": "y" * 1000})


def test_an_expression_that_fails_is_a_problem_of_its_line(tmp_path: Path) -> None:
    place = tmp_path / "templates" / "docx"
    place.mkdir(parents=True)
    (tmp_path / "kinerja.toml").write_text("", "utf-8")
    template(place / "coba.docx", "{{ nama }} {{ tahun.nilai // (tahun.nilai - 2026) }}")
    fields = "fields:\n  nama: {label: {id: Nama, en: Name}}\n  tahun: {label: {id: Tahun, en: Year}, kind: year}\n"
    head = 'id: coba\nversion: "1"\ntitle: {id: Coba, en: Try}\nfile: "{nama}"\n'
    (place / "coba.yaml").write_text(head + fields, "utf-8")
    data = tmp_path / "d.json"
    data.write_text(json.dumps([{"nama": "A", "tahun": "2026"}, {"nama": "B", "tahun": "2027"}]), "utf-8")
    batch = run("coba", data, tmp_path / "hasil", office=tmp_path)
    assert [(problem.code, problem.row) for problem in batch.problems] == [("TPL001", 1)]
    assert [made.row for made in batch.documents] == [2]


def test_unknown_names_are_refused_with_a_hint() -> None:
    with pytest.raises(UsageError) as caught:
        manifest("perjanjian_kineja")
    assert "perjanjian_kinerja" in str(caught.value)


def test_documents_are_printed_as_pdf_too(tmp_path: Path) -> None:
    data = tmp_path / "roster.xlsx"
    data.write_bytes(filling.empty_data("undangan", data, "id"))
    batch = run("undangan", data, tmp_path / "hasil", pdf=True)
    (made,) = batch.documents
    printed = (tmp_path / "hasil" / made.file).with_suffix(".pdf")
    outcome = api.read([str(printed)], Options(today=TODAY))
    assert [(one.status, [record.form for record in one.records]) for one in outcome.files] == [
        ("read", ["naskah_dinas"])
    ]
    with pytest.raises(UsageError):
        run("undangan", data, tmp_path / "hasil", pdf=True)
    ledger = json.loads((tmp_path / "hasil" / LEDGER).read_text("utf-8"))
    assert "LibreOffice" in ledger["printed_by"]
    assert [(tmp_path / "hasil" / entry["pdf"]).is_file() for entry in ledger["documents"]] == [True]


def test_a_document_that_cannot_be_printed_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row("undangan", kepada=f"Peserta {number}") for number in range(3)]
    data, folder, asked = write(tmp_path / "d.json", *rows), tmp_path / "hasil", []

    def pdf_of(content: bytes) -> bytes:
        asked.append(content)
        if len(asked) in (1, 3, 4):  # hangs once at the first, never answers for the second
            raise ReadingError("BRK006", "seconds")
        return b"%PDF"

    monkeypatch.setattr(printing, "pdf_of", pdf_of)
    batch = run("undangan", data, folder, pdf=True)
    assert [(problem.row, problem.code) for problem in batch.problems] == [(2, "BRK001")] and batch.exit_code == 1
    assert [(folder / made.file).with_suffix(".pdf").exists() for made in batch.documents] == [True, False, True]
    again = run("undangan", data, folder, pdf=True, resume=True)
    assert again.problems == [] and len(asked) == 6  # only what was missing


def test_pdf_without_libreoffice_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinerja_docs.programs.find", lambda name: None)
    data = tmp_path / "roster.xlsx"
    data.write_bytes(filling.empty_data("undangan", data, "id"))
    with pytest.raises(UsageError):
        run("undangan", data, tmp_path / "hasil", pdf=True)
    assert not (tmp_path / "hasil").exists()
