from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from kinerja_docs import programs
from kinerja_docs.errors import ReadingError
from kinerja_docs.reading import libreoffice
from kinerja_docs.reading.libreoffice import Converter
from tests.reading.parts import read, texts, zipped

RTF = rb"{\rtf1\ansi{\b Perjanjian Kinerja}\par Kedua\par}"
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not here"
)


@pytest.fixture
def converter() -> Iterator[Converter]:
    made = Converter()
    yield made
    made.close()


def code_of(data: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(ReadingError) as caught:
        read(data, name)
    return caught.value.code, caught.value.reason


def test_without_libreoffice_the_reader_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find", lambda name: None)
    assert code_of(RTF, "a.rtf") == ("BRK001", "no_libreoffice")


def test_locked_files_are_told_before_libreoffice_is_asked() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    head = b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(500)
    assert code_of(ole + head + "WordDocument".encode("utf-16-le"), "a.doc") == ("BRK002", "encrypted")
    mimetype = "application/vnd.oasis.opendocument.text"
    locked = {"mimetype": mimetype, "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    assert code_of(zipped(locked), "a.odt") == ("BRK002", "encrypted")


def test_programs_are_found_where_windows_installs_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "LibreOffice" / "program" / "soffice.com"
    monkeypatch.setitem(programs.PROGRAMS, "soffice", (f"%ProgramFiles%{os.sep}{place.relative_to(tmp_path)}",))
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    programs.find.cache_clear()
    assert programs.find("soffice") is None
    place.parent.mkdir(parents=True)
    place.touch()
    programs.find.cache_clear()
    assert programs.find("soffice") == str(place)
    programs.find.cache_clear()


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_old_documents_read_as_their_docx(kind: str, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("PERJANJIAN KINERJA TAHUN 2026")
    struck = made.add_paragraph("Baik / ").add_run("Kurang")
    struck.font.strike = True
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Sasaran"
    table.cell(1, 2).text = "12 Laporan"
    made.add_paragraph("Penutup")
    made.save(tmp_path / "a.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    one = read((tmp_path / "a.docx").read_bytes(), "a.docx")
    two = read((tmp_path / f"a.{kind}").read_bytes(), f"a.{kind}")
    assert two.kind == kind
    assert texts(two.lines) == texts(one.lines)
    assert [line.cells[0].at for line in two.lines] == [line.cells[0].at for line in one.lines]
    assert two.lines[1].cells[0].struck == "Kurang"


@pytest.mark.slow
@needs_libreoffice
def test_one_libreoffice_stays_and_is_restarted_when_it_is_gone(converter: Converter) -> None:
    for _ in range(2):
        assert docx.Document(io.BytesIO(converter.made(RTF, "rtf"))).paragraphs[0].text == "Perjanjian Kinerja"
    first = converter._keeper
    assert first is not None and first.poll() is None and first.stdin is not None
    first.stdin.close()
    first.wait(20)
    assert converter.made(RTF, "rtf")
    assert converter._keeper is not first
    folder = converter._home()
    converter.close()
    assert not Path(folder).exists()


@pytest.mark.slow
@needs_libreoffice
def test_a_call_that_takes_too_long_is_ended(converter: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    converter.made(RTF, "rtf")
    with monkeypatch.context() as patched:
        patched.setattr(libreoffice, "CONVERT_SECONDS", 0)
        with pytest.raises(ReadingError) as caught:
            converter.made(RTF, "rtf")
    assert (caught.value.code, caught.value.reason) == ("BRK006", "seconds")
    assert converter.made(RTF, "rtf")


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.skipif(os.name == "nt", reason="looks at the processes as Unix shows them")
def test_what_is_kept_running_ends_with_a_program_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, signal\n"
        "from kinerja_docs.reading.libreoffice import Converter\n"
        f"one = Converter(); one.made({RTF!r}, 'rtf'); print(one._home(), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    folder = Path(done.stdout.strip())
    assert folder.name.startswith("kinerja-docs-")
    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not folder.exists()


@pytest.mark.slow
@needs_libreoffice
def test_nothing_that_a_document_names_is_fetched(converter: Converter) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    asked.append(caller.recv(200))

        threading.Thread(target=answer, daemon=True).start()
        here = f"http://127.0.0.1:{server.getsockname()[1]}"
        assert converter.made(_linked(here), "odt")
    assert asked == []


def _linked(here: str) -> bytes:
    """An odt with a picture and a section from elsewhere."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
        f'<text:section text:name="s"><text:section-source xlink:href="{here}/x.odt"/><text:p>a</text:p></text:section>'
        f'<text:p>isi<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{here}/b.png" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    return zipped([("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)])
