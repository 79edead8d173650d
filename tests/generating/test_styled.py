"""Letterhead, paper, font and margins of an office on every template, and settings that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from kinerja_docs import api, filling, office
from kinerja_docs.definitions.manifest import manifest, manifests
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.compiled import Compiled, by_docxtpl, same_parts
from kinerja_docs.generating.data import read_data
from kinerja_docs.generating.styled import write_styled
from kinerja_docs.generating.values import prepare
from kinerja_docs.options import Options
from tests.generating.test_generating import TODAY, row, write

KOP = ("BADAN PENGAWAS PEMILIHAN UMUM", "KABUPATEN TULUNGAGUNG")
FULL = f"""
[kantor]
nama = "Bawaslu Kabupaten Tulungagung"
[naskah]
kop = {json.dumps(KOP)}
logo = "logo.png"
alamat = "Jalan Kenanga Nomor 9, Tulungagung"
kertas = "F4"
huruf = "Arial"
ukuran_huruf = 12
margin_kiri = 4.0
margin_kanan = 2.5
"""


def folder(path: Path, settings: str = FULL) -> Path:
    path.mkdir(exist_ok=True)
    (path / "kinerja.toml").write_text(settings, "utf-8")
    Image.new("RGB", (60, 60), "navy").save(path / "logo.png")
    return path


@pytest.mark.parametrize("name", sorted(manifests()))
def test_every_template_takes_the_style(name: str, tmp_path: Path) -> None:
    model, style = manifest(name).model, office.load(folder(tmp_path)).naskah
    path = write_styled(manifest(name).template, style, tmp_path / "t.docx")
    data = write(tmp_path / "d.json", row(name, 3))
    (line,) = prepare(read_data(data, model), model, {})
    content = Compiled(path).document(line.context)
    assert same_parts(content, by_docxtpl(path, line.context)) == []
    (tmp_path / "hasil.docx").write_bytes(content)
    made = docx.Document(str(tmp_path / "hasil.docx"))
    for section in made.sections:
        sides = sorted((section.page_width.cm, section.page_height.cm))  # type: ignore[union-attr]
        assert [round(side, 1) for side in sides] == [21.5, 33.0]
        assert round(section.left_margin.cm, 1) == 4.0 and round(section.right_margin.cm, 1) == 2.5  # type: ignore[union-attr]
    assert made.styles["Normal"].font.name == "Arial"  # type: ignore[attr-defined]
    assert _widest(made) <= 1.02
    texts = [paragraph.text for paragraph in made.paragraphs]
    heads = manifest(name).template
    if next(p.text for p in docx.Document(str(heads)).paragraphs if p.text.strip()) == "{{ instansi }}":
        assert [text for text in texts if text.strip()][:2] == list(KOP)
        assert len(made.inline_shapes) == 1


def _widest(made: Any) -> float:
    """The widest table, measured against the room between the margins of its section."""
    sections, shares, number = list(made.sections), [0.0], 0
    for block in made.element.body:
        if block.tag == qn("w:tbl"):
            one = sections[number]
            room = (one.page_width - one.left_margin - one.right_margin) / 635
            shares.append(sum(int(column.get(qn("w:w"))) for column in block.iter(qn("w:gridCol"))) / room)
        elif block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            number += 1
    return max(shares)


def test_a_batch_in_the_style_of_the_office(tmp_path: Path) -> None:
    place = folder(tmp_path / "kantor")
    given = {k: v for k, v in row("perjanjian_kinerja", 3).items() if k not in ("instansi", "alamat")}
    batch = filling.generate(
        "perjanjian_kinerja", write(tmp_path / "d.json", given), tmp_path / "hasil", office=place, today=TODAY
    )
    assert batch.problems == [] and batch.exit_code == 0
    path = tmp_path / "hasil" / batch.documents[0].file
    record = api.read([str(path)], Options(today=TODAY)).files[0].records[0]
    assert record.form == "perjanjian_kinerja"
    assert record.text_of("instansi").upper() == " ".join(KOP)
    assert "Jalan Kenanga Nomor 9, Tulungagung" in [p.text for p in docx.Document(str(path)).paragraphs]


def test_without_settings_nothing_is_made_over(tmp_path: Path) -> None:
    style = office.load(folder(tmp_path, '[naskah]\nalamat = "Jalan A"\n')).naskah
    assert not style.changes and style.alamat == "Jalan A"


@pytest.mark.parametrize(
    ("setting", "key", "hint"),
    [
        ('kertas = "A5"', "naskah.kertas", "F4"),
        ("margin_kiri = 30", "naskah.margin_kiri", "6"),
        ("margin_kiri = true", "naskah.margin_kiri", ""),
        ('ukuran_huruf = "besar"', "naskah.ukuran_huruf", ""),
        ("ukuran_huruf = 40", "naskah.ukuran_huruf", "16"),
        ('logo = "tidak-ada.png"', "naskah.logo", ".png"),
        ('kop = "SATU BARIS"', "naskah.kop", ""),
        ('kop = ["1", "2", "3", "4", "5", "6"]', "naskah.kop", "5"),
        ('kertass = "A4"', "naskah.kertass", "naskah.kertas"),
    ],
)
def test_settings_that_cannot_be_used(setting: str, key: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        office.load(folder(tmp_path, f"[naskah]\n{setting}\n"))
    assert key in str(caught.value) and hint in str(caught.value)
