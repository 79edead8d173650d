"""Made-up documents that hold the same secrets in every place a format has, for copies to be attacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from PIL.PngImagePlugin import PngInfo

NIP = "198703152011011004"
NIK = "3506124509870003"
PHONE = "081234567890"
MAIL = "wulan.kencana@gmail.com"
NAME = "Wulandari Kencanasari"
ADDRESS = "Jalan Melati Nomor 17 Wlingi"
ACCOUNT = "0021-01-998877-50-3"
OFFICIAL = "Sastro Wirawan"
SECRETS = (NIP, NIK, PHONE, MAIL, NAME, ADDRESS, ACCOUNT)
STAYS = ("Bawaslu Kabupaten Blitar", OFFICIAL, "Laporan Kinerja 2025", "info@bawaslu.go.id")


def picture(path: Path | None = None) -> bytes:
    """A small picture whose properties hold a name."""
    about = PngInfo()
    about.add_text("Author", NAME)
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(out, "PNG", pnginfo=about)
    return out.getvalue()


def word() -> bytes:
    """A Word document with the secrets in its text, over runs and cells, and under the surface."""
    document = Document()
    document.add_paragraph("Bawaslu Kabupaten Blitar")
    document.add_paragraph("Laporan Kinerja 2025, surel info@bawaslu.go.id")
    split = document.add_paragraph("NIP. ")
    for piece in ("1987 0315 ", "201101 ", "1", " 004"):
        split.add_run(piece).bold = piece == "1"
    table = document.add_table(rows=0, cols=3)
    for label, value in (("Nama Pemohon", NAME), ("Alamat", ADDRESS), ("No. HP", PHONE), ("Nomor Rekening", ACCOUNT)):
        for cell, text in zip(table.add_row().cells, (label, ":", value), strict=True):
            cell.text = text
    boxes = document.add_table(rows=1, cols=16)
    for cell, digit in zip(boxes.rows[0].cells, NIK, strict=True):
        cell.text = digit
    document.add_paragraph(f"Surat dari {NAME.upper()} ({MAIL}), NIK {NIK}, diterima {NAME}.")
    document.add_paragraph("Ketua,")
    document.add_paragraph(OFFICIAL)
    document.add_picture(io.BytesIO(picture()))
    _hidden(document)
    _tracked(document)
    document.sections[0].footer.paragraphs[0].text = f"Dicetak untuk {NAME}"
    core = document.core_properties
    core.author, core.title, core.comments, core.last_modified_by = NAME, NIP, ADDRESS, NAME
    out = io.BytesIO()
    document.save(out)
    extra = {"customXml/item1.xml": f"<a>{NIK}</a>", "word/embeddings/x.bin": NIP, "docProps/thumbnail.jpeg": NAME}
    return _with_extra(out.getvalue(), extra)


def _hidden(document: Document) -> None:  # type: ignore[valid-type]
    run = document.add_paragraph().add_run(f"{NIP} {NAME}")  # type: ignore[attr-defined]
    run.font.hidden = True


def _tracked(document: Document) -> None:  # type: ignore[valid-type]
    paragraph = document.add_paragraph("Isi ")  # type: ignore[attr-defined]
    deleted = OxmlElement("w:del")
    deleted.set(qn("w:author"), NAME)
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = NIK
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    properties = next(paragraph._p.iterancestors(qn("w:body"))).iter(qn("wp:docPr"))
    for one in properties:
        one.set("descr", f"Tanda tangan {NAME}")


def _with_extra(data: bytes, extra: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, text in extra.items():
            new.writestr(name, text)
        new.comment = NAME.encode()
    return out.getvalue()


def sheet() -> bytes:
    """A workbook with the secrets in cells, numbers, notes, hidden places, names, lists and properties."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Rekap"
    first.append(["Bawaslu Kabupaten Blitar, Laporan Kinerja 2025, info@bawaslu.go.id"])
    first.append(["No", "Nama Pegawai", "Jabatan", "Predikat"])
    first.append(["1", NAME, "Pengelola Data", "Baik"])
    first.append(["2", OFFICIAL, "Kepala Sekretariat", "Sangat Baik"])
    first.append(["NIK", int(NIK), "Alamat", ADDRESS])
    first.append(["NIP", f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}", "No. HP", int(PHONE)])
    first.append(["Nomor Rekening", ACCOUNT, "Surel", MAIL])
    first.append([f'="{NAME}"&" hadir"'])
    first["A1"].comment = Comment(f"{NIP} {NAME}", NAME)
    first["F1"], first["A12"] = NAME, NIK
    first.column_dimensions["F"].hidden = True
    first.row_dimensions[12].hidden = True
    rule = DataValidation(type="list", formula1=f'"{NAME},Lain"')
    first.add_data_validation(rule)
    rule.add("H1")
    first.oddFooter.center.text = NAME
    second = book.create_sheet("Data")
    second.append([NIP, NAME])
    second.sheet_state = "veryHidden"
    third = book.create_sheet(NAME)
    third.append(["Lampiran"])
    book.properties.creator, book.properties.description = NAME, ADDRESS
    out = io.BytesIO()
    book.save(out)
    return _with_extra(out.getvalue(), {"xl/printerSettings/p1.bin": NIP, "xl/externalLinks/e1.xml": f"<a>{NAME}</a>"})


def pdf() -> bytes:
    """A PDF with the secrets in its text, an annotation, an attachment, properties and an older revision."""
    import pikepdf
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setAuthor(NAME)
    page.setTitle(NIP)
    lines = ["Bawaslu Kabupaten Blitar", "Laporan Kinerja 2025, info@bawaslu.go.id", f"Nama Pemohon : {NAME}"]
    lines += [
        f"Alamat : {ADDRESS}",
        f"NIP. {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}",
        f"NIK {NIK}",
        f"No. HP : {PHONE}",
    ]
    lines += [f"Surel: {MAIL}", f"Nomor Rekening : {ACCOUNT}", f"Diterima dari {NAME.upper()}.", "Ketua,", OFFICIAL]
    for number, line in enumerate(lines):
        page.drawString(72, 780 - 20 * number, line)
    page.drawInlineImage(Image.new("RGB", (60, 30), "navy"), 300, 400, 120, 60)
    page.showPage()
    page.drawString(72, 780, "Bawaslu Kabupaten Blitar, halaman kedua tanpa data pribadi")
    page.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 20, 20], Contents=NAME
        )
        document.pages[1].Annots = pikepdf.Array([document.make_indirect(note)])
        document.attachments["ktp.txt"] = NIK.encode()
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()
