"""Names of dropped files: a path that a browser sends becomes one that stays in its folder on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata

STEP, WHOLE, DEPTH = 100, 180, 12  # letters of one step and of the whole path; folders in each other
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")


def safe_path(given: str) -> str:
    """``/``-separated steps without any that leads out, without signs that a system refuses; never empty."""
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8")).replace("\\", "/")
    steps = [_step(step) for step in text.split("/") if step.strip() not in ("", ".", "..")]
    steps = [step for step in steps if step][-DEPTH:]
    while len("/".join(steps)) > WHOLE and len(steps) > 1:
        steps.pop(0)
    return "/".join(steps) or "berkas"


class Taken:
    """The paths of a drop, so that no file stands over another, on systems that do not tell A from a either."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def place(self, path: str) -> str:
        """The path itself, or one with a number wherever a step of it is taken by something else."""
        *folders, name = path.split("/")
        above = ""
        for folder in folders:
            above += self._free(above, folder, self._files) + "/"
            self._folders.add(above[:-1].casefold())
        found = above + self._free(above, name, self._files | self._folders)
        self._files.add(found.casefold())
        return found

    @staticmethod
    def _free(above: str, name: str, taken: set[str]) -> str:
        stem, dot, suffix = name.rpartition(".")
        number, found = 1, name
        while (above + found).casefold() in taken:
            number += 1
            found = f"{stem} ({number}){dot}{suffix}" if stem else f"{name} ({number})"
        return found


def _step(step: str) -> str:
    if re.fullmatch(r"[A-Za-z]:", step):
        return ""
    clean = _BAD.sub("_", step).strip().rstrip(". ")
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    if len(clean) > STEP:
        stem, dot, suffix = clean.rpartition(".")
        suffix = f"{dot}{suffix}" if dot and len(suffix) <= 8 else ""
        mark = hashlib.sha256(clean.encode()).hexdigest()[:8]
        clean = f"{(stem or clean)[: STEP - len(suffix) - 9]}~{mark}{suffix}"
    return clean
