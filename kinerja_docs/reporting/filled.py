"""Reports as Word documents: a template that an office may restyle, filled in a sandbox.

Every text is escaped, and a name that the template asks for and nobody gives is an error of the definition.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kinerja_docs import resources, words
from kinerja_docs.errors import DefinitionError
from kinerja_docs.word_library import docxtpl, undated

FOLDER = "templates/docx"


def filled(name: str, office: Path | None, context: Callable[[Any], dict[str, Any]], today: date) -> bytes:
    """The template ``name`` (the office's own copy first) with the values of ``context``, which is given the template
    as docxtpl holds it, for pictures. The same values give the same bytes."""
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    path = template(name, office)
    settings: dict[str, Any] = {"autoescape": True, "undefined": jinja2.StrictUndefined}
    out = io.BytesIO()
    try:
        document = docxtpl().DocxTemplate(path)
        document.render(context(document), SandboxedEnvironment(**settings))
        made = datetime(today.year, today.month, today.day)
        document.docx.core_properties.created = document.docx.core_properties.modified = made
        document.save(out)
    except (jinja2.TemplateError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        message = words.get("definition.template_broken", detail=str(error))
        raise DefinitionError(path.as_posix(), getattr(error, "lineno", None), message) from error
    return undated(out.getvalue())


def template(name: str, office: Path | None) -> Path:
    """The office's own template, else the shipped one."""
    files = resources.definition_files(FOLDER, office, f"{name}.docx")
    if not files:
        path = (resources.templates_path() / "docx" / f"{name}.docx").as_posix()
        raise DefinitionError(path, None, words.get("reason.missing"))
    return files[-1].path
