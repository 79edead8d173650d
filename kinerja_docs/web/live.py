"""Progress as server-sent events. A reader that comes back says what it has seen, and gets the rest."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.concurrency import run_in_threadpool

from kinerja_docs import words
from kinerja_docs.web.store import Card, Drop, Store

LOOK = 0.15  # seconds between two looks
PULSE = 15.0  # seconds after which something is sent, so that nobody takes the line for dead


async def events(
    store: Store, drop: str, since: int, card: Callable[[Card, Drop], str], lang: str
) -> AsyncIterator[str]:
    """Events ``cards`` (parts of the page) and ``result`` (there is more to see: look again), until the drop ends."""
    sent = time.monotonic()
    told: tuple[str, str] | None = None
    while True:
        now, changed, stages = await run_in_threadpool(_look, store, drop, since)
        if now is None:
            return
        if now.version > since:
            since, sent = now.version, time.monotonic()
            yield _event(
                "cards", since, {**_state(now, stages, lang), "cards": [[c.number, card(c, now)] for c in changed]}
            )
        state = (now.state, now.verdict)
        if told is not None and state != told and (now.verdict or not now.is_open):
            yield _event("result", since, {"open": now.is_open})
        if not now.is_open:
            if told is None:
                yield _event("result", since, {"open": False})
            return
        told = state
        if time.monotonic() - sent > PULSE:
            sent = time.monotonic()
            yield ": …\n\n"
        await asyncio.sleep(LOOK)


def _look(store: Store, drop: str, since: int) -> tuple[Drop | None, Sequence[Card], dict[str, int]]:
    now = store.drop(drop)
    if now is None or now.version <= since:
        return now, (), {}
    return now, store.cards(drop, since), store.stages(drop)


def _state(drop: Drop, stages: dict[str, int], lang: str) -> dict[str, object]:
    through = sum(stages.get(stage, 0) for stage in ("checked", "done", "skipped"))
    total = sum(stages.values())
    return {"through": through, "all": total, "said": words.get("page.progress", lang, through=through, all=total)}


def _event(name: str, id: int, data: object) -> str:
    return f"event: {name}\nid: {id}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
