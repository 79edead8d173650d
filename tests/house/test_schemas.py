"""What the program prints is what its schemas say, for every sample."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from kinerja_docs import api, catalogue, resources
from kinerja_docs.reporting import json_report
from tests.reporting.fakes import checked, was_read

SAMPLES = Path(__file__).parents[2] / "samples"
OPTIONS = api.Options(today=date(2026, 11, 20))


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((resources.schemas_path() / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(tree: Any) -> Any:
    return json.loads(json_report.dumps(tree))


def test_check_of_all_samples() -> None:
    tree = plain(json_report.check_tree(api.check([str(SAMPLES)], OPTIONS)))
    validator("check").validate(tree)
    assert len(tree["files"]) > 20 and len(tree["findings"]) > 20


def test_read_of_all_samples() -> None:
    tree = plain(json_report.read_tree(api.read([str(SAMPLES)], OPTIONS)))
    validator("read").validate(tree)
    assert any(document["rows"] for result in tree["files"] for document in result["documents"])


@pytest.mark.parametrize("name", catalogue.LISTS)
def test_lists(name: str) -> None:
    validator("list").validate(plain(json_report.list_tree(catalogue.listed(name, None, "id"))))


def test_hand_made_outcomes_and_faults() -> None:
    outcome = checked()
    outcome.faults.append(("x", "KeyError"))
    validator("check").validate(plain(json_report.check_tree(outcome)))
    validator("read").validate(plain(json_report.read_tree(was_read())))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "code"), "skp7"),
        (("findings", 0, "location", "row"), 0),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "fingerprint"), "xyz"),
        (("files", 0, "status"), "ok"),
        (("summary", "error"), -1),
        (("lain",), 1),
    ],
)
def test_the_schema_refuses_what_is_wrong(path: tuple[Any, ...], value: Any) -> None:
    tree = plain(json_report.check_tree(checked()))
    here = tree
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    with pytest.raises(ValidationError):
        validator("check").validate(tree)
