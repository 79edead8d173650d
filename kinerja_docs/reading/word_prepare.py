"""Turns a Word part with anything unusual into the flat, final text that :mod:`word_walk` reads.

Each step takes one feature of the format out of the tree: alternatives, tracked changes, content controls, form
fields, equations, text boxes, struck-out and hidden runs, nested tables. What the reader must know of a feature stays
as one of our marks (see :mod:`wordml`). The order matters and stands in :func:`prepare`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from kinerja_docs.reading import word_changes
from kinerja_docs.reading import wordml as w

CHECKED_BOX, EMPTY_BOX = "☒", "☐"
CHARACTERS = {w.RETURN: "\n", w.POSITION_TAB: "\t", w.HYPHEN: "-"}
SHOWN = (w.TEXT, w.BREAK, w.TAB, *CHARACTERS, w.SYMBOL, w.MATH_TEXT)
# Wingdings and Symbol by code, without the private-use offset F000 under which they are often written.
SYMBOLS = {0xFE: "☒", 0xFD: "☒", 0x52: "☑", 0xFC: "✓", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0xB7: "•", 0xA7: "▪", 0x2D: "-"}
WRAPPERS = (
    *(w.CONTROL, w.CONTROL_CONTENT, w.INSERTED, w.MOVED_TO, w.CUSTOM_XML, w.SMART_TAG),
    *(w.ALTERNATIVES, w.CHOICE, w.FALLBACK),
)
SETTINGS_OF_WRAPPERS = (w.CONTROL_PROPERTIES, w.CONTROL_END, w.CUSTOM_XML_PROPERTIES, w.SMART_TAG_PROPERTIES)


@dataclass(slots=True)
class Prepared:
    """What was taken out: the text boxes in document order by part name, and how many changes were tracked."""

    boxes: dict[str, etree._Element] = field(default_factory=dict)
    tracked_count: int = 0
    unread: list[str] = field(default_factory=list)


def prepare(top: etree._Element, boxes_before: int = 0) -> Prepared:
    """Prepares the blocks under ``top`` in place. ``boxes_before`` text boxes of earlier parts have been numbered."""
    prepared = Prepared()
    _choose_alternatives(top)
    prepared.tracked_count = word_changes.accept(top)
    _read_controls(top)
    _read_fields(top)
    _read_equations(top)
    if next(top.iter(w.FOREIGN_CHUNK, w.SUB_DOCUMENT), None) is not None:
        prepared.unread.append("embedded_document")
    etree.strip_elements(top, *SETTINGS_OF_WRAPPERS, w.RUBY_TEXT, with_tail=False)
    etree.strip_tags(top, *WRAPPERS)
    prepared.boxes = _lift_boxes(top, boxes_before)
    for piece in (top, *prepared.boxes.values()):
        _mark_runs(piece)
        _write_characters(piece)
        _lift_tables(piece)
    return prepared


def is_on(setting: etree._Element) -> bool:
    """Whether an on/off property holds: it stands there and does not say that it is off."""
    return setting.get(w.VALUE) not in w.OFF


def _choose_alternatives(top: etree._Element) -> None:
    """Of what is stored twice, for newer and older programs, only the newer version stays."""
    for alternatives in list(top.iter(w.ALTERNATIVES)):
        choice = alternatives.find(w.CHOICE)
        if choice is None:
            choice = alternatives.find(w.FALLBACK)
        for other in list(alternatives):
            if other is not choice:
                alternatives.remove(other)


def _read_controls(top: etree._Element) -> None:
    """Content controls: prompts become PROMPT marks, check boxes the sign they show."""
    for properties in list(top.iter(w.CONTROL_PROPERTIES)):
        control = properties.getparent()
        content = control.find(w.CONTROL_CONTENT) if control is not None else None
        if content is None:
            continue
        checkbox = properties.find(w.CHECKBOX)
        shown = properties.find(w.PROMPT_SHOWN)
        if checkbox is not None:
            checked = checkbox.find(w.CHECKED)
            _show(content, CHECKED_BOX if checked is not None and _is_checked(checked) else EMPTY_BOX)
        elif shown is not None and is_on(shown):
            for text in content.iter(w.TEXT):
                text.tag = w.PROMPT


def _is_checked(checked: etree._Element) -> bool:
    return checked.get(w.W14 + "val", "1") not in w.OFF


def _show(content: etree._Element, sign: str) -> None:
    """Replaces all that the content shows by one sign."""
    shown = list(content.iter(*SHOWN))
    for element in shown:
        element.tag = w.GONE
    if shown:
        place = shown[0]
    else:
        paragraph = next(content.iter(w.PARAGRAPH), content)
        place = etree.SubElement(paragraph, w.TEXT)
    place.tag = w.TEXT
    place.text = sign


def _read_fields(top: etree._Element) -> None:
    """Form fields of older Word versions: check boxes and drop-down lists keep their answer outside the text."""
    for data in list(top.iter(w.FIELD_DATA)):
        begin = data.getparent()
        box, choices = data.find(w.FIELD_BOX), data.find(w.FIELD_LIST)
        if begin is None or (box is None and choices is None):
            continue
        answer = etree.Element(w.TEXT)
        answer.text = _box_sign(box) if box is not None else _chosen(choices)
        begin.addnext(answer)


def _box_sign(box: etree._Element) -> str:
    state = box.find(w.W + "checked")
    if state is None:
        state = box.find(w.W + "default")
    return CHECKED_BOX if state is not None and is_on(state) else EMPTY_BOX


def _chosen(choices: etree._Element | None) -> str:
    if choices is None:
        return ""
    entries = [entry.get(w.VALUE, "") for entry in choices.iter(w.W + "listEntry")]
    for name in ("result", "default"):
        state = choices.find(w.W + name)
        number = state.get(w.VALUE, "") if state is not None else ""
        if number.isascii() and number.isdigit() and int(number) < len(entries):
            return entries[int(number)]
    return entries[0] if entries else ""


def _read_equations(top: etree._Element) -> None:
    """Equations on one line: ``a/b`` for a fraction, brackets where the equation draws them."""
    for fraction in top.iter(w.FRACTION):
        upper = fraction.find(w.NUMERATOR)
        if upper is not None:
            etree.SubElement(upper, w.TEXT).text = "/"
    for delimited in list(top.iter(w.DELIMITED)):
        opening = etree.Element(w.TEXT)
        opening.text = "("
        delimited.insert(0, opening)
        etree.SubElement(delimited, w.TEXT).text = ")"
    for text in top.iter(w.MATH_TEXT):
        text.tag = w.TEXT


def _lift_boxes(top: etree._Element, before: int) -> dict[str, etree._Element]:
    """Takes text boxes out and leaves a BOX mark after the block in which each is anchored."""
    found = list(top.iter(w.TEXT_BOX))
    boxes = {f"textbox{number}": box for number, box in enumerate(found, before + 1)}
    for name, box in reversed(boxes.items()):
        block = box
        while (parent := block.getparent()) is not top and parent is not None:
            block = parent
        mark = etree.Element(w.BOX, {w.NAME: name})
        block.addnext(mark)
        _take_out(box)
    return boxes


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _mark_runs(top: etree._Element) -> None:
    """Struck-out text becomes STRUCK marks, hidden text goes."""
    for setting in top.iter(w.STRIKE, w.DOUBLE_STRIKE, w.VANISH):
        run = _run_of(setting)
        if run is None or not is_on(setting):
            continue
        for text in run.iter(*SHOWN, w.PROMPT, w.STRUCK):
            text.tag = w.STRUCK if setting.tag != w.VANISH and text.tag in (w.TEXT, w.STRUCK) else w.GONE


def _run_of(setting: etree._Element) -> etree._Element | None:
    """The run that the setting is for; None where it is for a paragraph mark or a style."""
    properties = setting.getparent()
    run = properties.getparent() if properties is not None and properties.tag == w.RUN_PROPERTIES else None
    return run if run is not None and run.tag == w.RUN else None


def _write_characters(top: etree._Element) -> None:
    """Elements that stand for one character become text."""
    for element in top.iter(*CHARACTERS, w.SYMBOL):
        shown = CHARACTERS.get(element.tag)
        element.text = shown if shown is not None else _symbol(element.get(w.W + "char", ""))
        element.tag = w.TEXT


def _symbol(code: str) -> str:
    try:
        return SYMBOLS.get(int(code, 16) & 0xFFF, "")
    except ValueError:
        return ""


def _lift_tables(top: etree._Element) -> None:
    """Moves nested tables out to right after their outermost table, in document order."""
    for table in reversed(list(top.iter(w.TABLE))):
        outer = None
        parent = table.getparent()
        while parent is not None and parent is not top:
            if parent.tag == w.TABLE:
                outer = parent
            parent = parent.getparent()
        if outer is not None:
            table.tail = None
            outer.addnext(table)
