"""Public copies in tests are not printed and read by OCR, but for those that are about that."""

from __future__ import annotations

import pytest

from kinerja_docs.disclosing import reread


@pytest.fixture(autouse=True)
def unprinted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR of each copy takes seconds, and its proof has tests of its own (``@pytest.mark.usefixtures("printed")``)."""
    if "printed" not in request.fixturenames:
        monkeypatch.setattr(reread, "readings", lambda data, suffix, looked: iter(()))


@pytest.fixture
def printed() -> None:
    """The copy is printed and read by OCR."""
