"""Which indicator a target serves. ``Linker(lexicon, decisions).link(targets, indicators)`` gives a :class:`Link` for
each target; nothing here reads a document."""

from __future__ import annotations

from kinerja_docs.linking.decisions import Decision, decisions, fingerprint
from kinerja_docs.linking.lexicon import Lexicon
from kinerja_docs.linking.link import Candidate, Indicator, Link, Linker, Reason, Target, describe

__all__ = [
    "Candidate",
    "Decision",
    "Indicator",
    "Lexicon",
    "Link",
    "Linker",
    "Reason",
    "Target",
    "decisions",
    "describe",
    "fingerprint",
]
