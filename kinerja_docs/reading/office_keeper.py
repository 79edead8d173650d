"""A process that keeps LibreOffice running as long as the program that wants it is there.

Run as ``python office_keeper.py FOLDER COMMAND…``. When its standard input ends, because the one who started it has
closed it or has been killed, it ends LibreOffice and removes the folder. Needs nothing but Python's own library.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time


def keep(folder: str, command: list[str]) -> None:
    """Starts ``command``, waits for the end of standard input, ends what was started and removes ``folder``."""
    _unbind()
    started = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
    )
    with contextlib.suppress(OSError, KeyboardInterrupt):
        sys.stdin.buffer.read()
    end(started)
    for _ in range(10):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(0.2)  # Windows lets go of a dead process's files a little later


def _unbind() -> None:
    """LibreOffice maps more memory than a process that reads files is allowed to."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def end(started: subprocess.Popen[bytes]) -> None:
    """Ends a process with all that it started: LibreOffice's launcher is not the program itself."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(started.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(OSError):
            os.killpg(started.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(10)


if __name__ == "__main__":
    keep(sys.argv[1], sys.argv[2:])
