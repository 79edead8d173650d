"""Programs of other makers that some files need: where they are, and which version."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache

# Names for PATH, then the places where installers put them; ``%NAME%`` is a folder of Windows.
PROGRAMS = {
    "soffice": (
        r"%ProgramFiles%\LibreOffice\program\soffice.com",  # .com first: .exe prints nothing and does not wait
        r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
        r"%ProgramFiles%\LibreOffice\program\soffice.exe",
        r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",
        "soffice",
        "libreoffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "/opt/libreoffice/program/soffice",
    ),
    "tesseract": (
        "tesseract",
        r"%ProgramFiles%\Tesseract-OCR\tesseract.exe",
        r"%ProgramFiles(x86)%\Tesseract-OCR\tesseract.exe",
        r"%LOCALAPPDATA%\Programs\Tesseract-OCR\tesseract.exe",
        r"%LOCALAPPDATA%\Tesseract-OCR\tesseract.exe",
        "/opt/homebrew/bin/tesseract",
        "/usr/local/bin/tesseract",
    ),
}
_SECONDS = 20
NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # else Windows opens a console for each program


@lru_cache
def find(name: str) -> str | None:
    """The program's file, on PATH or where its installer puts it; None where it is not installed."""
    return next((found for found in map(_at, PROGRAMS[name]) if found), None)


@lru_cache
def version(name: str) -> str | None:
    """The first line that the program says of itself; None where it is not installed or does not answer."""
    path = find(name)
    told = ask(path, "--version") if path is not None else None
    return told.strip().splitlines()[0] if told and told.strip() else None


def ask(path: str, *arguments: str) -> str | None:
    """What a program prints; None where it cannot be run or takes too long."""
    try:
        done = subprocess.run(
            [path, *arguments],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def _at(place: str) -> str | None:
    if place.startswith("%"):
        variable, _, rest = place[1:].partition("%")
        folder = os.environ.get(variable)
        place = folder + rest if folder else ""
    if not place:
        return None
    return place if os.path.isabs(place) and os.path.isfile(place) else shutil.which(place)
