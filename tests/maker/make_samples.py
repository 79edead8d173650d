"""``python -m tests.maker.make_samples``: writes the files under ``samples/`` and what must come out of them.

``samples/bermasalah/terkunci.docx`` is left alone: it was encrypted once with a password, and encryption gives
other bytes each time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.maker.sample_faults import faulty_files
from tests.maker.sample_lke import lke_samples
from tests.maker.sample_office import Sample, clean_office

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
EXPECTED = ROOT / "tests" / "expected"


def all_samples() -> list[Sample]:
    """Every sample that is made by this program."""
    return [*clean_office(), *faulty_files(), *lke_samples()]


def expectation(sample: Sample) -> dict[str, Any] | None:
    """The documents that ``read`` must give and the findings of ``check``, where the sample is a form."""
    if not sample.labels:
        return None
    findings = [finding for label in sample.labels for finding in label.findings()]
    unread = any(label.planted and label.planted[0].code == "DOK013" for label in sample.labels)
    documents = [] if unread else [label.as_json(number) for number, label in enumerate(sample.labels)]
    return {"path": sample.path, "documents": documents, "findings": findings}


def expectation_path(sample: Sample) -> Path:
    """Where the expectation of a sample is kept."""
    return EXPECTED / (Path(sample.path).name + ".json")


def expectation_text(sample: Sample) -> str:
    """The expectation as JSON text, or nothing."""
    tree = expectation(sample)
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n" if tree else ""


def main() -> None:
    """Writes all files."""
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for sample in all_samples():
        path = SAMPLES / sample.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.data)
        if text := expectation_text(sample):
            expectation_path(sample).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
