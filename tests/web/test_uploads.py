"""What is taken in, and what is refused without leaving anything behind."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from kinerja_docs.web import uploads
from kinerja_docs.web.app import Site
from kinerja_docs.web.uploads import Allowance
from tests.web.asking import Asker, form

JSON = {"accept": "application/json"}


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    return Asker(Site(tmp_path, allowance=Allowance(total=3000, file=2000, files=3)))


def kept(asker: Asker) -> list[str]:
    """Every file that lies in the folder of drops."""
    root = asker.site.folder
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if "sqlite" not in path.name)


def files_of(asker: Asker) -> dict[str, bytes]:
    drop = asker.site.store.drops()[0]
    root = asker.site.store.files_of(drop.id) / "berkas"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_tree_is_kept_and_nothing_leads_out(asker: Asker) -> None:
    body, kind = form(("skp/andi.txt", b"satu"), ("../../../jahat.txt", b"dua"), ("skp\\Andi.txt", b"tiga"))
    assert asker.ask("POST", "/drops", kind, content=body).status_code == 303
    assert files_of(asker) == {"skp/andi.txt": b"satu", "jahat.txt": b"dua", "skp/Andi (2).txt": b"tiga"}
    assert asker.site.store.drops()[0].received == 3


def test_a_file_and_a_folder_of_one_name(asker: Asker) -> None:
    body, kind = form(("skp", b"satu"), ("skp/andi.txt", b"dua"))
    asker.ask("POST", "/drops", kind, content=body)
    assert sorted(files_of(asker).values()) == [b"dua", b"satu"]


@pytest.mark.parametrize(
    ("files", "status", "key"),
    [
        ([("a.txt", b"x" * 2001)], 413, "too_large"),
        ([("a.txt", b"x" * 1900), ("b.txt", b"x" * 1900)], 413, "too_much"),
        ([(f"{n}.txt", b"x") for n in range(4)], 413, "too_many"),
        ([("", b"")], 400, "no_files"),
        ([], 400, "no_files"),
    ],
)
def test_too_much_is_refused_whole(asker: Asker, files: list[tuple[str, bytes]], status: int, key: str) -> None:
    body, kind = form(*files)
    answer = asker.ask("POST", "/drops", {**kind, **JSON}, content=body)
    assert (answer.status_code, answer.json()["error"]) == (status, key)
    assert answer.json()["message"] and answer.json()["remedy"]
    assert kept(asker) in ([], ["kiriman"]) and asker.site.store.drops() == []


def test_an_announced_excess_is_refused_before_it_is_read(asker: Asker) -> None:
    body, kind = form(("a.txt", b"x"))
    headers = {**kind, **JSON, "content-length": str(10**12)}
    assert asker.ask("POST", "/drops", headers, content=body).json()["error"] == "too_much"


@pytest.mark.parametrize("cut", [10, 60, -20])
def test_a_form_that_breaks_off_leaves_nothing(asker: Asker, cut: int) -> None:
    body, kind = form(("a.txt", b"x" * 500))
    answer = asker.ask("POST", "/drops", {**kind, **JSON}, content=body[:cut])
    assert answer.status_code == 400
    assert kept(asker) in ([], ["kiriman"])


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "multipart/form-data; boundary=", ""])
def test_what_is_no_form_is_refused(asker: Asker, kind: str) -> None:
    answer = asker.ask("POST", "/drops", {"content-type": kind, **JSON}, content=b"files=1")
    assert (answer.status_code, answer.json()["error"]) == (415, "no_form")


def test_endless_headers_are_refused(asker: Asker) -> None:
    body, kind = form(("a" * 20_000, b"x"))
    assert asker.ask("POST", "/drops", {**kind, **JSON}, content=body).status_code == 400


def test_a_full_disk_is_told(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _: usage(10, 10, 0))
    body, kind = form(("a.txt", b"x"))
    answer = asker.ask("POST", "/drops", {**kind, **JSON}, content=body)
    assert (answer.status_code, answer.json()["error"]) == (507, "disk")
    assert kept(asker) in ([], ["kiriman"])


def test_a_disk_that_fills_while_writing_is_told(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: uploads._Writer, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads._Writer, "take", full)
    body, kind = form(("a.txt", b"x"))
    assert asker.ask("POST", "/drops", {**kind, **JSON}, content=body).status_code == 507
    assert kept(asker) in ([], ["kiriman"])


@pytest.mark.parametrize("name", ["../hasil/laporan.json", "laporan.exe", "..%2f..%2fhalaman.sqlite", "tampilan.json"])
def test_downloads_are_of_a_closed_list(asker: Asker, name: str) -> None:
    body, kind = form(("a.txt", b"x"))
    asker.ask("POST", "/drops", kind, content=body)
    drop = asker.site.store.drops()[0].id
    assert asker.ask("GET", f"/drops/{drop}/reports/{name}").status_code == 404
    assert asker.ask("GET", f"/drops/{drop}/files/0/copy").status_code == 404
    assert asker.ask("GET", "/drops/..%2f..%2fx").status_code == 404


def test_the_folder_is_for_its_owner_alone(asker: Asker) -> None:
    body, kind = form(("a.txt", b"x"))
    asker.ask("POST", "/drops", kind, content=body)
    folder = asker.site.store.files_of(asker.site.store.drops()[0].id)
    assert folder.stat().st_mode & 0o077 == 0
    shutil.rmtree(folder)
