"""Form layouts: what an official form looks like, as data.

A layout picks shapes from a closed set (heading, agency, period, identity block, parties in prose, signature block,
table, narrative, value list, banded list, sections) and names the words that stand in them. The shapes themselves
live in ``kinerja_docs.extracting``; a layout holds no expression and no script. All phrases are compared folded
(lower case, letters and digits only), so "PANGKAT/GOL. RUANG" is written ``pangkat gol ruang``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

ValueKind = Literal["text", "word", "year", "nip", "date", "golongan", "quantity", "money", "number"]
Carry = Literal["no", "always", "unnumbered"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Part):
    """A text in both languages."""

    id: str
    en: str


class Effective(_Part):
    """The years for which a definition holds, by the document's period."""

    from_: str | None = Field(None, alias="from")
    until: str | None = None


class Recognise(_Part):
    """How a document of the form begins. ``titles`` and ``part_titles`` are whole headings; after the phrase only
    ``title_words``, numbers, or words in capitals may follow. A segment without any of ``body`` is a cover or a
    repeated heading, not a document. ``headers`` names tables whose header alone identifies the form."""

    titles: list[str]
    part_titles: list[str] = []
    title_words: list[str] = []
    lead_words: list[str] = []
    above: list[str] = []  # lines that stand above a title and belong to it, beside the agency's
    body: list[str] = []
    headers: list[str] = []
    unless: list[str] = []
    points: int = 0  # so many labelled sections give away a sheet (or a file) without a title
    not_above: list[str] = []  # unless one of these words opens it: a sheet of instructions is no form
    within: list[str] = []  # forms inside which a table of this one makes a document of its own
    within_columns: list[list[str]] = []  # and the columns that table must have
    inside: list[str] = []  # headings inside this form that are titles of other forms elsewhere


class Heading(_Part):
    """A line of the title block that begins with one of ``starts``; the value is what follows. With ``values`` the
    value is the canonical word whose phrases the line contains. From the first word of ``until`` on the line is the
    next line of the title: a print does not tell a line that was full from one that was ended."""

    field: str
    starts: list[str]
    values: dict[str, list[str]] = {}
    whole: bool = False  # the starting phrase belongs to the value ("DIVISI …")
    until: list[str] = []


class TitleTail(_Part):
    """A value that the title itself ends with: "RENCANA AKSI TIM PENGAWASAN TAHUN 2026". It begins with one of
    ``starts`` and ends before the first of ``until``."""

    field: str
    starts: list[str]
    until: list[str] = []


class Point(_Part):
    """A labelled section: "4. IKHTISAR JABATAN :". Its value stands behind the label, in the cells right of it, or
    (with ``below``) on the lines up to the next label. With ``table`` the lines below are a list: number and text.
    ``dash``: a dash is an answer ("none")."""

    name: str
    labels: list[str]
    field: str | None = None
    kind: ValueKind = "text"
    below: bool = False
    table: str | None = None
    dash: bool = False


class Generation(_Part):
    """Which generation of the form it is, by phrases of the title or of anything printed in it; first match wins."""

    value: str
    title: list[str] = []
    printed: list[str] = []


class Agency(_Part):
    """The line that names the agency: begins with one of ``words``; a following line that begins with one of
    ``regions`` belongs to it. ``lines`` that begin with other phrases of the title block are passed over."""

    field: str
    words: list[str]
    regions: list[str] = []
    skip: list[str] = []  # words that may stand before it ("KEPUTUSAN KETUA …")
    beside_period: bool = False
    joined: bool = False


class Unit(_Part):
    """The unit's line below a title: of the part that holds the tables (``annex``), unless it begins with ``skip``."""

    field: str
    skip: list[str] = []
    labels: list[str] = []
    words: list[str] = []
    annex: bool = False


class Period(_Part):
    """Label words before a period phrase; ``years`` reads a range of years (or one year into ``year_field``)."""

    labels: list[str] = []
    years: bool = False
    year_field: str | None = None
    range_fields: bool = True


class Choice(_Part):
    """One option of a list, of which the others are struck out: after a label in the same cell, beside or below it.

    ``values``: canonical word → the phrases by which it is printed, compared whole and the longest first.
    ``lead_words`` may stand before an option and say nothing ("TRIWULAN II"), ``asides`` only beside one ("TAHUN").
    """

    field: str
    labels: list[str]
    values: dict[str, list[str]]
    lead_words: list[str] = []
    asides: list[str] = []


