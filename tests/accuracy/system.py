"""The program under test, behind one function."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

TODAY = date(2026, 11, 20)


def read_and_check(path: Path, evidence: Sequence[str] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """The trees of ``read`` and of ``check`` for one file that is handed in alone, with its folders of evidence."""
    from kinerja_docs import api
    from kinerja_docs.reporting import json_report

    options = api.Options(today=TODAY, evidence=evidence)
    paths = [str(path)]
    return json_report.read_tree(api.read(paths, options)), json_report.check_tree(api.check(paths, options))
