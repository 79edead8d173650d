"""The types that one room hands to the next.

Reading gives a :class:`Document`: lines of cells, each of which knows its place. Extracting turns it
into :class:`Record` s of :class:`Value` s. Checking gives :class:`Finding` s, and a :class:`Report` holds
them for every renderer. Nothing here reads a file, knows a form or prints a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

BlockKind = Literal["paragraph", "table", "sheet", "line"]
Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the top left of a page
FileStatus = Literal["read", "partial", "unreadable"]
FileRole = Literal["submitted", "reference", "evidence"]
Severity = Literal["error", "warning", "info"]
Confidence = Literal["certain", "likely"]
Verdict = Literal["siap", "perbaiki", "belum_terbaca"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place a person can go to, as the contract spells it (rows, columns, paragraphs count from 1).

    ``kind`` is ``cell``, ``table_cell``, ``paragraph``, ``page`` or ``file``; only the keys of that kind are set.
    ``file`` is set for a place in another file than the finding's own.
    """

    kind: str
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    part: str | None = None
    page: int | None = None
    bbox: Box | None = None
    file: str | None = None
    scanned: bool = field(default=False, compare=False, repr=False)  # what stands there is what OCR made of a picture

    def __reduce__(self) -> tuple[type[Location], tuple[Any, ...]]:
        """Hundreds of places travel with each file, and what a dataclass does by itself takes ten times as long."""
        return Location, (
            *(self.kind, self.sheet, self.cell, self.table, self.row, self.column),
            *(self.paragraph, self.part, self.page, self.bbox, self.file, self.scanned),
        )

    def as_dict(self) -> dict[str, Any]:
        """The keys that are set, in contract order, without ``label`` (a renderer adds it)."""
        out: dict[str, Any] = {"kind": self.kind}
        for name in ("sheet", "cell", "table", "row", "column", "paragraph", "part", "page", "bbox", "file"):
            value = getattr(self, name)
            if value is not None:
                out[name] = list(value) if name == "bbox" else value
        return out


FILE = Location("file")


def column_letters(column: int) -> str:
    """1 → ``A``, 27 → ``AA``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(slots=True, eq=False)
class Block:
    """What a run of lines stands in: the body text, one table, or one sheet.

    ``number``: n-th table of the document, or n-th sheet of the workbook; ``name``: the sheet's name;
    ``part``: ``header1``, ``footer1``, ``textbox1``, ``footnotes`` … for what stands outside the body;
    ``merged``: (first row, first column, last row, last column) of each merged range of a sheet;
    ``boxes``: for what stands on printed pages (PDF, scans, pictures), page and box of each grid position, so that one
    table may run over several pages; ``sure``: for what was read by OCR, the confidence (0-1) of each grid position;
    ``items``: by grid position, the lines of the cell's text (from 0) that begin an item of a list whose signs the word
    processor makes, with the list's name, which is empty where the text is nothing but the item's number.
    """

    kind: BlockKind
    number: int = 0
    name: str = ""
    part: str | None = None
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    boxes: dict[tuple[int, int], tuple[int, Box]] | None = None
    sure: dict[tuple[int, int], float] | None = None
    scanned: frozenset[int] = frozenset()  # the pages of them that OCR read
    items: dict[tuple[int, int], dict[int, str]] | None = None

    def locate(self, row: int, column: int) -> Location:
        """The place of a grid position; inside a merged range, of its top left."""
        if self.boxes is not None:
            page, box = self.boxes.get((row, column)) or self._nearest_box(row, column)
            return Location("page", page=page, bbox=box, scanned=page in self.scanned)
        if self.kind == "sheet":
            for top, left, bottom, right in self.merged:
                if top <= row <= bottom and left <= column <= right:
                    return self.locate_cell(top, left)
        return self.locate_cell(row, column)

    def locate_cell(self, row: int, column: int) -> Location:
        """The place of a grid position at which a cell begins."""
        if self.boxes is not None:
            return self.locate(row, column)
        if self.kind == "sheet":
            return Location("cell", sheet=self.name, cell=f"{column_letters(column)}{row}")
        if self.kind == "table":
            return Location("table_cell", table=self.number, row=row, column=column, part=self.part)
        return Location("paragraph", paragraph=row, part=self.part)

    def _nearest_box(self, row: int, column: int) -> tuple[int, Box]:
        """Where a place beside the printed grid would be: at the nearest place that there is, on its row if can be."""
        assert self.boxes
        return self.boxes[min(self.boxes, key=lambda at: (abs(at[0] - row), abs(at[1] - column)))]


@dataclass(slots=True, eq=False)
class Cell:
    """One piece of text at one place: a table or sheet cell, or a whole paragraph.

    ``text`` is final text: insertions in; deletions, struck-out and hidden runs out; paragraphs and line breaks
    joined by ``\\n``, tabs kept. ``row`` and ``column`` are the top left grid position, from 1 (a paragraph's
    ``row`` is its number). ``number`` is the stored number of a workbook's number cell, ``shown_as`` tells how it
    is displayed. A merged cell is one object that stands on every line it covers.
    """

    block: Block
    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    number: float | None = None
    shown_as: Literal["", "number", "percent", "date"] = ""
    struck: str = ""  # text of struck-out runs, for options that are crossed out
    prompt: bool = False  # the text is a content control's "click here" prompt
    hidden: bool = False  # in a hidden row, column or sheet
    formula: str | None = None
    link: str | None = None  # address of the cell's hyperlink
    note: str | None = None

    @property
    def at(self) -> Location:
        """The cell's place."""
        return self.block.locate_cell(self.row, self.column)

    def covers(self, column: int) -> bool:
        """Whether the cell stands over the grid column."""
        return self.column <= column < self.column + self.colspan


