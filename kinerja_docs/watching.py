"""How one process looks after another, system by system: its memory, its end, and a keyboard that reaches one of them.

On Linux a worker is a fork, ready in milliseconds; where forking is not safe (other systems, or a program that has
threads) it is a new interpreter. Nothing here needs a package.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import ModuleType

START = "KINERJA_DOCS_START"  # "spawn" asks for new interpreters everywhere
SLACK = 512 * 1024 * 1024  # address space beside what is used: stacks, thread arenas, mapped files
GRACE = 30  # seconds after which the system ends a worker that nobody ended


def start_method() -> str:
    """``fork`` where it is safe, else ``spawn``."""
    if os.environ.get(START) == "spawn" or sys.platform != "linux" or threading.active_count() > 1:
        return "spawn"
    return "fork"


def resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 where the system does not tell, or the process is gone."""
    if sys.platform == "linux":
        try:
            with open(f"/proc/{pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            return 0
    if sys.platform == "win32":
        return _resident_on_windows(pid)
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return int(told) * 1024 if told.strip().isdigit() else 0


def confine(memory: int) -> None:
    """Bound what this process may take from now on, so that a leap between two looks at it cannot hurt the machine:
    what goes over is refused, which Python tells as MemoryError. No core is dumped."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            bound = now + memory + SLACK
            resource.setrlimit(resource.RLIMIT_AS, (bound if hard == -1 else min(bound, hard), hard))


@contextlib.contextmanager
def unconfined() -> Iterator[None]:
    """Within it, programs are started that :func:`confine` does not bind: an office program maps far more than it
    holds."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def stand_alone() -> None:
    """Make this process the head of its own group, deaf to the keyboard: whoever started it ends it."""
    faulthandler.disable()  # a crash of a library is the file's finding, not a trace on the screen
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)


def end_at(seconds: int) -> None:
    """Have the system end this process after that time and a grace, should its parent be gone by then; 0 never."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(min(seconds + GRACE, 2**31 - 1) if seconds else 0)


def end_with(parent: int) -> None:
    """On Windows, which has no alarm: end this process when the other one does. ``parent`` can be waited for."""
    if sys.platform == "win32":
        from multiprocessing.connection import wait

        def watch() -> None:
            wait([parent])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def end_tree(pid: int) -> None:
    """End a process and what it has started, at once."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
        return
    for end in (os.killpg, os.kill):  # the group is there once the process has made it
        with contextlib.suppress(OSError):
            end(pid, signal.SIGKILL)


@contextlib.contextmanager
def without_main() -> Iterator[None]:
    """Within it, new interpreters are started that do not run the caller's main module once more."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """Within it, processes are started that never hear the keyboard: one that hears it while it imports prints a
    trace."""
    if sys.platform == "win32":
        import ctypes

        console = ctypes.windll.kernel32
        console.SetConsoleCtrlHandler(None, True)  # inherited by what is started now
        try:
            yield
        finally:
            console.SetConsoleCtrlHandler(None, False)
    elif threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
    else:
        yield


def _resident_on_windows(pid: int) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return 0
    try:
        counters = Counters(cb=ctypes.sizeof(Counters))
        told = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
        return int(counters.PagefileUsage) if told else 0
    finally:
        kernel.CloseHandle(handle)
