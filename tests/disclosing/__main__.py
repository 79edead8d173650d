"""``python -m tests.disclosing``: public copies of made documents, attacked.

Every number of persons in the original, and every name of somebody who is no official, is looked for in the copy: in
what readers show and in the raw parts. Names of offices and officials must still be there. Exit code 1 below a floor.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import publishing
from kinerja_docs.disclosing.finding import is_official
from kinerja_docs.disclosing.policy import load_policy
from kinerja_docs.options import Options
from tests.accuracy.as_pdf import pdf_cases
from tests.accuracy.cases import Case, make_cases
from tests.disclosing.test_attacks import bare, everything, shown

SEED = 20260120
LOST = 0.02  # share of what should stay that may be gone
_NUMBER = re.compile(r"(?<!\d)(?:\d{16}|\d{18}|(?:19|20)\d{6}[\s.]+\d{6}[\s.]+\d[\s.]+\d{3})(?!\d)")
_PERSONS = ("pegawai", "penilai", "atasan_penilai", "pihak_pertama", "pihak_kedua")


@dataclass
class Tally:
    """What was looked for and what was found."""

    files: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    secrets: int = 0
    leaked: list[str] = field(default_factory=list)
    public: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        """Whether a figure is below its floor."""
        return bool(self.leaked) or len(self.lost) > LOST * max(1, self.public) or bool(self.refused)


def main() -> int:
    """Makes the documents, their public copies, and attacks these."""
    parser = argparse.ArgumentParser(prog="python -m tests.disclosing", description=__doc__)
    parser.add_argument("--n", type=int, default=300, help="how many files")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed gives other files")
    parser.add_argument("--show", action="store_true", help="list what leaked or was lost")
    args = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        office, printed = (
            make_cases(args.n - args.n // 4, args.seed),
            pdf_cases(args.n // 4, args.seed, (), "reportlab"),
        )
        for number, case in enumerate([*office, *printed]):
            attack(case, Path(scratch) / str(number), tally)
            print(f"\r{tally.files}", end="", file=sys.stderr)
    print("\r", end="", file=sys.stderr)
    print(f"files {tally.files}, refused {sum(tally.refused.values())}")
    print(f"secrets {tally.secrets}, leaked {len(tally.leaked)}")
    print(
        f"public {tally.public}, lost {len(tally.lost)} ({len(tally.lost) / max(1, tally.public):.4f}, at most {LOST})"
    )
    for line in [*tally.leaked, *tally.lost, *map(str, tally.refused.items())] if args.show else ():
        print("  " + line)
    return int(tally.fails)


def attack(case: Case, folder: Path, tally: Tally) -> None:
    """One document to its public copy, and every way back that we know."""
    folder.mkdir(parents=True)
    path = folder / case.name
    path.write_bytes(case.data)
    (one,) = publishing.disclose(
        [str(path)], folder / "publik", Options(today=date(2026, 11, 20)), approve="A"
    ).documents
    tally.files += 1
    if one.output is None:
        tally.refused[f"{case.name}: {one.refused}"] += 1
        return
    secrets, public = _wanted(case, shown(path))
    text = everything(one.output)
    raw, seen = re.sub(r"[\s.\-\u00a0]", "", text), bare(shown(one.output))
    for secret in secrets:
        tally.secrets += 1
        if bare(secret) in seen or (secret.isdigit() and secret in raw) or secret.casefold() in text.casefold():
            tally.leaked.append(f"{case.name}: {secret}")
    for word in public:
        tally.public += 1
        if bare(word) not in seen:
            tally.lost.append(f"{case.name}: {word}")


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
