"""The old drawing language (VML) in which Excel keeps the boxes of its notes."""

from __future__ import annotations

from lxml import etree

V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the name that the format gives it
X = "urn:schemas-microsoft-com:office:excel"
SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_KIND = "_x0000_t202"
_OURS = "kinerjadocs"
_FIRST = 9000  # numbers of our shapes, apart from those that Excel gives


def new_shapes() -> etree._Element:
    """A drawing without shapes."""
    root = etree.Element("xml", nsmap={"v": V, "o": O, "x": X})
    kind = etree.SubElement(
        root, f"{{{V}}}shapetype", id=_KIND, coordsize="21600,21600", path="m,l,21600r21600,l21600,xe"
    )
    kind.set(f"{{{O}}}spt", "202")
    etree.SubElement(kind, f"{{{V}}}stroke", joinstyle="miter")
    path = etree.SubElement(kind, f"{{{V}}}path", gradientshapeok="t")
    path.set(f"{{{O}}}connecttype", "rect")
    return root


def add_shape(root: etree._Element, cell: tuple[int, int], lines: int) -> None:
    """The hidden box of a note at (column, row), both from 1, high enough for so many lines."""
    column, row = cell[0] - 1, cell[1] - 1
    number = _FIRST + sum(1 for one in root if one.get("id", "").startswith(_OURS))
    style = "position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;height:90pt;z-index:1;visibility:hidden"
    shape = etree.SubElement(
        root, f"{{{V}}}shape", id=f"{_OURS}{number}", type=f"#{_KIND}", style=style, fillcolor="#fffbe6"
    )
    shape.set(f"{{{O}}}insetmode", "auto")
    etree.SubElement(shape, f"{{{V}}}fill", color2="#fffbe6")
    etree.SubElement(shape, f"{{{V}}}shadow", on="t", color="black", obscured="t")
    path = etree.SubElement(shape, f"{{{V}}}path")
    path.set(f"{{{O}}}connecttype", "none")
    box = etree.SubElement(shape, f"{{{V}}}textbox", style="mso-direction-alt:auto")
    etree.SubElement(box, "div", style="text-align:left")
    data = etree.SubElement(shape, f"{{{X}}}ClientData", ObjectType="Note")
    etree.SubElement(data, f"{{{X}}}MoveWithCells")
    etree.SubElement(data, f"{{{X}}}SizeWithCells")
    height = min(max(lines, 4), 24)
    anchor = f"{column + 1}, 12, {max(row - 1, 0)}, 4, {column + 5}, 20, {max(row - 1, 0) + height}, 4"
    etree.SubElement(data, f"{{{X}}}Anchor").text = anchor
    etree.SubElement(data, f"{{{X}}}AutoFill").text = "False"
    etree.SubElement(data, f"{{{X}}}Row").text = str(row)
    etree.SubElement(data, f"{{{X}}}Column").text = str(column)


def strip_shapes(root: etree._Element) -> None:
    """Take our boxes out."""
    for one in [child for child in root if child.get("id", "").startswith(_OURS)]:
        root.remove(one)