class Evaluation(Choice):
    """The period that an evaluation is about, in the title block: an option ("TRIWULAN II") or a range of dates that is
    a whole quarter (``quarters``: canonical word by number) or a ``year``. ``own_labels`` never name the period of
    the plan; a line without a label begins with one of ``starts``."""

    own_labels: list[str]
    starts: list[str]
    quarters: list[str]
    year: str


class Remark(_Part):
    """Running text after (or below) a heading, up to the signature or the next heading of the form."""

    field: str
    labels: list[str]


class Number(_Part):
    """A letter number after a label ("NOMOR: …")."""

    field: str
    labels: list[str]


class Labelled(_Part):
    """A value after a label on a line of its own, anywhere outside the tables."""

    field: str
    labels: list[str]
    kind: ValueKind = "text"
    sums: list[str] = []  # table and column whose rows it is the total of


class Party(_Part):
    """A person of the form and the headings or captions that announce that person's block."""

    name: str
    headings: list[str]


class Identity(_Part):
    """Labelled blocks for two or more parties, side by side or one below the other."""

    parties: list[Party]
    labels: dict[str, list[str]]
    kinds: dict[str, ValueKind] = {}


class Parties(_Part):
    """Parties in prose: labelled lines closed by "selanjutnya disebut PIHAK PERTAMA"."""

    closing: list[str]
    office_words: list[str] = []  # "X selaku Kepala Sekretariat, selanjutnya disebut …" in one sentence
    lead_phrases: list[str] = []  # what stands before such a name
    closing_leads: list[str] = []  # what may stand before "selanjutnya disebut": "yang", "untuk"
    superior_phrases: list[str] = []  # "selaku atasan langsung pihak pertama" tells no office
    office_heads: list[str] = []  # first words of an office that stands behind a comma: "X, S.H., Kepala Y"
    parties: list[Party]
    labels: dict[str, list[str]]
    kinds: dict[str, ValueKind] = {}


class Signature(_Part):
    """Signature blocks: captions per signer; ``date_of`` = whose date counts; ``unnamed`` = who signs below the date
    where no caption is printed ("" for a form with one signer). ``lend`` copies values that only the signature prints
    to the party's fields (pangkat, NIP of a Perjanjian Kinerja)."""

    captions: list[Party] = []
    date_of: str = ""
    unnamed: str | None = None
    parts: list[Literal["nama", "nip"]] = ["nama", "nip"]
    lend: list[Literal["nip", "pangkat"]] = []
    place_labels: list[str] = []
    date_labels: list[str] = []
    nip_labels: list[str] = []
    jabatan_words: list[str] = []  # lines between caption and name that tell the signer's office
    skip_lines: list[str] = []  # "ttd", "materai"


class Split(_Part):
    """Two values in one cell: "X berdasarkan Y". What follows the first of ``words`` is the value of column ``into``,
    unless the table has that column itself; ``marks`` begin such a value and belong to it (an address)."""

    into: str
    words: list[str]
    labels: list[str] = []  # at the beginning of the second value, no part of it: "bukti dukung:"
    marks: list[str] = []


class Column(_Part):
    """A column: header phrases in order of preference, value kind, how blanks take the value above, and the
    vocabulary of its values (canonical word → phrases)."""

    names: list[str]
    kind: ValueKind = "text"
    carry: Carry = "no"
    vocabulary: dict[str, list[str]] = {}
    aid: bool = False  # read for the sake of the others and not given out
    split: Split | None = None


class Table(_Part):
    """A table: columns by header words, bands between the rows, total rows, columns per year."""

    columns: dict[str, Column]
    need: list[list[str]]
    bands: dict[str, list[str]] = {}
    band_column: str | None = None
    totals: list[str] = []
    total_field: str | None = None
    year_columns: bool = False
    unless: tuple[str, ...] = ()
    group_by: list[str] = []
    only: dict[str, list[str]] = {}
    aside: list[str] = []  # year columns below such a header are no targets ("Alokasi Anggaran")
    schedule: str | None = None  # the column that ticks below months or quarters fill in
    quarters: list[str] = []  # the columns of the four quarters; ``triwulan`` is the header that spans them
    gap_ends: bool = False  # on a sheet a blank row ends the table


class Workload(_Part):
    """A task table whose numbers multiply: volume × time / effective time = staff. Names its columns and fields;
    ``product`` is the ambiguous column ("beban kerja") that may be the volume or volume × time; ``units`` the
    words of the units of time, in the order small, large, which differ by ``ratio``."""

    table: str
    volume: str
    time: str
    effective: str
    need: str
    product: str
    unit: str
    text: str
    number: str
    effective_field: str
    total_field: str
    units: dict[str, list[str]]
    ratio: int = 60


