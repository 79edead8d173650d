"""Check kinds of the file itself, whatever stands in it. They run once for each file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Key, Params, Phrase, short
from kinerja_docs.model import FILE, Record
from kinerja_docs.text import fold

_MOST_RELATED = 100  # cells named beside the first; the message has the whole count


class Nothing(Params):
    """No parameters."""


class Failure(Params):
    """``code`` is the finding that the reader's error becomes."""

    code: str


def failure(params: Failure, record: Record, context: Context) -> Iterator[Hit]:
    """The file could not be read, for the reason that the reader gave."""
    if context.failure is not None and context.failure[0] == params.code:
        _, reason, detail = context.failure
        params_of = {"reason": Key(f"reason.{reason}"), "detail": detail, "limit": reason}
        yield Hit(FILE, params=params_of, key=reason, variant=reason)


def textless(params: Failure, record: Record, context: Context) -> Iterator[Hit]:
    """No page, or some page, has text that a machine can read."""
    yield from failure(params, record, context)
    pages = context.document.traits.textless if context.document is not None else []
    if pages:
        place, reason = pages[0]
        params_of = {"reason": Key(f"reason.{reason}"), "count": str(len(pages))}
        others = tuple(other for other, _ in pages[1 : _MOST_RELATED + 1])
        yield Hit(place, related=others, params=params_of, key=reason, variant=f"pages_{reason}")


class FormUnknown(Params):
    """``names`` are the forms' names for messages, by form id."""

    names: Mapping[str, Phrase]


def form_unknown(params: FormUnknown, record: Record, context: Context) -> Iterator[Hit]:
    """No document of the file is a known form; names the nearest one and the heading that it lacks."""
    if context.document is None or any(other.form is not None for other in context.records):
        return
    nearest = next((other.spare["nearest"] for other in context.records if other.spare.get("nearest")), None)
    title = next((other.title for other in context.records if other.title), "")
    if nearest is None or nearest.get("form") not in params.names:
        yield Hit(FILE, key=fold(title), variant="none_near")
        return
    yield Hit(
        FILE,
        params={"form": Key(f"names.{nearest['form']}"), "missing": short(str(nearest.get("missing") or ""))},
        key=fold(title),
        variant="" if nearest.get("missing") else "no_heading",
    )


def partly_read(params: Nothing, record: Record, context: Context) -> Iterator[Hit]:
    """Something in the file was left unread; names what."""
    unread = context.document.traits.unread if context.document is not None else []
    yield from _named("unread", unread)


def _named(group: str, found: Sequence[str]) -> Iterator[Hit]:
    """One hit for the file that names each kind of what was found."""
    kinds = list(dict.fromkeys(found))
    if kinds:
        names = Key(" ".join(f"{group}.{kind}" for kind in kinds))
        yield Hit(FILE, params={"names": names}, key=fold(" ".join(sorted(kinds))))


def uncalculated(params: Nothing, record: Record, context: Context) -> Iterator[Hit]:
    """Formula cells without a stored value: one hit at the first, the others beside it."""
    cells = context.document.traits.uncalculated if context.document is not None else []
    if cells:
        others = tuple(dict.fromkeys(cell.at for cell in cells[1 : _MOST_RELATED + 1]))
        yield Hit(
            cells[0].at,
            related=others,
            params={"count": str(len(cells)), "formula": short(cells[0].formula or "")},
            variant="" if len(cells) > 1 else "one",
        )


def active_content(params: Nothing, record: Record, context: Context) -> Iterator[Hit]:
    """Macros, embedded objects or links to outside data; one hit that names them."""
    active = context.document.traits.active if context.document is not None else []
    yield from _named("active", active)


def edit_traces(params: Nothing, record: Record, context: Context) -> Iterator[Hit]:
    """Tracked changes or comments were left in; at the first change, else the file."""
    if context.document is None:
        return
    traits = context.document.traits
    changes, comments = traits.tracked_count, traits.comment_count
    if traits.tracked is not None and not changes:
        changes = 1
    if changes or comments:
        yield Hit(
            traits.tracked.at if traits.tracked is not None else FILE,
            params={"changes": str(changes), "comments": str(comments)},
            variant="both" if changes and comments else "changes" if changes else "comments",
        )


KINDS: dict[str, Kind] = {
    "failure": Kind(Failure, failure, "file"),
    "textless": Kind(Failure, textless, "file"),
    "form_unknown": Kind(FormUnknown, form_unknown, "file"),
    "partly_read": Kind(Nothing, partly_read, "file"),
    "uncalculated": Kind(Nothing, uncalculated, "file"),
    "active_content": Kind(Nothing, active_content, "file"),
    "edit_traces": Kind(Nothing, edit_traces, "file"),
}
