"""What was found in each file of an office folder is kept in the folder, so that a second run reads only what changed.

An entry is found by the content of the file and all else that what was found rests on, and is sealed with a key that
only the content gives: whoever has the folder but not the document learns nothing from it. A store that cannot be used
is never more than a notice.
"""

from __future__ import annotations

from kinerja_docs.keeping.keeper import Keeper, is_wanted

__all__ = ["Keeper", "is_wanted"]
