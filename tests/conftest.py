"""No test speaks to another machine, nor does anything that a test starts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OFFLINE = str(Path(__file__).parent / "offline")

sys.path.insert(0, OFFLINE)
sys.modules.pop("sitecustomize", None)  # of the system; it has done its work
import sitecustomize  # noqa: E402, F401

sys.path.remove(OFFLINE)
os.environ["PYTHONPATH"] = os.pathsep.join([OFFLINE, *filter(None, [os.environ.get("PYTHONPATH")])])
