"""Identity blocks: "PEGAWAI YANG DINILAI" and "PEJABAT PENILAI KINERJA" with their labelled lines.

The block may be one table of six columns, two tables, three columns with a colon, or labels and values in one cell;
a heading may be repeated by mistake, so a second block under the same heading is the other party's.
"""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_docs.definitions.layout import Identity
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import takes_value
from kinerja_docs.extracting.roles import Role
from kinerja_docs.extracting.scan import role_of
from kinerja_docs.model import Cell, Line
from kinerja_docs.text import is_blank, squash

# What comes after the identities.
_ENDS = frozenset({"band", "narrative", "value", "value_heading", "list_band", "choice", "remark"})


@dataclass(slots=True)
class _Heading:
    column: int
    party: str


def read_identity(builder: Builder, rule: Identity) -> None:
    """Fill ``party.label`` for every labelled line below (or beside) a party's heading."""
    reader = _Reader(builder, rule)
    scan = builder.scan
    for index, marks in enumerate(scan.marks):
        kinds = scan.kinds[index]
        if "column" in kinds and any(h.first <= index < h.last for h in scan.heads):
            if reader.seen:
                break
            continue
        if reader.seen and kinds & _ENDS:
            break
        line = scan.lines[index]
        if not marks:
            continue
        headings = [(cell, role) for cell, roles in marks if (role := role_of(roles, "party")) and cell.row == line.row]
        labels = [
            (cell, role)
            for cell, roles in marks
            if (role := role_of(roles, "label")) and cell.row == line.row and _on_its_own(cell, role)
        ]
        if headings and reader.labels_follow(index):
            reader.open(headings)
            scan.used.add(index)
        if labels and (reader.current or len({role.name for _, role in labels} - {"nip"}) >= 1 < len(labels)):
            reader.line(line, [cell for cell, _ in labels], [(r.name, r.rest) for _, r in labels])
            scan.used.add(index)
        for cell in line.cells:
            if cell.row == line.row:
                reader.block_in_cell(cell)


def _no_room(line: Line, label: Cell, limit: Cell | None) -> bool:
    """Whether nothing stands between a label with a colon and the next label, or the end of a Word table's row."""
    if ":" not in label.text:
        return False
    following = label.column + label.colspan
    if limit is not None:
        return limit.column <= following
    return line.block.kind == "table" and line.at_column(following) is None


def _on_its_own(cell: Cell, role: Role) -> bool:
    """Whether a cell holds one label, which may be broken over two lines, and not a block of labelled lines."""
    text = cell.text.strip()
    return role.rest is None or "\n" not in text or "\n" in text.partition(":")[0]


class _Reader:
    def __init__(self, builder: Builder, rule: Identity) -> None:
        self.builder = builder
        self.rule = rule
        self.names = [party.name for party in rule.parties]
        self.current: list[_Heading] = []
        self.seen: set[str] = set()
        self.columns_on_line = 1  # labels on the line, where every heading has one
        self.joined = False  # whether labels and values of the block share their cells: "Nama : X"

    def labels_follow(self, index: int) -> bool:
        """A heading without labels on its line or below it is a signature caption (which may have a NIP below)."""
        return any(
            role.kind == "label" and role.name != "nip"
            for marks in self.builder.scan.marks[index : index + 4]
            for _, roles in marks
            for role in roles
        )

    def open(self, headings: list[tuple[Cell, Role]]) -> None:
        opened: list[_Heading] = []
        for cell, role in headings:
            name = role.name
            taken = {h.party for h in opened} | (self.seen if len(headings) == 1 else set())
            if name in taken and len(self.names) > 1 and name in self.names[:2]:
                name = self.names[1] if name == self.names[0] else self.names[0]
            opened.append(_Heading(cell.column, name))
            self.builder.place(name, cell)
        self.current = opened
        self.seen |= {h.party for h in opened}

    def party_of(self, column: int, number: int) -> str:
        if not self.current:
            return self.names[min(number, len(self.names) - 1)]
        if len(self.current) > 1 and number < len(self.current) and self.columns_on_line > 1:
            return self.current[number].party  # whatever the columns are, the n-th label is the n-th heading's
        found = self.current[0]
        for heading in self.current:
            if heading.column == column:
                return heading.party
            if heading.column - 1 <= column:
                found = heading
        return found.party

    def line(self, line: Line, cells: list[Cell], roles: list[tuple[str, str | None]]) -> None:
        self.columns_on_line = len(cells) if len(cells) == len(self.current) else 1
        self.joined = self.joined or any(rest is not None and not is_blank(rest) for _, rest in roles)
        for number, (cell, (name, rest)) in enumerate(zip(cells, roles, strict=True)):
            party = self.party_of(cell.column, number)
            if rest is not None and not is_blank(rest):
                self.put(party, name, rest, cell)
                continue
            limit = cells[number + 1] if number + 1 < len(cells) else None
            self.value_beside(line, cell, limit, party, name)

    def value_beside(self, line: Line, label: Cell, limit: Cell | None, party: str, name: str) -> None:
        """The printed cell right of a label and left of the next label; an empty one is the field's place."""
        if self.joined and ":" in label.text:
            self.put(party, name, label.text.partition(":")[2], label)
            return
        empty: Cell | None = None
        beside = label
        cells = [c for c in line.cells if c.column > label.column and (limit is None or c.column < limit.column)]
        if (
            limit is not None
            and cells
            and squash(cells[-1].text).rstrip(".").isdigit()
            and len(cells[-1].text.strip()) < 3
        ):
            cells = cells[:-1]  # the running number of the other block
        roles = self.builder.scan.form.vocabulary.roles
        for cell in cells:
            if "\n" in cell.text and role_of(roles(cell.text), "label") is not None:
                break  # a label of the other block, with its value over two lines
            text = cell.text.lstrip(" :\t")
            if text and not is_blank(text):
                self.put(party, name, text, cell)
                return
            if cell.text.strip() == ":":
                beside = cell
            elif empty is None or (text and not empty.text.strip()):  # a dash or a prompt before a blank cell
                empty = cell
        if empty is not None:
            self.put(party, name, empty.text, empty)
        elif line.block.kind == "paragraph" or takes_value(label) or _no_room(line, label, limit):
            self.builder.place(f"{party}.{name}", label)
        else:
            self.builder.place(f"{party}.{name}", line.block.locate(line.row, beside.column + beside.colspan))

    def block_in_cell(self, cell: Cell) -> None:
        """A whole block typed into one cell: "Nama : X" and "NIP : Y" on lines of their own."""
        if "\n" not in cell.text.strip() or ":" not in cell.text or not self.current:
            return
        vocabulary = self.builder.scan.form.vocabulary
        found: list[tuple[str, str]] = []
        for text in cell.text.split("\n"):
            role = role_of(vocabulary.roles(text), "label")
            if role is not None and role.rest is not None:
                found.append((role.name, role.rest))
            elif found:  # a value that runs over a line break
                found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        for name, rest in found:
            self.put(self.party_of(cell.column, 0), name, rest, cell)

    def put(self, party: str, name: str, text: str, cell: Cell) -> None:
        if party in self.names:
            self.builder.put(f"{party}.{name}", text, cell, self.rule.kinds.get(name, "text"))
