"""What the page remembers: drops and their cards, in SQLite. Texts of documents are in files beside it, not here."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, ForeignKey, create_engine, event, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

WAITING, WORKING, DONE, FAILED, CANCELLED = "waiting", "working", "done", "failed", "cancelled"
OPEN = (WAITING, WORKING)
DATABASE = "halaman.sqlite"


class _Table(DeclarativeBase):
    pass


class Drop(_Table):
    """What was dropped at once, and is checked as one submission."""

    __tablename__ = "drops"

    id: Mapped[str] = mapped_column(primary_key=True)
    made: Mapped[str]  # UTC, ISO
    lang: Mapped[str]
    state: Mapped[str]
    received: Mapped[int]  # files as they came, archives counted once
    bytes: Mapped[int]
    kind: Mapped[str] = mapped_column(default="drop")  # or office: its folder as it lies there; or practice
    attempts: Mapped[int] = mapped_column(default=0)
    ended: Mapped[str | None] = mapped_column(default=None)
    message: Mapped[str] = mapped_column(default="")  # why it failed, and what to do
    verdict: Mapped[str] = mapped_column(default="")
    numbers: Mapped[str] = mapped_column(default="{}")  # JSON: the summary of the report
    expired: Mapped[bool] = mapped_column(default=False)  # files and texts are gone, numbers stay
    version: Mapped[int] = mapped_column(default=0)  # grows with every change of it or its cards

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of the report's summary."""
        return dict(json.loads(self.numbers))

    @property
    def day(self) -> datetime:
        """When it came, in local time."""
        return datetime.fromisoformat(self.made).astimezone()

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.state in OPEN


