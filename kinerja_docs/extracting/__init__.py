"""Document + form layouts → records: what the form is, its fields and its rows, each with its place."""

from kinerja_docs.extracting.extract import extract
from kinerja_docs.extracting.forms import Form, Forms, load_forms
from kinerja_docs.extracting.skeleton import skeleton

__all__ = ["Form", "Forms", "extract", "load_forms", "skeleton"]
