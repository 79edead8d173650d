"""``serve``: the drag-and-drop page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kinerja_docs import words
from kinerja_docs.cli_words import Lang, OfficeFolder, Today, family, option
from kinerja_docs.console import guarded

serve_app = family("serve")
serve_app.info.no_args_is_help = False


@serve_app.command("serve", help=words.get("cli.serve"))
@guarded
def serve(
    port: Annotated[int | None, option("port", "--port", min=1, max=65535, metavar="N")] = None,
    host: Annotated[str, option("host", "--host", metavar="HOST")] = "127.0.0.1",
    office: OfficeFolder = None,
    data: Annotated[Path | None, option("page_data", "--data", metavar="DIR")] = None,
    no_browser: Annotated[bool, option("no_browser", "--no-browser")] = False,
    today: Today = None,
    lang: Lang = None,
) -> None:
    """Opens the page."""
    from kinerja_docs import cli
    from kinerja_docs.web import server

    cli.use_language(lang)
    day = cli.day_of(today) if today is not None else None
    server.run(cli.office_of(office), host, port, data, browser=not no_browser, today=day)
