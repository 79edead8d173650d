"""PDF files: text and ruling lines by pdfium, page by page, put together to one Document.

Pages without a text layer go to OCR where that is installed.
"""

from __future__ import annotations

from typing import Any

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.page_join import document_of
from kinerja_docs.reading.pages import Page

KIND = "pdf"
_END = b"%%EOF"
_HEAD = b"%PDF-"
_SCRIPTS = (b"/JavaScript", b"/Launch")
_PASSWORD = "password"  # of pdfium's message


def read(contents: Contents) -> Document:
    """The document; BRK001 where the file is damaged or cut off, BRK002 where it is locked, BRK006 over a limit."""
    pages, active, remarks = pages_of(contents)
    result = document_of(pages, contents.path, KIND, contents.limits)
    result.traits.active += active
    result.traits.comment_count = remarks
    return result


def pages_of(contents: Contents) -> tuple[list[Page], list[str], int]:
    """The pages of a file, the ids of what is active in it, and how many remarks were left on its pages."""
    import pypdfium2

    data = contents.data
    if _END not in data:
        raise ReadingError("BRK001", "damaged", "%%EOF")
    try:
        opened = pypdfium2.PdfDocument(data[max(data.find(_HEAD), 0) :])
    except pypdfium2.PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise ReadingError("BRK002", "encrypted") from error
        raise ReadingError("BRK001", "damaged", str(error)) from error
    try:
        return _Reading(opened, contents).pages()
    finally:
        opened.close()


class _Reading:
    """One opened file."""

    def __init__(self, opened: Any, contents: Contents) -> None:
        self.opened = opened
        self.contents = contents
        self.form: Any = None
        self.remarks = 0

    def pages(self) -> tuple[list[Page], list[str], int]:
        count = len(self.opened)
        if not count:
            raise ReadingError("BRK001", "damaged", "0")
        if count > self.contents.limits.pages:
            raise exceeded("pages", self.contents.limits.pages)
        self.form = self.form_of()
        pages = [self.page(number) for number in range(count)]
        if all("page" in page.unread for page in pages):
            raise ReadingError("BRK001", "damaged", str(count))
        return pages, self.active(), self.remarks

    def form_of(self) -> Any:
        """The form environment, which pdfium needs to tell the values of fields."""
        if self.opened.get_formtype() == 0:
            return None
        self.opened.init_forms()
        return self.opened.formenv.raw if self.opened.formenv is not None else None

    def page(self, number: int) -> Page:
        """One page; one that is damaged says so and stops no other."""
        import pypdfium2

        from kinerja_docs.reading.pdf_fields import notes_of
        from kinerja_docs.reading.pdf_page import read_page

        try:
            page = self.opened[number]
        except pypdfium2.PdfiumError:
            return Page(number + 1, 0.0, 0.0, unread=["page"])
        try:
            notes = notes_of(page, self.form)
            self.remarks += notes.remarks
            result = read_page(page, number + 1, self.contents.limits, notes)
            return from_picture(page, number + 1) if "image_only" in result.unread else result
        except pypdfium2.PdfiumError:
            return Page(number + 1, 0.0, 0.0, unread=["page"])
        finally:
            page.close()

    def active(self) -> list[str]:
        """Scripts, attached files."""
        import pypdfium2.raw as raw

        found: list[str] = []
        if raw.FPDFDoc_GetJavaScriptActionCount(self.opened.raw) > 0 or any(
            mark in self.contents.data for mark in _SCRIPTS
        ):
            found.append("script")
        if raw.FPDFDoc_GetAttachmentCount(self.opened.raw) > 0:
            found.append("embedded")
        return found


def from_picture(page: Any, number: int) -> Page:
    """A page that shows a picture, as OCR reads it."""
    from kinerja_docs.reading import ocr

    wide, high = page.get_size()
    dpi = min(ocr.DPI, 72 * (ocr.MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
    grey = page.render(scale=dpi / 72, grayscale=True).to_numpy()
    return ocr.read_page(grey if grey.ndim == 2 else grey[:, :, 0], number, dpi)
