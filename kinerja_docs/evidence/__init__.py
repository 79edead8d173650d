"""The evidence folder: what its files say (:class:`Exhibit`), and which of them an LKE means (:class:`Shelf`)."""

from kinerja_docs.evidence.exhibit import Exhibit, exhibit_of
from kinerja_docs.evidence.settings import settings
from kinerja_docs.evidence.shelf import Shelf, Shelves

__all__ = ["Exhibit", "Shelf", "Shelves", "exhibit_of", "settings"]
