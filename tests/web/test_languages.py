"""Two tabs at once, each in its own language."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import Request

from kinerja_docs import signing_day, words
from kinerja_docs.web import days
from kinerja_docs.web.app import LANGUAGE, Site, create_app
from tests.web.asking import HOST

IN_TURNS = [lang for _ in range(8) for lang in words.LANGUAGES]


def both_at_once(site: Site, path: str) -> list[httpx.Response]:
    """Answers to one question, asked at the same time in both languages in turns."""
    app = create_app(site)

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            asked = [client.get(f"/{site.token}{path}", headers={"cookie": f"{LANGUAGE}={one}"}) for one in IN_TURNS]
            return await asyncio.gather(*asked)

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(ask())).result()


def test_each_tab_has_its_language_down_to_the_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(2, timeout=20)
    plan = days._plan

    def slow(request: Request, date: str) -> signing_day.Plan:
        together.wait()  # another request stands here with us
        return plan(request, date)

    monkeypatch.setattr(days, "_plan", slow)
    answers = both_at_once(Site(tmp_path), "/signing-day?date=2026-02-31")
    told = [words.get("error.bad_date", lang, text="2026-02-31") for lang in words.LANGUAGES]
    assert told[0] != told[1]
    for answer, lang in zip(answers, IN_TURNS, strict=True):
        mine, other = told[words.LANGUAGES.index(lang)], told[1 - words.LANGUAGES.index(lang)]
        assert answer.status_code == 422 and f'lang="{lang}"' in answer.text
        assert mine in answer.text and other not in answer.text
    assert words.language() == "id"
