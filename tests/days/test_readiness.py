"""Who has what ready for signing day: an office with a roster, one document right, one with an error, one missing."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import docx

from kinerja_docs import office, readiness, signing_day

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "kantor-bersih"
DAY, TODAY = date(2026, 1, 28), date(2026, 1, 12)


def _people(folder: Path) -> dict[str, tuple[str, str]]:
    """Name → NIP and post of whoever has an SKP in the sample office."""
    from kinerja_docs import api
    from kinerja_docs.options import Options

    found = {}
    for result in api.read([str(folder / "skp")], Options(today=TODAY)).files:
        for record in result.records:
            nip, post = record.text_of("pegawai.nip"), record.text_of("pegawai.jabatan")
            found[record.text_of("pegawai.nama")] = nip, post
    return found


def _office(tmp_path: Path) -> tuple[Path, list[str]]:
    folder = tmp_path / "kantor"
    shutil.copytree(SAMPLE, folder)
    people = _people(folder)
    toml = folder / "kinerja.toml"
    toml.write_text(toml.read_text("utf-8").replace("tahun = 2026", 'tahun = 2026\nroster = "pegawai.csv"'), "utf-8")
    with (folder / "pegawai.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Nama", "NIP", "Jabatan"])
        writer.writerows([name, nip, post] for name, (nip, post) in people.items())
        writer.writerow(["Prabu Linggajati, S.E.", "198807152014031004", "Penelaah Teknis Kebijakan"])
    return folder, list(people)


def test_everyone_on_the_roster_is_ready_wrong_or_missing(tmp_path: Path) -> None:
    folder, names = _office(tmp_path)
    made = readiness.with_signers(signing_day.plan(DAY, office.load(folder)), folder, TODAY)
    states = {one.name: {paper.form: paper.state for paper in one.papers} for one in made.signers}
    assert set(states) == {*names, "Prabu Linggajati, S.E."}
    assert {states[name]["skp"] for name in names} == {signing_day.READY}
    assert states["Prabu Linggajati, S.E."]["skp"] == signing_day.MISSING
    assert set(signing_day.tree(made)) == {"format", "date", "steps", "calendar"}
    assert all(name in signing_day.text(made) for name in states)
    assert signing_day.document(made).startswith(b"PK")


def test_a_document_with_an_error_is_not_ready(tmp_path: Path) -> None:
    folder, _ = _office(tmp_path)
    skp = next(path for path in sorted((folder / "skp").iterdir()) if path.suffix == ".docx")
    word = docx.Document(str(skp))
    for table in word.tables:
        at = next((n for row in table.rows for n, cell in enumerate(row.cells) if cell.text.strip() == "TARGET"), None)
        if at is not None:
            next(row for row in reversed(table.rows) if any(c.isdigit() for c in row.cells[at].text)).cells[
                at
            ].text = ""
    word.save(str(skp))
    made = readiness.with_signers(signing_day.plan(DAY, office.load(folder)), folder, TODAY)
    states = [paper.state for one in made.signers for paper in one.papers if paper.file and skp.name in paper.file]
    assert states == [signing_day.WRONG]


def test_without_a_roster_the_plan_stays(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "kantor")
    plan = signing_day.plan(DAY, office.load(tmp_path / "kantor"))
    assert readiness.with_signers(plan, tmp_path / "kantor", TODAY) is plan
