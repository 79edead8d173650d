"""Cases: made files, each with what ``read`` must give and ``check`` must find."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.accuracy.makers import Made, Wish, defects_of, make
from tests.accuracy.printing import Printer, print_office
from tests.maker.paper import Box, Bundle, Grid, Paper

CLEAN_SHARE = 0.38
SEVERAL_SHARE = 0.06  # files that hold two documents
KINDS = (
    "skp:kuantitatif",
    "pk",
    "skp:kuantitatif",
    "iku:plain",
    "skp:jpt",
    "pk",
    "iku:years",
    "skp:kualitatif",
    "pk",
    "iku:division",
    "skp:kuantitatif",
    "iku:decree",
    "pk",
    "skp:kuantitatif",
    "iku:years",
    "skp:2021",
    "pk",
    "skp:kuantitatif",
    "iku:plain",
    "skp:2011",
    "skp:annex",
)
MORE_KINDS = {
    "evaluasi_skp": (
        "evaluasi_skp:quarter",
        "evaluasi_skp:quarter",
        "evaluasi_skp:jpt",
        "evaluasi_skp:quarter",
        "evaluasi_skp:kualitatif",
        "evaluasi_skp:quarter",
        "evaluasi_skp:2021",
    ),
    "dokumen_evaluasi": ("dokumen_evaluasi", "dokumen_evaluasi", "dokumen_evaluasi"),
    "rencana_aksi": ("rencana_aksi:pk", "rencana_aksi:reform", "rencana_aksi:reform"),
    "program_kerja": ("program_kerja", "program_kerja", "program_kerja"),
    "anjab": ("anjab", "anjab:workbook", "anjab"),
    "abk": ("abk", "abk", "abk"),
    "renstra": ("renstra", "renstra", "renstra"),
    "bundle": ("bundle:person", "bundle:staff", "bundle:pk"),
}
NAMES = {"perjanjian_kinerja": "pk"}  # how kinds name a form
WORD_ONLY = ("iku:division", "iku:decree")
SHEET_ONLY = ("bundle:staff",)
NEVER_MARRED = ("skp:annex",)
ALONE = ("skp:annex", "iku:decree", *MORE_KINDS["bundle"])  # never two in a file
NEVER_CLEAN = ("evaluasi_skp:2021",)


@dataclass
class Case:
    """One file. ``documents`` is None where the extraction is not judged."""

    name: str
    data: bytes
    kind: str
    format: str
    defects: tuple[str, ...]
    documents: list[dict[str, Any]] | None
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with the file; of a part alone that cannot be said."""
        return not self.defects and self.kind != "skp:annex"


ALL_FORMS = ("skp", "perjanjian_kinerja", "iku", *MORE_KINDS)


def kinds_of(forms: Sequence[str] = ()) -> tuple[str, ...]:
    """The kinds of documents of some forms; without any those of the first three forms."""
    forms = ALL_FORMS if list(forms) == ["all"] else forms
    kinds: list[str] = [] if forms else list(KINDS)
    for form in forms:
        own = MORE_KINDS.get(form) or [kind for kind in KINDS if kind.partition(":")[0] == NAMES.get(form, form)]
        if not own:
            raise LookupError(f"no documents of the form {form!r} are made")
        kinds += own
    return tuple(kinds)


def make_cases(count: int, seed: int, forms: Sequence[str] = (), printer: Printer = print_office) -> Iterator[Case]:
    """``count`` cases; the same seed gives the same files. The defect that was planted least comes next."""
    planted: Counter[str] = Counter()
    kinds = kinds_of(forms)
    for number in range(count):
        rng = random.Random(f"{seed}:{number}")
        kind = kinds[number % len(kinds)]
        sheet = kind in SHEET_ONLY or (kind not in WORD_ONLY and (number // len(kinds) + number) % 2 == 1)
        wanted: list[str] = []
        if (rng.random() > CLEAN_SHARE or kind in NEVER_CLEAN) and kind not in NEVER_MARRED:
            wanted = sorted(defects_of(kind), key=lambda code: (planted[code], rng.random()))
        if printer is not print_office:  # formulas and tracked changes are not printed
            wanted = [code for code in wanted if not code.startswith("BRK")]
        case = make_case(f"{number:04d}-{kind.replace(':', '-')}", kind, sheet, wanted, rng, printer)
        planted.update(case.defects)
        yield case


def make_case(
    name: str, kind: str, sheet: bool, wanted: Sequence[str], rng: random.Random, printer: Printer = print_office
) -> Case:
    """One case, with the first of the wanted defects that this kind of file can have."""
    variant = kind.partition(":")[2]
    clean = make(kind, Wish(variant, sheet, "", rng))
    marred = ((code, [entry]) for code in wanted for entry in [_try(kind, Wish(variant, sheet, code, rng))] if entry)
    defect, made = next(marred, ("", [clean]))
    if not wanted and kind not in ALONE and rng.random() < SEVERAL_SHARE:
        first = make(kind, Wish(variant, sheet, "", rng, " 1"))
        made = [first, make(kind, Wish(variant, sheet, "", rng, " 2", first.home))]
    papers = [paper for entry in made for paper in entry.papers]
    bundle = Bundle(papers, split_runs=rng.random() < 0.3, untidy=rng.random() < 0.12)
    if defect == "BRK010":
        _leave_traces(bundle, rng)
    if sheet and rng.random() < 0.12:
        bundle.papers.append(_reference_sheet())
    printed = printer(bundle, sheet)
    labels = [label for entry in made for label in entry.labels]
    findings = [entry | {"document": at} for at, label in enumerate(labels) for entry in label.findings()]
    unread = any(entry.asked.get("unread") for entry in made)
    return Case(
        name=f"{name}{'-' + defect if defect else ''}.{printed.suffix}",
        data=printed.data,
        kind=kind,
        format=printed.suffix,
        defects=tuple(planted.code for label in labels for planted in label.planted),
        documents=None if unread else [label.as_json(at) for at, label in enumerate(labels)],
        findings=findings,
    )


def _try(kind: str, wish: Wish) -> Made | None:
    """A marred document, where this kind of file can have the defect at all."""
    try:
        return make(kind, wish)
    except LookupError:
        return None


def _reference_sheet() -> Paper:
    """A sheet that is no form: lists to choose from, as makers of workbooks keep them at the end."""
    grid = Grid([1, 1, 1])
    grid.add(*(Box(text, bold=True) for text in ("Daftar Aspek", "Daftar Satuan", "Golongan")))
    for row in (("Kuantitas", "dokumen", "III/a"), ("Kualitas", "laporan", "III/b"), ("Waktu", "bulan", "IX")):
        grid.add(*(Box(text) for text in row))
    return Paper("Referensi", [grid])


def _leave_traces(bundle: Bundle, rng: random.Random) -> None:
    """Leaves a tracked change or a comment behind."""
    if rng.random() < 0.25:
        bundle.comment = "Mohon dicek lagi sebelum ditandatangani."
        return
    boxes = [
        box
        for paper in bundle.papers
        for box in _boxes(paper)
        if len(box.text.split()) > 2 and not box.quirk and "\n" not in box.text
    ]
    for box in rng.sample(boxes, min(3, len(boxes))):
        box.quirk, box.old_text = "tracked", "Semula"


def _boxes(paper: Paper) -> Iterator[Box]:
    for block in paper.blocks:
        if isinstance(block, Box):
            yield block
        elif isinstance(block, Grid):
            yield from (box for row in block.rows for box in row)