class Card(_Table):
    """One file of a drop. ``stage``: waiting, reading, read, checked, done, or skipped where nobody checks it."""

    __tablename__ = "cards"

    drop: Mapped[str] = mapped_column(ForeignKey("drops.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    stage: Mapped[str] = mapped_column(default="waiting")
    role: Mapped[str] = mapped_column(default="submitted")
    about: Mapped[str] = mapped_column(default="[]")  # JSON: [form, person or unit, year] of each document
    verdict: Mapped[str] = mapped_column(default="")
    shown: Mapped[str] = mapped_column(default="")  # the verdict in words
    numbers: Mapped[str] = mapped_column(default="{}")
    why: Mapped[str] = mapped_column(default="")  # of a file that was not read, or not checked
    todo: Mapped[str] = mapped_column(default="")
    copy: Mapped[str] = mapped_column(default="")  # the copy with remarks, below the folder of copies
    version: Mapped[int] = mapped_column(default=0)

    @property
    def documents(self) -> list[list[Any]]:
        """Form, person or unit, and year of each document."""
        return list(json.loads(self.about))

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity."""
        return dict(json.loads(self.numbers))


class Store:
    """The only one that speaks to the database. Every method is one transaction and may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = _engine(folder / DATABASE)
        _Table.metadata.create_all(self.engine)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = threading.Lock()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with self._writing, self._sessions.begin() as session:
            yield session

    def files_of(self, drop: str) -> Path:
        """The folder of a drop."""
        return self.folder / "kiriman" / drop

    def add(self, id: str, lang: str, received: int, size: int, kind: str = "drop") -> Drop:
        """A drop whose files are all there; it waits for the worker."""
        made = Drop(id=id, made=_now(), lang=lang, state=WAITING, received=received, bytes=size, kind=kind, version=1)
        with self._write() as session:
            session.add(made)
        return made

    def drop(self, id: str) -> Drop | None:
        """A drop by its id."""
        with self._sessions() as session:
            return session.get(Drop, id)

    def drops(self, most: int = 30) -> Sequence[Drop]:
        """The last drops, newest first."""
        with self._sessions() as session:
            return session.scalars(select(Drop).order_by(Drop.made.desc()).limit(most)).all()

    def last(self, kind: str) -> Drop | None:
        """The newest drop of a kind that has a result."""
        wanted = select(Drop).where(Drop.kind == kind, Drop.state == DONE, Drop.expired.is_(False))
        with self._sessions() as session:
            return session.scalars(wanted.order_by(Drop.made.desc())).first()

    def cards(self, drop: str, since: int = 0) -> Sequence[Card]:
        """The cards of a drop, of those that changed after version ``since``, in order."""
        wanted = select(Card).where(Card.drop == drop, Card.version > since).order_by(Card.number)
        with self._sessions() as session:
            return session.scalars(wanted).all()

    def card(self, drop: str, number: int) -> Card | None:
        """One card."""
        with self._sessions() as session:
            return session.get(Card, (drop, number))

    def stages(self, drop: str) -> dict[str, int]:
        """How many cards stand where."""
        counted = select(Card.stage, func.count()).where(Card.drop == drop).group_by(Card.stage)
        with self._sessions() as session:
            return {str(stage): int(count) for stage, count in session.execute(counted)}

    def take_next(self) -> Drop | None:
        """The oldest drop that waits, now in work; its cards begin anew."""
        with self._write() as session:
            found = session.scalars(select(Drop).where(Drop.state == WAITING).order_by(Drop.made)).first()
            if found is not None:
                found.state, found.attempts, found.version = WORKING, found.attempts + 1, found.version + 1
            return found

    def put_cards(self, drop: str, cards: Iterable[Mapping[str, Any]]) -> None:
        """The cards of a drop, instead of all that it had."""
        with self._write() as session:
            version = _next(session, drop)
            session.query(Card).where(Card.drop == drop).delete()
            session.add_all(Card(drop=drop, version=version, **values) for values in cards)

    def change(self, drop: str, cards: Mapping[int, Mapping[str, Any]], **values: Any) -> None:
        """Change cards by number, and the drop itself."""
        with self._write() as session:
            version = _next(session, drop)
            for number, changed in cards.items():
                session.execute(
                    update(Card).where(Card.drop == drop, Card.number == number).values(version=version, **changed)
                )
            if values:
                session.execute(update(Drop).where(Drop.id == drop).values(**values))

    def end(self, drop: str, state: str, message: str = "") -> None:
        """A drop that came to its end; one that had ended before stays as it is."""
        with self._write() as session:
            _next(session, drop)
            ended = {"state": state, "message": message, "ended": _now()}
            session.execute(update(Drop).where(Drop.id == drop, Drop.state.in_(OPEN)).values(**ended))

    def again(self, drop: str, attempts: int | None = None) -> None:
        """Have a drop checked once more."""
        values: dict[str, Any] = {"state": WAITING, "message": "", "ended": None}
        if attempts is not None:
            values["attempts"] = attempts
        with self._write() as session:
            _next(session, drop)
            session.execute(update(Drop).where(Drop.id == drop).values(**values))

    def resume(self) -> None:
        """What was in work when the program ended waits again."""
        with self._write() as session:
            session.execute(update(Drop).where(Drop.state == WORKING).values(state=WAITING))

    def older_than(self, days: int) -> Sequence[Drop]:
        """Ended drops whose files have been kept so long."""
        limit = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        wanted = select(Drop).where(Drop.state.not_in(OPEN), Drop.expired.is_(False), Drop.made < limit)
        with self._sessions() as session:
            return session.scalars(wanted).all()

    def forget_texts(self, drop: str) -> None:
        """Only numbers, verdicts and forms of a drop stay."""
        with self._write() as session:
            version = _next(session, drop)
            for card in session.scalars(select(Card).where(Card.drop == drop)):
                card.about = json.dumps([[form, "", year] for form, _, year in card.documents])
                card.path = Path(card.path).suffix or "–"
                card.why = card.todo = card.copy = ""
                card.version = version
            session.execute(update(Drop).where(Drop.id == drop).values(expired=True, message=""))


def new_id() -> str:
    """An id that nobody guesses."""
    return secrets.token_hex(8)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _next(session: Session, drop: str) -> int:
    """The next version of a drop."""
    session.execute(update(Drop).where(Drop.id == drop).values(version=Drop.version + 1))
    return session.scalar(select(Drop.version).where(Drop.id == drop)) or 0


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path.as_posix()}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
