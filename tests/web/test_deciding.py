"""What people decide holds from the next look on, and is taken back as easily."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kinerja_docs import api, deciding, office, words
from kinerja_docs.errors import UsageError
from kinerja_docs.options import Options
from tests.web.conftest import ROOT, Server
from tests.web.test_browser import BAD, LONG, PK, SKP, finished, send

TODAY = date(2026, 11, 20)


def codes(*paths: Path, decisions: Path) -> list[tuple[str, bool]]:
    outcome = api.check([str(path) for path in paths], Options(today=TODAY, decisions=decisions))
    return [(finding.code, finding.accepted is not None) for finding in outcome.findings]


def test_an_accepted_finding_stays_and_no_longer_counts(tmp_path: Path) -> None:
    path = tmp_path / office.DECISIONS
    (finding,) = api.check([str(SKP)], Options(today=TODAY)).findings
    deciding.accept(path, None, finding.fingerprint, finding.code, "=sudah dibahas", "Ketua Tim", TODAY)
    assert codes(SKP, decisions=path) == [("SKP007", True)]
    assert "\n=" not in path.read_text(encoding="utf-8") and ",=" not in path.read_text(encoding="utf-8")
    deciding.take_back(path, finding.fingerprint, finding.code)
    assert codes(SKP, decisions=path) == [("SKP007", False)]


def test_a_corrected_form_is_read_as_told(tmp_path: Path) -> None:
    path = tmp_path / office.DECISIONS
    file = tmp_path / "catatan.txt"
    file.write_text("Catatan rapat biasa\nNama: Sari Dewi\n", encoding="utf-8")
    before = api.check([str(file)], Options(today=TODAY))
    assert before.files[0].records[0].form is None
    deciding.correct_form(path, before.files[0].sha256, "skp", "Ketua Tim", TODAY)
    after = api.check([str(file)], Options(today=TODAY, decisions=path))
    assert [(one.form, one.recognised_by) for one in after.files[0].records] == [("skp", "decision")]
    file.write_text("Catatan rapat lain\n", encoding="utf-8")  # another text is another matter
    assert api.check([str(file)], Options(today=TODAY, decisions=path)).files[0].records[0].form is None


def test_an_excel_with_semicolons_stays_one(tmp_path: Path) -> None:
    path = tmp_path / office.DECISIONS
    path.write_text(";".join(office.COLUMNS) + "\nabc;SKP001;1;diterima;lama;A;2026-01-01;\n", encoding="utf-8-sig")
    deciding.link(path, "0123456789abcdef", True, "B", TODAY)
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].count(";") == len(office.COLUMNS) - 1 and len(text.splitlines()) == 3
    assert {one.fingerprint for one in office.decided(path).links} == {"0123456789abcdef"}


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / office.DECISIONS
    path.write_text("ini bukan tabel keputusan\n", encoding="utf-8")
    with pytest.raises(UsageError):
        deciding.link(path, "0123456789abcdef", True, "B", TODAY)
    assert path.read_text(encoding="utf-8") == "ini bukan tabel keputusan\n"


def test_accept_on_the_page_and_take_it_back(page: Page, server: Server) -> None:
    send(page, server, SKP)
    page.click(".card .path")
    page.click("summary:has-text('Terima temuan')")
    page.fill("input[name=reason]", "sudah dibahas dengan pimpinan")
    page.fill("input[name=by]", "Ketua Tim")
    page.click("form[action$='accept'] button")
    finished(page)
    assert page.locator(".big .verdict.v-siap").count() == 1
    page.click(".cards .path")
    page.click("form[action$='undo'] button")
    finished(page)
    assert page.locator(".big .verdict.v-perbaiki").count() == 1


def test_not_this_one(page: Page, server: Server) -> None:
    send(page, server, SKP)
    page.click("a.not-this")
    page.click("a.not-this")  # away again
    assert page.locator(".card .forms").count() == 0
    page.click("a.not-this")
    page.click(".card .forms button[value='perjanjian_kinerja']")
    finished(page)
    expect(page.locator(".card").first).to_contain_text("PK")
    assert "SKP007" not in page.locator(".finding .code").all_inner_texts()


def test_not_this_one_without_script(browser: Browser, page: Page, server: Server) -> None:
    send(page, server, SKP)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(page.url)
    plain.click("a.not-this")
    plain.click("#bukan button[value='iku']")
    plain.wait_for_url("**/drops/*")
    context.close()
    page.reload()
    finished(page)
    expect(page.locator(".card").first).to_contain_text("IKU")


def test_the_same_document_again(page: Page, server: Server, tmp_path: Path) -> None:
    send(page, server, PK)
    mended = tmp_path / "pk-baru.docx"
    shutil.copy(BAD / "pk-jumlah-anggaran-salah.docx", mended)
    send(page, server, mended)
    assert page.locator(".finding .tag:has-text('masih')").count() == 1


def test_the_cell_is_marked(page: Page, server: Server) -> None:
    send(page, server, SKP)
    page.click(".card .path")
    page.click("a[href$='/table']", timeout=LONG)
    expect(page.locator("td.hit")).to_have_count(1, timeout=LONG)
    assert page.locator(".tabtitle").first.inner_text().casefold() == words.get("table.hasil_kerja")
    page.click("td.hit a")
    assert page.locator(".finding:target .code").inner_text() == "SKP007"


@pytest.fixture(scope="module")
def office_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("kantor")
    shutil.copytree(ROOT / "samples" / "kantor-bersih", folder / "kantor")
    opened = Server(folder / "halaman", "--office", str(folder / "kantor")).open()
    yield opened
    opened.close()


def test_a_link_is_decided_in_the_office_folder(page: Page, office_server: Server) -> None:
    path = office_server.folder.parent / "kantor"
    skp = next(one for one in sorted((path / "skp").rglob("*.docx")))
    send(page, office_server, skp)
    page.click(".card .path")
    page.locator("button[name=linked]").nth(1).click()
    finished(page)
    assert [one.decision for one in office.load(path).links] == ["tidak_tertaut"]
