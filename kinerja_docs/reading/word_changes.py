"""Tracked changes of a Word part: what was inserted stays, what was deleted goes, and the first place is marked."""

from __future__ import annotations

from lxml import etree

from kinerja_docs.reading import wordml as w

REVISIONS = (
    *(w.DELETED, w.INSERTED, w.MOVED_FROM, w.MOVED_TO),
    *(w.CELL_DELETED, w.CELL_INSERTED, w.CELL_MERGED, *w.CHANGES),
)
REMOVALS = frozenset((w.DELETED, w.MOVED_FROM, w.CELL_DELETED))


def accept(top: etree._Element) -> int:
    """Makes the text under ``top`` final, in place; the number of tracked changes that stood there."""
    revisions = list(top.iter(*REVISIONS))
    if not revisions:
        return 0
    _mark(revisions[0], top)
    # Settings as they were before a change may hold strike-outs that no longer count.
    etree.strip_elements(top, *w.CHANGES, with_tail=False)
    for revision in reversed(revisions):  # so that what runs on through many paragraphs is moved once
        if revision.tag in REMOVALS:
            _settle_removal(revision)
    etree.strip_elements(top, *REMOVALS, with_tail=False)
    _drop_empty_tables(top)
    return len(revisions)


def _mark(revision: etree._Element, top: etree._Element) -> None:
    """Leaves a TRACKED mark in the paragraph of the change, or in the nearest one that will stay."""
    host: etree._Element | None = revision
    while host is not None and host is not top and host.tag != w.PARAGRAPH:
        host = host.getparent()
    if host is None or host is top or _in_deleted_row(host):
        host = _nearest_paragraph(revision, top)
    if host is not None:
        host.append(etree.Element(w.TRACKED))


def _nearest_paragraph(revision: etree._Element, top: etree._Element) -> etree._Element | None:
    """The first paragraph after the change that is not in a deleted row, else the last one before it."""
    before, passed = None, False
    for element in top.iter(w.PARAGRAPH, revision.tag):
        if element is revision:
            passed = True
        elif element.tag == w.PARAGRAPH and not _in_deleted_row(element):
            if passed:
                return element
            before = element
    return before


def _in_deleted_row(paragraph: etree._Element) -> bool:
    return any(row.find(f"{w.ROW_PROPERTIES}/{w.DELETED}") is not None for row in paragraph.iterancestors(w.ROW))


def _settle_removal(revision: etree._Element) -> None:
    """A removal that is a setting of a row, a cell or a paragraph mark takes that with it."""
    settings = revision.getparent()
    owner = settings.getparent() if settings is not None else None
    if settings is None or owner is None:
        return
    if (settings.tag, owner.tag) in ((w.ROW_PROPERTIES, w.ROW), (w.CELL_PROPERTIES, w.CELL)):
        _remove(owner)
    elif settings.tag == w.RUN_PROPERTIES and owner.tag == w.PARAGRAPH_PROPERTIES:
        paragraph = owner.getparent()
        if paragraph is not None:
            _join_with_next(paragraph)


def _join_with_next(paragraph: etree._Element) -> None:
    """Without its mark a paragraph runs on into the next one; at the end of a cell or before a table it stays."""
    following = paragraph.getnext()
    while following is not None and following.tag not in (w.PARAGRAPH, w.TABLE):
        following = following.getnext()
    if following is None or following.tag != w.PARAGRAPH:
        return
    place = 1 if len(following) and following[0].tag == w.PARAGRAPH_PROPERTIES else 0
    for child in list(paragraph):
        if child.tag != w.PARAGRAPH_PROPERTIES:
            following.insert(place, child)
            place += 1
    _remove(paragraph)


def _drop_empty_tables(top: etree._Element) -> None:
    for table in list(top.iter(w.TABLE)):
        if next(table.iter(w.ROW), None) is None:
            _remove(table)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
