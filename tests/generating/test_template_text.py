"""The texts beside the Word templates are what the templates say."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from scripts.template_text import FOLDER, dump

TEMPLATES = sorted(FOLDER.glob("*.docx"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_text_of_a_template_is_current(path: Path) -> None:
    assert path.with_suffix(".txt").read_text("utf-8") == dump(path), "python -m scripts.template_text"


def test_no_text_stands_without_its_template() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in TEMPLATES}


def test_a_change_shows(tmp_path: Path) -> None:
    word = docx.Document(str(TEMPLATES[0]))
    word.add_paragraph("satu kalimat lagi")
    word.save(str(tmp_path / "t.docx"))
    assert dump(tmp_path / "t.docx") != dump(TEMPLATES[0])
