"""Who may come in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kinerja_docs.web.app import Site
from tests.web.asking import HOST, Asker, form


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    return Asker(Site(tmp_path))


def test_the_whole_address_opens_the_page(asker: Asker) -> None:
    assert asker.ask("GET", "/").status_code == 200


@pytest.mark.parametrize("path", ["//", "//drops", "//salah/", "//static/page.css", "//openapi.json", "//SALAH/drops"])
def test_without_the_token_nothing_is_told(asker: Asker, path: str) -> None:
    answer = asker.ask("GET", path)
    assert answer.status_code == 403
    assert asker.site.token not in answer.text


def test_every_run_has_a_token_of_its_own(tmp_path: Path) -> None:
    tokens = {Site(tmp_path).token for _ in range(20)}
    assert len(tokens) == 20 and min(map(len, tokens)) >= 32


@pytest.mark.parametrize(
    "host", ["jahat.example:8765", "127.0.0.1.jahat.example:8765", "192.0.2.7:8765", "127.0.0.1:80"]
)
def test_a_foreign_host_is_refused(asker: Asker, host: str) -> None:
    assert asker.ask("GET", "/", {"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "[::1]:8765", HOST])
def test_names_of_this_machine_are_taken(tmp_path: Path, host: str) -> None:
    assert Asker(Site(tmp_path)).ask("GET", "/", {"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://jahat.example"}, 403),
        ({"origin": "https://127.0.0.1:8765"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}, 303),
        ({}, 303),
    ],
)
def test_only_the_page_itself_may_send(asker: Asker, headers: dict[str, str], status: int) -> None:
    body, kind = form(("a.txt", b"x"))
    assert asker.ask("POST", "/drops", {**kind, **headers}, content=body).status_code == status
    assert len(asker.site.store.drops()) == (1 if status == 303 else 0)


def test_a_foreign_page_may_not_embed_or_read(asker: Asker) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert asker.ask("GET", "/static/page.js", headers).status_code == 403
    assert asker.ask("GET", "/", {"origin": "http://jahat.example"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/drops/tidak-ada", "/static/page.css", "//salah/"])
def test_every_answer_carries_the_policy(asker: Asker, path: str) -> None:
    headers = asker.ask("GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_script_or_style_inside() -> None:
    import kinerja_docs.web

    for path in (Path(kinerja_docs.web.__file__).parent / "pages").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|https?://", text), path.name
        assert re.findall(r"<script[^>]*>", text) == re.findall(r"<script src=[^>]*>", text), path.name


def test_going_back_from_the_language_stays_here(asker: Asker) -> None:
    for to in ("//jahat.example", "/\\jahat.example", "https://jahat.example"):
        answer = asker.ask("GET", "/language/en", params={"to": to})
        assert answer.headers["location"] == f"/{asker.site.token}/"


def test_open_to_a_network_names_are_still_looked_at(tmp_path: Path) -> None:
    asker = Asker(Site(tmp_path, host="0.0.0.0"))
    assert asker.ask("GET", "/", {"host": "192.0.2.7:8765"}).status_code == 200
    assert asker.ask("GET", "/", {"host": "jahat.example:8765"}).status_code == 421
