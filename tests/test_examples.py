"""Documents with what must come of them: the shared examples where they are at hand, and always our own samples.

The shared examples are looked for in ``KINERJA_DOCS_SHARED``, else in ``../shared`` beside the checkout.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy.compare import compare_documents, match_findings
from tests.accuracy.system import read_and_check

ROOT = Path(__file__).parents[1]
EVIDENCE = {"lke-zi.xlsx": "bukti"}  # the folder beside an example that holds its evidence
LATER_CODES = ("SKP014", "SKP020", "SKP021", "SKP022", "SKP023", "SKP024", "PK005", "PK006", "IKU009", "IKU010")


@dataclass
class Example:
    """A file with its expected documents and findings. ``absent`` are codes that must not appear; None judges all."""

    path: Path
    documents: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    absent: tuple[str, ...] | None


def _shared_folder() -> Path | None:
    given = os.environ.get("KINERJA_DOCS_SHARED")
    folder = (Path(given) if given else ROOT.parent / "shared") / "examples"
    return folder if folder.is_dir() else None


def _shared_examples() -> list[Example]:
    folder = _shared_folder()
    examples = []
    for path in sorted([*folder.glob("*.docx"), *folder.glob("*.xlsx"), *folder.glob("*.pdf")]) if folder else []:
        documents = json.loads(path.with_suffix(".read.json").read_text("utf-8"))["files"][0]["documents"]
        check = json.loads(path.with_suffix(".check.json").read_text("utf-8"))
        examples.append(Example(path, documents, check["findings"], tuple(check["not"])))
    return examples


def _own_examples() -> list[Example]:
    examples = []
    for path in sorted((ROOT / "tests" / "expected").glob("*.json")):
        tree = json.loads(path.read_text("utf-8"))
        examples.append(Example(ROOT / "samples" / tree["path"], tree["documents"], tree["findings"], None))
    return examples


SHARED, OWN = _shared_examples(), _own_examples()
EXAMPLES = [*SHARED, *OWN]


@pytest.fixture(scope="module")
def outcomes() -> dict[Path, tuple[dict[str, Any], dict[str, Any]]]:
    """What the program gave, by file; read and checked once each."""
    return {}


@pytest.fixture
def outcome(request: pytest.FixtureRequest, outcomes: dict[Path, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The trees of one example."""
    path = request.getfixturevalue("example").path
    if path not in outcomes:
        evidence = [str(path.parent / EVIDENCE[path.name])] if path.name in EVIDENCE else []
        outcomes[path] = read_and_check(path, evidence)
    given: tuple[dict[str, Any], dict[str, Any]] = outcomes[path]
    return given


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path.name)
def test_reads_what_is_printed(example: Example, outcome: tuple[dict[str, Any], dict[str, Any]]) -> None:
    if not example.documents:
        assert [document["form"] for document in outcome[0]["files"][0]["documents"]] == ["skp"]
        return
    comparison = compare_documents(example.documents, outcome[0]["files"][0]["documents"])
    assert comparison.wrong == []
    assert comparison.fields.total >= 3


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path.name)
def test_finds_what_is_wrong(example: Example, outcome: tuple[dict[str, Any], dict[str, Any]]) -> None:
    matched = match_findings(example.findings, outcome[1]["findings"])
    assert matched.missed + matched.elsewhere == []
    judged = [
        finding for finding in matched.extra if finding["severity"] != "info" and finding["code"] not in LATER_CODES
    ]
    if example.absent is not None:
        judged = [finding for finding in judged if finding["code"] in example.absent]
    assert [(finding["code"], finding["location"]) for finding in judged] == []


def test_there_are_examples_to_judge_by() -> None:
    assert len(OWN) >= 30
    assert not SHARED or len(SHARED) >= 10
