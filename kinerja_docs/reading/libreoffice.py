"""Files that only an office program understands (doc, rtf, odt): LibreOffice makes a docx of a copy, which we read.

One LibreOffice is kept running with an empty document, to which each call hands its file in a tenth of the time that
a process of its own takes. A call that takes too long is ended, the one kept running with it, and the next file starts
anew. The profile is our own and new each time: no macros, no links followed, no network.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kinerja_docs import programs, watching
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document
from kinerja_docs.reading import office_keeper
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded, more_time

CONVERT_SECONDS = 60  # for one file
_START_SECONDS = 30
_POLL = 0.05
_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), b"Basic/script-lc.xml")  # LibreOffice leaves them out of what it makes
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
_SETTINGS = (  # path, property, value of what is set for the profile
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),  # a proxy of one's own, at a port where nothing listens
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)


def read(contents: Contents, kind: str) -> Document:
    """The document as LibreOffice understands it, with the places of the docx that it makes of it.

    Raises BRK001 ``no_libreoffice`` where it is not installed, ``damaged`` where it makes nothing of the file, BRK006
    ``seconds`` where it takes too long.
    """
    from kinerja_docs.reading import word

    more_time(_START_SECONDS + CONVERT_SECONDS + contents.limits.seconds)
    made = _converter().made(contents.data, kind)
    document = word.read(Contents(made, contents.path, contents.limits))
    document.kind = kind
    if any(mark in contents.data for mark in _MACROS) and "macro" not in document.traits.active:
        document.traits.active.append("macro")
    return document


def pdf_of(data: bytes, kind: str = "docx") -> bytes:
    """The PDF that LibreOffice prints of a docx or xlsx. Raises as :func:`read` does."""
    return _converter().made(data, kind, "pdf")


class Converter:
    """Makes docx and pdf of files, one after the other."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._keeper: subprocess.Popen[bytes] | None = None
        self._alone = False  # no program can be kept running here

    def made(self, data: bytes, kind: str, target: str = "docx") -> bytes:
        """The docx (or pdf) that LibreOffice makes of a copy."""
        program = programs.find("soffice")
        if program is None:
            raise ReadingError("BRK001", "no_libreoffice", kind)
        if not self._alone and not self._is_kept():
            self._keep(program)
        work = tempfile.mkdtemp(dir=self._home())
        try:
            return self._converted(program, work, data, kind, target)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _converted(self, program: str, work: str, data: bytes, kind: str, target: str) -> bytes:
        source, result = Path(work, f"berkas.{kind}"), Path(work, "hasil", f"berkas.{target}")
        source.write_bytes(data)
        wanted = "pdf:calc_pdf_Export" if (kind, target) == ("xlsx", "pdf") else _FILTERS[target]
        command = [*self._command(program), "--convert-to", wanted, "--outdir", str(result.parent)]
        if self._run([*command, str(source)]) is None:
            self.close()
            raise exceeded("seconds", CONVERT_SECONDS)
        if not result.is_file() or not result.stat().st_size:
            raise ReadingError("BRK001", "damaged", "LibreOffice")
        return result.read_bytes()

    def _run(self, command: list[str]) -> int | None:
        """The exit code; None where the time was over."""
        with watching.unconfined():
            started = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name != "nt",
                creationflags=programs.NO_WINDOW,
            )
        try:
            return started.wait(CONVERT_SECONDS)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if started.poll() is None:
                office_keeper.end(started)

    def _home(self) -> str:
        """The folder of the profile and of the copies."""
        if self._folder is None or not os.path.isdir(self._folder):
            self._folder = tempfile.mkdtemp(prefix="kinerja-docs-")
            settings = Path(self._folder, "profil", "user", "registrymodifications.xcu")
            settings.parent.mkdir(parents=True)
            settings.write_text(_settings(), encoding="utf-8")
        return self._folder

    def _command(self, program: str) -> list[str]:
        profile = Path(self._home(), "profil").as_uri()
        return [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nolockcheck"]

    def _is_kept(self) -> bool:
        return self._keeper is not None and self._keeper.poll() is None

    def _keep(self, program: str) -> None:
        """Starts the LibreOffice that stays. It is ready when its pipe is there; where that never comes, or looks
        different on this system, every file gets a process of its own again."""
        name = f"kinerja{os.getpid()}x{time.time_ns()}"
        command = [*self._command(program), f"--accept=pipe,name={name};urp", "private:factory/swriter"]
        with watching.unconfined():
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", "-S", office_keeper.__file__, self._home(), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name != "nt",  # outlives us, if we are killed with our group, to tidy up
                creationflags=programs.NO_WINDOW,
            )
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and self._is_kept():
            if _is_listening(name):
                return
            time.sleep(_POLL)
        self._alone = True
        self.close()

    def close(self) -> None:
        """Ends what is kept running and removes the profile."""
        if self._keeper is not None:
            if self._keeper.stdin is not None:
                self._keeper.stdin.close()
            try:
                self._keeper.wait(15)
            except subprocess.TimeoutExpired:
                self._keeper.kill()
            self._keeper = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _is_listening(name: str) -> bool:
    """Whether the pipe of that name is there."""
    if os.name == "nt":
        try:
            return any(name in pipe for pipe in os.listdir(r"\\.\pipe\\"))
        except OSError:
            return False
    return any(os.path.exists(f"{folder}/OSL_PIPE_{os.getuid()}_{name}") for folder in ("/tmp", "/var/tmp"))


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path.startswith(("Inet", "Setup")) else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>\n'
    )


_only: list[Converter] = []


def _converter() -> Converter:
    """The converter of this process."""
    if not _only:
        _only.append(Converter())
        atexit.register(_only[0].close)
    return _only[0]