class Narrative(_Part):
    """Results told in prose (SKP kualitatif): a numbered text block with a fixed label and bullets. ``beside`` are
    columns of the table that stand beside the block and hold for all of its bullets. Where the results stand in a table
    with a column ``bullets``, and none of ``unless``, each bullet in it is a row."""

    table: str
    labels: list[str]
    only: dict[str, list[str]]
    beside: list[str] = []
    bullets: str | None = None
    unless: list[str] = []


class ValueList(_Part):
    """A numbered list of fixed values, each with an expectation printed somewhere beside or below it. ``columns``:
    further columns by the phrases of their headers; a header of the table ``like`` has them too."""

    table: str
    headings: list[str]
    values: list[str]
    expectation: list[str]
    column: str = "nilai"
    note_column: str = "ekspektasi"
    columns: dict[str, list[str]] = {}
    like: str | None = None


class BandedList(_Part):
    """Bands with numbered items below each."""

    table: str
    bands: dict[str, list[str]]


class Sections(_Part):
    """Chapters: "BAB I" with its heading and running paragraphs."""

    table: str
    word: str
    fields: dict[str, list[str]]


class ScoreTree(_Part):
    """A scored tree (LKE): an outline or a flat table of criteria with weight, answer, score, note and evidence.

    ``columns`` are header words by role; a header may carry the words of a rater ("Jawaban Unit", "Nilai TPI") or stand
    below one. ``subtotals``, ``totals`` and ``predicates`` are labels of rows that are no node; the totals end a sheet.
    ``unanswered`` are prints that stand in an answer or a score while nobody answered. ``levels`` name the levels of a
    tree of no known edition, by family."""

    titles: list[str]
    regulation_words: list[str]
    year_labels: list[str]
    unit_labels: list[str]
    columns: dict[str, list[str]]
    raters: dict[str, list[str]]
    year_heads: list[str]
    skip: list[str]
    subtotals: list[str]
    totals: list[str]
    predicates: list[str]
    ends: list[str]
    unanswered: list[str]
    evidence_words: list[str]
    levels: dict[str, list[str]]


class FormLayout(_Part):
    """One official form. ``extends``: the id of a layout whose keys hold where this one does not set its own; mappings
    are joined, lists replaced, and a null takes a key away."""

    id: str
    extends: str | None = None
    version: str
    title: Words
    basis: str
    effective: Effective = Effective()  # type: ignore[call-arg]
    recognise: Recognise
    personal: list[str] = []
    kinds: dict[str, ValueKind] = {}
    headings: list[Heading] = []
    generations: list[Generation] = []
    agency: Agency | None = None
    unit: Unit | None = None
    period: Period | None = None
    evaluation: Evaluation | None = None
    number: Number | None = None
    labelled: list[Labelled] = []
    choices: list[Choice] = []
    remarks: list[Remark] = []
    identity: Identity | None = None
    parties: Parties | None = None
    signature: Signature | None = None
    tables: dict[str, Table] = {}
    narrative: Narrative | None = None
    value_list: ValueList | None = None
    banded_list: BandedList | None = None
    sections: Sections | None = None
    score_tree: ScoreTree | None = None
    title_tails: list[TitleTail] = []
    points: list[Point] = []
    point_headers: list[str] = []  # header words of the tables below the points, which fill in nothing
    workload: Workload | None = None


class Apart(_Part):
    """Documents under the title of form ``of`` that are another form: they have no table of that form (unless
    ``even_headed``), and a table header, party or heading that begins with one of ``printed``."""

    of: str
    printed: list[str]
    even_headed: bool = False


class OtherForms(_Part):
    """Forms that are known by name only: recognised, without fields. Their titles end the document before them.

    ``weak`` ones are looked for where a file holds nothing else; ``whole`` ones are reports that quote other forms:
    what follows belongs to them unless it has parties or persons of its own. ``headers``: by form, groups of words of
    which a table header holds one each. ``letter``: a form told by ``letter_least`` labelled lines at its head.
    ``exact``: forms whose titles are the whole line but for ``title_words``. ``apart``: by form, the documents that
    share another form's title.
    """

    id: str
    version: str
    titles: dict[str, list[str]]
    title_words: list[str] = []
    lead_words: list[str] = []
    weak: list[str] = []
    whole: list[str] = []
    headers: dict[str, list[list[str]]] = {}
    letter: str | None = None
    letter_labels: list[str] = []
    letter_least: int = 3
    exact: list[str] = []
    apart: dict[str, list[Apart]] = {}