@dataclass(slots=True, eq=False)
class Line:
    """One row of a table or sheet, or one paragraph. ``cells`` are distinct, in column order.

    A table line has all its cells, blank ones too; a sheet line has real cells only and there is no line for an
    empty row; a paragraph line has one cell.
    """

    block: Block
    row: int
    cells: list[Cell]

    def at_column(self, column: int) -> Cell | None:
        """The cell that covers the grid column, if there is one."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.colspan:
                return cell
        return None


@dataclass(slots=True)
class Traits:
    """What a reader saw of the file itself, for the BRK checks."""

    tracked: Cell | None = None  # first place with a tracked change
    tracked_count: int = 0
    comment_count: int = 0
    active: list[str] = field(default_factory=list)  # "macro", "embedded", "external_data"
    uncalculated: list[Cell] = field(default_factory=list)  # formula cells without a stored value
    unread: list[str] = field(default_factory=list)  # ids of what was left unread: "drawn_shapes", "image_only" …
    hidden_sheets: list[str] = field(default_factory=list)
    strike_visible: bool = True  # False where a line through a text cannot be told, as in a scan
    scanned: list[int] = field(default_factory=list)  # pages whose text is what OCR made of a picture
    textless: list[tuple[Location, str]] = field(default_factory=list)  # pages that could not be read, and why
    formulas_visible: bool = True  # False where there are formulas that the reader cannot see


@dataclass(slots=True)
class Document:
    """One file as read: ``lines`` in document order (text boxes after the block they are anchored in), and the
    ``margins`` (headers, footers, footnotes, endnotes), each line of which has a block with a ``part``."""

    path: str
    kind: str  # docx, xlsx, text, html …
    lines: list[Line] = field(default_factory=list)
    margins: list[Line] = field(default_factory=list)
    traits: Traits = field(default_factory=Traits)


@dataclass(slots=True, eq=False)
class Value:
    """One extracted value. ``text`` is the print without label, blanks collapsed; ``value`` and ``unit`` as the
    contract's reading rules say; ``cell`` is where it is printed."""

    text: str
    value: Any
    cell: Cell
    unit: str | None = None

    @property
    def at(self) -> Location:
        """The place of the cell that prints the value."""
        return self.cell.at


Spot = Location | Cell | tuple[Block, int, int]


class Places(dict[str, Location]):
    """Places by name. They may be put in as cells or grid positions and become locations when someone asks, because
    a document has hundreds of places and a finding needs one."""

    @classmethod
    def of(cls, spots: Mapping[str, Spot]) -> Places:
        """The places of cells or grid positions by name."""
        return cls(spots)  # type: ignore[arg-type]

    def mark(self, name: str, spot: Spot) -> None:
        """Note where ``name`` stands, without working it out yet; what is known already stays."""
        self.setdefault(name, spot)  # type: ignore[arg-type]

    def copy(self) -> Places:
        """The same places, still not worked out."""
        twin = Places()
        twin.update(dict.copy(self))
        return twin

    def __getitem__(self, name: str) -> Location:
        return _resolve(super().__getitem__(name))

    def get(self, name: str, default: Any = None) -> Any:
        """The place, or the default."""
        return self[name] if name in self else default

    def values(self) -> Any:
        """All places, worked out."""
        return [_resolve(spot) for spot in super().values()]

    def items(self) -> Any:
        """All names with their places, worked out."""
        return [(name, _resolve(spot)) for name, spot in super().items()]


