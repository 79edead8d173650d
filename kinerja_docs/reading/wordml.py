"""Names of WordprocessingML elements, and of the marks that :mod:`word_prepare` leaves for :mod:`word_walk`."""

from __future__ import annotations

from typing import Final

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{NAMESPACE}}}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
OURS: Final = "{kinerja-docs}"

DOCUMENT, BODY, TABLE, ROW, CELL = W + "document", W + "body", W + "tbl", W + "tr", W + "tc"
PARAGRAPH, RUN, TEXT, BREAK, TAB = W + "p", W + "r", W + "t", W + "br", W + "tab"
RETURN, POSITION_TAB, HYPHEN, SYMBOL = W + "cr", W + "ptab", W + "noBreakHyphen", W + "sym"
SPAN, DOWN, ACROSS, BEFORE = W + "gridSpan", W + "vMerge", W + "hMerge", W + "gridBefore"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = W + "pPr", W + "rPr"
PARAGRAPH_STYLE, NUMBERED = W + "pStyle", W + "numPr"
ROW_PROPERTIES, CELL_PROPERTIES = W + "trPr", W + "tcPr"
VALUE, IDENTIFIER = W + "val", W + "id"
OFF: Final = frozenset({"0", "false", "off", "none"})  # ways to write that a property does not hold

DELETED, INSERTED, MOVED_FROM, MOVED_TO = W + "del", W + "ins", W + "moveFrom", W + "moveTo"
CELL_DELETED, CELL_INSERTED, CELL_MERGED = W + "cellDel", W + "cellIns", W + "cellMerge"
CHANGES: Final = tuple(
    f"{W}{what}Change" for what in ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr", "tblGrid", "numbering")
)
CONTROL, CONTROL_CONTENT, CONTROL_PROPERTIES, CONTROL_END = W + "sdt", W + "sdtContent", W + "sdtPr", W + "sdtEndPr"
PROMPT_SHOWN, CHECKBOX, CHECKED = W + "showingPlcHdr", W14 + "checkbox", W14 + "checked"
FIELD_DATA, FIELD_BOX, FIELD_LIST = W + "ffData", W + "checkBox", W + "ddList"
STRIKE, DOUBLE_STRIKE, VANISH = W + "strike", W + "dstrike", W + "vanish"
TEXT_BOX, DRAWING, PICTURE = W + "txbxContent", W + "drawing", W + "pict"
ALTERNATIVES, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
CUSTOM_XML, CUSTOM_XML_PROPERTIES = W + "customXml", W + "customXmlPr"
SMART_TAG, SMART_TAG_PROPERTIES = W + "smartTag", W + "smartTagPr"
RUBY_TEXT, FOREIGN_CHUNK, SUB_DOCUMENT = W + "rt", W + "altChunk", W + "subDoc"
EQUATION, MATH_TEXT, FRACTION, NUMERATOR, DELIMITED = M + "oMath", M + "t", M + "f", M + "num", M + "d"

# Our own marks: where the n-th text box belongs, and what is known of a piece of text.
BOX, STRUCK, PROMPT, TRACKED, GONE = (OURS + name for name in ("box", "struck", "prompt", "tracked", "gone"))
ITEM: Final = OURS + "item"  # the paragraph is an item of a list that Word marks by itself
# Attribute of a BOX mark: the part name of the box, "textbox1"; of an ITEM mark: list and level, "3/0", or nothing
# where the item's number is written into it.
NAME: Final = "name"

# What the plain walk does not understand. A part that has none of it is walked as it is. Wrappers around whole
# blocks need not be here: the walk itself notices them. (Each name costs a hundredth of the walk.)
RARE: Final = (
    *(DELETED, INSERTED, MOVED_FROM, CHANGES[0], CHANGES[1], PROMPT_SHOWN, CHECKBOX, FIELD_DATA),
    *(STRIKE, DOUBLE_STRIKE, VANISH, TEXT_BOX, ALTERNATIVES, FOREIGN_CHUNK, RUBY_TEXT, EQUATION),
    *(RETURN, POSITION_TAB, HYPHEN, SYMBOL, ACROSS, BEFORE),
)
