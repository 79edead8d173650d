"""Remarks put into a copy of the file that was checked, and taken out of it again. Originals are never touched."""

from __future__ import annotations

from kinerja_docs.annotating.remarks import AUTHOR, Remark, annotate, can_annotate, strip

__all__ = ["AUTHOR", "Remark", "annotate", "can_annotate", "strip"]