def _resolve(spot: Spot) -> Location:
    if isinstance(spot, Location):
        return spot
    if isinstance(spot, Cell):
        return spot.at
    block, row, column = spot
    return block.locate(row, column)


@dataclass(slots=True, eq=False)
class Row:
    """One row of an extracted table: the values by name, and for every mapped column the place where the value
    stands or should stand (``places``), also when it is blank."""

    values: dict[str, Value]
    places: Places = field(default_factory=Places)
    group: int = 0  # rows of one RHK or one indicator share a number
    raw: dict[str, str] = field(default_factory=dict)  # text as printed, for dashes and placeholders

    def get(self, name: str) -> Value | None:
        """The value, or None where the print is blank."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """The value's text, or an empty string."""
        value = self.values.get(name)
        return value.text if value is not None else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's header by itself: where it stands, the grid columns that it covers, and its print."""

    at: Location
    row: int
    column: int
    last: int
    text: str

    @classmethod
    def of(cls, cell: Cell) -> Heading:
        """The header of a cell, without the document that the cell belongs to."""
        return cls(cell.at, cell.row, cell.column, cell.column + cell.colspan - 1, cell.text)


@dataclass(frozen=True, slots=True)
class Link:
    """What a row serves: ``to`` is (file, document, row) of the indicator, the best candidate where it is ``unsure``;
    ``score`` is 0-1, ``reasons`` are in the language of the run. Rows count from 0."""

    table: str
    row: int
    status: Literal["linked", "unsure", "none"]
    to: tuple[str, int, int] | None
    indicator: str | None
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Record:
    """One document of the contract: a form with its fields and rows.

    ``places`` tells for each field, found or not, where it stands or should stand: the empty cell, else the label,
    band or header; ``columns`` gives the header cell of each mapped column of each table; ``lines`` are the
    lines of the file that belong to the document. ``headings`` are what is left of ``columns`` once the file is closed.
    ``spare`` holds what checks need and the contract does not name.
    """

    id: int
    form: str | None
    title: str = ""
    title_cell: Cell | None = None
    part: bool = False
    recognised_by: str = ""
    fields: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    columns: dict[str, dict[str, Cell]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    placeholders: list[Cell] = field(default_factory=list)
    spare: dict[str, Any] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)  # what its rows serve, told by the comparison with other files

    def get(self, name: str) -> Value | None:
        """A field's value, or None where it is absent."""
        return self.fields.get(name)

    def text_of(self, name: str) -> str:
        """A field's text, or an empty string."""
        value = self.fields.get(name)
        return value.text if value is not None else ""

    def place(self, *names: str) -> Location:
        """The place of the first of these fields, labels or bands that has one, else the title, else the file."""
        for name in names:
            if name in self.places:
                return self.places[name]
        return self.title_cell.at if self.title_cell is not None else FILE

    def text_lines(self) -> Iterator[tuple[Line, Cell]]:
        """Every printed cell of the document once, in order."""
        seen: set[int] = set()
        for line in self.lines:
            for cell in line.cells:
                if not cell.text:
                    continue
                if cell.rowspan > 1:  # only such a cell stands on several lines
                    if id(cell) in seen:
                        continue
                    seen.add(id(cell))
                yield line, cell


@dataclass(frozen=True, slots=True)
class Basis:
    """A regulation that a check rests on."""

    regulation: str
    article: str | None = None


@dataclass(slots=True)
class Finding:
    """One thing that is wrong at one place, ready for any renderer (keys as in the contract)."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    file: str
    document: int | None
    location: Location
    related: list[Location]
    message: str
    fix: str
    owner: str
    legal_basis: list[Basis]
    fingerprint: str
    accepted: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Skipped:
    """A check that could not run, and why."""

    code: str
    file: str
    document: int | None
    reason_code: str
    reason: str


@dataclass(slots=True)
class FileResult:
    """One input file with its documents, as ``read`` and ``check`` report it."""

    path: str
    sha256: str
    bytes: int
    role: FileRole
    status: FileStatus
    records: list[Record] = field(default_factory=list)
    verdict: Verdict | None = None


@dataclass(slots=True)
class Report:
    """Everything that a run of ``check`` found; the only input of the renderers."""

    engine: dict[str, str]
    definitions: list[dict[str, str]]
    files: list[FileResult]
    findings: list[Finding]
    skipped: list[Skipped]
    language: str = "id"

    def count(self, severity: Severity) -> int:
        """Open (not accepted) findings of a severity."""
        return sum(1 for f in self.findings if f.severity == severity and f.accepted is None)
