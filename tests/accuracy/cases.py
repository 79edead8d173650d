"""Cases: made files, each with what ``read`` must give and ``check`` must find."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.accuracy.iku_defects import IKU_DEFECTS
from tests.accuracy.marring import Defect
from tests.accuracy.pk_defects import PK_DEFECTS
from tests.accuracy.skp_defects import SKP_DEFECTS
from tests.maker.iku_content import make_iku
from tests.maker.iku_layout import lay_out_iku
from tests.maker.iku_style import random_iku_style
from tests.maker.labels import Label
from tests.maker.paper import Box, Bundle, Grid, Paper
from tests.maker.people import Office
from tests.maker.pk_content import make_pk
from tests.maker.pk_layout import lay_out_pk
from tests.maker.pk_style import random_pk_style
from tests.maker.sheet import write_sheet
from tests.maker.skp_content import make_skp
from tests.maker.skp_layout import lay_out_annex_alone, lay_out_skp
from tests.maker.skp_old import lay_out_old_skp
from tests.maker.skp_style import random_style
from tests.maker.word import write_word


@dataclass
class Made:
    """One document: its papers, its label, what a defect asked of the layout, and its office."""

    papers: list[Paper]
    label: Label
    asked: dict[str, Any]
    home: Office


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
WORD_ONLY = ("iku:division", "iku:decree")


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


def make_cases(count: int, seed: int) -> Iterator[Case]:
    """``count`` cases; the same seed gives the same files. The defect that was planted least comes next."""
    planted: Counter[str] = Counter()
    for number in range(count):
        rng = random.Random(f"{seed}:{number}")
        kind = KINDS[number % len(KINDS)]
        sheet = kind not in WORD_ONLY and (number // len(KINDS) + number) % 2 == 1
        wanted: list[str] = []
        if rng.random() > CLEAN_SHARE and kind != "skp:annex":
            wanted = sorted(_defects(kind), key=lambda code: (planted[code], rng.random()))
        case = make_case(f"{number:04d}-{kind.replace(':', '-')}", kind, sheet, wanted, rng)
        planted.update(case.defects)
        yield case


def make_case(name: str, kind: str, sheet: bool, wanted: Sequence[str], rng: random.Random) -> Case:
    """One case, with the first of the wanted defects that this kind of file can have."""
    defect, made = next(
        ((code, [entry]) for code in wanted for entry in [_try(kind, sheet, code, rng)] if entry is not None),
        ("", [_make(kind, sheet, "", rng)]),
    )
    if not wanted and kind not in ("skp:annex", "iku:decree") and rng.random() < SEVERAL_SHARE:
        first = _make(kind, sheet, "", rng, " 1")
        made = [first, _make(kind, sheet, "", rng, " 2", first.home)]
    papers = [paper for entry in made for paper in entry.papers]
    bundle = Bundle(papers, split_runs=rng.random() < 0.3, untidy=rng.random() < 0.12)
    if defect == "BRK010":
        _leave_traces(bundle, rng)
    if sheet and rng.random() < 0.12:
        bundle.papers.append(_reference_sheet())
    data = (write_sheet if sheet else write_word)(bundle)
    labels = [entry.label for entry in made]
    findings = [entry | {"document": at} for at, label in enumerate(labels) for entry in label.findings()]
    unread = any(entry.asked.get("unread") for entry in made)
    return Case(
        name=f"{name}{'-' + defect if defect else ''}.{'xlsx' if sheet else 'docx'}",
        data=data,
        kind=kind,
        format="xlsx" if sheet else "docx",
        defects=tuple(planted.code for label in labels for planted in label.planted),
        documents=None if unread else [label.as_json(at) for at, label in enumerate(labels)],
        findings=findings,
    )


def _defects(kind: str) -> dict[str, Defect]:
    if kind.startswith("skp"):
        old = kind in ("skp:2021", "skp:2011")
        fitting = ("SKP001", "SKP002", "SKP003", "SKP018", "SKP018", "DOK005", "DOK007", "DOK008", "DOK012")
        return {
            code: SKP_DEFECTS[code] for code in (fitting if old else [code for code in SKP_DEFECTS if code != "SKP018"])
        }
    return PK_DEFECTS if kind == "pk" else IKU_DEFECTS


def _make(
    kind: str, sheet: bool, defect: str, rng: random.Random, suffix: str = "", home: Office | None = None
) -> Made:
    maker: Callable[..., Made | None] = {"skp": _skp, "pk": _pk, "iku": _iku}[kind.split(":", maxsplit=1)[0]]
    for _ in range(60):
        made = maker(kind.partition(":")[2], sheet, defect, rng, suffix, home)
        if made is not None:
            return made
    raise LookupError(f"{kind} never has {defect}")


def _try(kind: str, sheet: bool, defect: str, rng: random.Random) -> Made | None:
    """A marred document, where this kind of file can have the defect at all."""
    try:
        return _make(kind, sheet, defect, rng)
    except LookupError:
        return None


def _sheet_quirks(rng: random.Random, layout: dict[str, Any], widest: int) -> None:
    layout.setdefault("first_row", rng.choice([0, 0, 1, 2]))
    layout.setdefault("first_column", rng.choice([0, 0, 0, 1]))
    if rng.random() < 0.15:
        layout["spare_column"] = rng.randrange(1, widest)
    layout["merge"] = rng.random() > 0.15
    layout["number_years"] = rng.random() < 0.5


def _skp(variant: str, sheet: bool, defect: str, rng: random.Random, suffix: str, home: Office | None) -> Made | None:
    generation = variant if variant in ("2021", "2011") else "2022"
    approach = "kualitatif" if variant == "kualitatif" else "kuantitatif"
    skp = make_skp(rng, approach, "jpt" if variant == "jpt" else "ja_jf", generation, sheet, home=home)
    style = random_style(rng, sheet, generation)
    if sheet:
        _sheet_quirks(rng, skp.layout, 4)
        skp.layout["hidden_note"] = rng.random() < 0.08
    if variant == "annex":
        papers, label = lay_out_annex_alone(skp, style)
        return Made(papers, label, skp.layout, skp.home)
    if defect and not SKP_DEFECTS[defect](skp, style, rng):
        return None
    lay_out = (lambda *given: lay_out_old_skp(rng, *given)) if generation == "2011" else lay_out_skp
    papers, label = lay_out(skp, style, f"SKP{suffix}")
    return Made(papers, label, skp.layout, skp.home)


def _pk(_: str, sheet: bool, defect: str, rng: random.Random, suffix: str, home: Office | None) -> Made | None:
    style = random_pk_style(rng, sheet)
    pk = make_pk(rng, own_unit_column=style.unit_column, sheet=sheet, home=home)
    if sheet:
        _sheet_quirks(rng, pk.layout, 3)
    if defect and not PK_DEFECTS[defect](pk, style, rng):
        return None
    papers, label = lay_out_pk(pk, style, f"PK{suffix}")
    return Made(papers, label, pk.layout, pk.home)


def _iku(variant: str, sheet: bool, defect: str, rng: random.Random, suffix: str, home: Office | None) -> Made | None:
    style = random_iku_style(rng, sheet, variant)
    iku = make_iku(rng, variant, style.unit_column, sheet, home=home)
    if sheet:
        _sheet_quirks(rng, iku.layout, 5)
    if defect and not IKU_DEFECTS[defect](iku, style, rng):
        return None
    papers, label = lay_out_iku(iku, style, f"IKU{suffix}")
    return Made(papers, label, iku.layout, iku.home)


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
