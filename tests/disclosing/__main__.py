"""``python -m tests.disclosing``: public copies of made documents and scans, attacked.

Of ``--n`` files a quarter are PDF, a twentieth made documents as scans, a twentieth scans with signatures, stamps,
codes and photos at places that are known; the rest are Word documents and workbooks. Every number of persons in the
original, and every name of somebody who is no official, is looked for in the copy: in what readers show, in the raw
parts, and in what OCR reads of scans. Names of offices and officials must still be there. Exit code 1 below a floor.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from kinerja_docs import publishing, reading
from kinerja_docs.disclosing import reread
from kinerja_docs.disclosing.copying import PICTURE_FILES
from kinerja_docs.disclosing.finding import is_official
from kinerja_docs.disclosing.policy import load_policy
from kinerja_docs.options import Options
from kinerja_docs.reading import ocr
from tests.accuracy.as_pdf import pdf_cases
from tests.accuracy.as_scan import WAYS, scanned
from tests.accuracy.cases import Case, make_cases
from tests.disclosing.attacked import SECRETS, STAYS
from tests.disclosing.pictured import AREAS, SIZE, ink_in, scan
from tests.disclosing.test_attacks import bare, everything, shown

SEED = 20260120
LOST = 0.02  # share of what should stay that may be gone
MISSED = 0.02  # share of the regions of pictures that may be left
STRAIGHT = ("clean", "noisy", "jpeg")  # ways of spoiling that leave pictures where they were
_NUMBER = re.compile(r"(?<!\d)(?:\d{16}|\d{18}|(?:19|20)\d{6}[\s.]+\d{6}[\s.]+\d[\s.]+\d{3})(?!\d)")
_PERSONS = ("pegawai", "penilai", "atasan_penilai", "pihak_pertama", "pihak_kedua")


@dataclass
class Tally:
    """What was looked for and what was found."""

    files: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    secrets: Counter[str] = field(default_factory=Counter)
    leaked: list[tuple[str, str]] = field(default_factory=list)
    public: int = 0
    lost: list[str] = field(default_factory=list)
    pictures: int = 0
    missed: list[str] = field(default_factory=list)
    printed: int = 0

    @property
    def fails(self) -> bool:
        """Whether a figure is below its floor."""
        lost = len(self.lost) > LOST * max(1, self.public)
        return bool(self.leaked or self.refused) or lost or len(self.missed) > MISSED * max(1, self.pictures)

    def figures(self) -> Iterator[str]:
        """The figures as lines."""
        yield f"files {self.files}, refused {sum(self.refused.values())}, proved by OCR of the print {self.printed}"
        for kind, count in sorted(self.secrets.items()):
            gone = count - sum(one == kind for one, _ in self.leaked)
            yield f"{kind} {count}, recall {gone / max(1, count):.4f}"
        share = len(self.lost) / max(1, self.public)
        yield f"public {self.public}, lost {len(self.lost)} ({share:.4f}, at most {LOST})"
        found = 1 - len(self.missed) / max(1, self.pictures)
        yield f"picture regions {self.pictures}, found {found:.4f} (at least {1 - MISSED})"


def main() -> int:
    """Makes the documents, their public copies, and attacks these."""
    parser = argparse.ArgumentParser(prog="python -m tests.disclosing", description=__doc__)
    parser.add_argument("--n", type=int, default=300, help="how many files")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed gives other files")
    parser.add_argument("--printed", type=int, default=10, help="every how many of the others is printed for OCR")
    parser.add_argument("--show", action="store_true", help="list what leaked or was lost")
    args = parser.parse_args()
    tally, readings = Tally(), reread.readings
    with tempfile.TemporaryDirectory() as scratch:
        try:
            for number, attacked in enumerate(_all(args.n, args.seed)):
                scan = Path(attacked.name).suffix in PICTURE_FILES
                reread.readings = readings if scan or number % args.printed == 0 else _unread
                attack(attacked, Path(scratch) / str(number), tally)
                print(f"\r{tally.files}", end="", file=sys.stderr)
        except KeyboardInterrupt:  # scans take long: the figures so far, and no success
            tally.refused["interrupted"] += 1
    reread.readings = readings
    print("\r", end="", file=sys.stderr)
    for line in tally.figures():
        print(line)
    for line in [*map(str, tally.leaked), *tally.lost, *tally.missed, *tally.refused] if args.show else ():
        print("  " + line)
    return int(tally.fails)


def _unread(data: bytes, suffix: str, looked: reread.Looked) -> Iterator[str]:
    return iter(())


@dataclass
class Attacked:
    """A file with what must be gone, what must stay, and where its pictures are on the first page."""

    name: str
    data: bytes
    secrets: set[str]
    public: set[str]
    areas: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)


def _all(count: int, seed: int) -> Iterator[Attacked]:
    scans, printed = count // 20, count // 4
    for case in make_cases(count - printed - 2 * scans, seed):
        yield Attacked(case.name, case.data, *_wanted(case, _shown(case.name, case.data)))
    for case in pdf_cases(printed, seed, (), "reportlab"):
        yield Attacked(case.name, case.data, *_wanted(case, _shown(case.name, case.data)))
    for case, how in zip(pdf_cases(scans, seed + 1, (), "reportlab"), cycle(WAYS), strict=False):
        secrets, public = _wanted(case, _shown(case.name, case.data))
        data = scanned(case.data, how)
        read = bare(" ".join(cell.text for line in reading.read_bytes(data, "a.tif").lines for cell in line.cells))
        name = f"{Path(case.name).stem}-{how}.tif"
        yield Attacked(name, data, secrets, {word for word in public if bare(word) in read})  # as far as OCR sees it
    for number, how in zip(range(scans), cycle(STRAIGHT), strict=False):
        yield Attacked(f"gambar-{number}-{how}.png", scan(how, seed + number, "PNG"), set(SECRETS), set(STAYS), AREAS)


def _shown(name: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / name
        path.write_bytes(data)
        return shown(path)


def attack(attacked: Attacked, folder: Path, tally: Tally) -> None:
    """One document to its public copy, and every way back that we know."""
    folder.mkdir(parents=True)
    path = folder / attacked.name
    path.write_bytes(attacked.data)
    (one,) = publishing.disclose(
        [str(path)], folder / "publik", Options(today=date(2026, 11, 20)), approve="A"
    ).documents
    tally.files += 1
    if one.output is None:
        tally.refused[f"{attacked.name}: {one.refused}"] += 1
        return
    tally.printed += one.looked.pages > 0
    text, seen = everything(one.output), shown(one.output)
    if path.suffix in PICTURE_FILES:
        seen += " " + _read(one.output, attacked, tally)
    raw, seen = re.sub(r"[\s.\-\u00a0]", "", text), bare(seen)
    for secret in attacked.secrets:
        kind = "patterns" if sum(map(str.isdigit, secret)) >= 8 or "@" in secret else "labelled and roster"
        tally.secrets[kind] += 1
        if bare(secret) in seen or (secret.isdigit() and secret in raw) or secret.casefold() in text.casefold():
            tally.leaked.append((kind, f"{attacked.name}: {secret}"))
    for word in attacked.public:
        tally.public += 1
        if bare(word) not in seen:
            tally.lost.append(f"{attacked.name}: {word}")


def _read(output: Path, attacked: Attacked, tally: Tally) -> str:
    """What OCR reads of a copy's pages, as drawn; and whether pictures that were on them are gone."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    texts = []
    for number, page in enumerate(pypdfium2.PdfDocument(output)):
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        texts.append(ocr.plain_text(np.asarray(picture), 200) or "")
        for name, area in attacked.areas.items() if number == 0 else ():
            tally.pictures += 1
            before = ink_in(Image.open(io.BytesIO(attacked.data)), area)
            if ink_in(picture.resize(SIZE), area) > 0.02 * before:
                tally.missed.append(f"{attacked.name}: {name}")
    return " ".join(texts)


def _wanted(case: Case, original: str) -> tuple[set[str], set[str]]:
    """What must be gone and what must still be there, by the truth of a made document."""
    policy = load_policy()
    secrets = {re.sub(r"\D", "", found) for found in _NUMBER.findall(original)}
    secrets = {number for number in secrets if len(number) in (16, 18)}
    public: set[str] = set()
    for document in case.documents or ():
        fields = {name: _text(value) for name, value in document["fields"].items()}
        for prefix in _PERSONS:
            name, post = fields.get(f"{prefix}.nama", ""), fields.get(f"{prefix}.jabatan", "")
            if name:
                (public if is_official(post, policy) else secrets).add(name)
        public |= {fields[name] for name in ("instansi", "unit", "pegawai.jabatan", "nomor") if name in fields}
        for rows in document["rows"].values():
            public |= {
                _text(row[name]) for row in rows for name in ("indikator", "sasaran", "rhk", "target") if name in row
            }
    return secrets, {word for word in public - secrets if bare(word) and bare(word) in bare(original)}


def _text(value: Any) -> str:
    """The print of a value of the truth; it may be left open there."""
    return str(value.get("text", "")) if isinstance(value, dict) else ""


if __name__ == "__main__":
    sys.exit(main())
