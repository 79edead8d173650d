"""What every command shares: streams, plain-worded errors with their exit codes, progress, outputs put in place."""

from __future__ import annotations

import errno
import functools
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import typer

from kinerja_docs import words
from kinerja_docs.errors import DefinitionError, KinerjaError, UsageError
from kinerja_docs.outputs import cannot_write, refuse_over, write_whole
from kinerja_docs.spelling import remedy_for

F = TypeVar("F", bound=Callable[..., Any])
INTERNAL, INTERRUPTED = 70, 130
QUIET_SECONDS = 2.0
LINE_SECONDS = 30.0
STEP_SECONDS = 0.2


def prepare_streams() -> None:
    """UTF-8 on every console, Windows included; a name that is no text is shown escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def heed_end() -> None:
    """Being told to end is like Ctrl-C: workers are ended, and nothing half-written stays."""

    def end(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)


def guarded(command: F) -> F:
    """Runs a command so that a user never sees a stack trace, and every ending has its exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except KinerjaError as error:
            report(error)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            say(words.get("error.interrupted"))
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader of our output went away, as with `| head`
            _drop_output()
            raise typer.Exit(0) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if os.environ.get("KINERJA_DOCS_DEBUG"):
                raise
            say(words.get("error.internal", kind=type(error).__name__))
            say(words.get("error.internal_remedy"))
            raise typer.Exit(INTERNAL) from None

    return run  # type: ignore[return-value]


def report(error: KinerjaError) -> None:
    """An error in plain words on standard error."""
    if isinstance(error, UsageError):
        say(f"{words.get('error.usage')}: {error}")
    elif isinstance(error, DefinitionError):
        say(f"{words.get('error.definition')}: {error}")
    else:
        say(str(error))


def tell_wrong_use(error: Exception) -> int | None:
    """What Typer says of a wrong command line, in the user's language: the exit code, or None for any other error.

    Typer keeps these errors in a private module, so they are known by their names and parts.
    """
    if not hasattr(error, "format_message"):
        return None
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":  # a family of commands without a command: its help is what was meant
        say(error.format_message())
        return UsageError.exit_code
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None)
    if name is None and parameter is not None:
        name = parameter.metavar if kind == "MissingParameter" and parameter.metavar else parameter.opts[-1]
    command = getattr(getattr(error, "ctx", None), "command_path", "kinerja-docs")
    key = f"error.command_line.{kind}"
    said = words.get(key, name=name) if name and words.find(key) else error.format_message()
    remedy = words.get("error.command_line.remedy", command=command)
    context: Any = getattr(error, "ctx", None)
    if kind == "NoSuchOption" and context is not None:
        options = [option for known in context.command.get_params(context) for option in known.opts]
        remedy = f"{remedy_for(str(name), options)} {remedy}"
    report(UsageError(said, remedy))
    return UsageError.exit_code


def say(text: str) -> None:
    """A line on standard error, if there is one."""
    if sys.stderr is not None:
        print(text, file=sys.stderr)


def is_terminal(stream: Any) -> bool:
    """Whether a person looks at the stream."""
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):
        return False


def has_colour(stream: Any) -> bool:
    """Colours only on a terminal that has them, and never against ``NO_COLOR``."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress:
    """Tells on standard error how far a long run is; silent for short ones."""

    def __init__(self) -> None:
        self.terminal = is_terminal(sys.stderr)
        self.next = time.monotonic() + QUIET_SECONDS
        self.width = 0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self.next or total < 2:
            return
        text = words.get("notice.reading", done=done, total=total)
        if self.terminal:
            print(f"\r{text}", end="", file=sys.stderr, flush=True)
            self.width = len(text)
        else:
            say(text)
        self.next = now + (STEP_SECONDS if self.terminal else LINE_SECONDS)

    def clear(self) -> None:
        """Takes the progress line away."""
        if self.width:
            print(f"\r{' ' * self.width}\r", end="", file=sys.stderr, flush=True)


def refuse_existing(path: Path | None, force: bool) -> None:
    """A :class:`UsageError` where an output exists and ``--force`` was not given, or has no folder to go to: told
    before the work, not after it."""
    if path is None:
        return
    if path.is_dir():
        raise cannot_write(path.as_posix(), IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    refuse_over(path, force)
    if not path.parent.is_dir():
        raise UsageError(words.get("error.no_folder", path=path.parent.as_posix()))


def write(path: Path, content: str | bytes, force: bool) -> None:
    """Write a whole output under a temporary name and move it into place; a device or pipe is written to."""
    refuse_existing(path, force)
    write_whole(path, content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))


def _print(text: str) -> None:
    """The result on standard output; what cannot take it (a full disk, a closed stream) is told in plain words."""
    try:
        if sys.stdout is None:  # closed before we were started
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise cannot_write(words.get("notice.standard_output"), error) from error


def _drop_output() -> None:
    """Nothing more goes to standard output, so that closing it at the end does not fail once more."""
    if sys.stdout is None:
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def deliver(content: str | bytes, output: Path | None, force: bool) -> None:
    """The result goes to the file, else to standard output, which takes text only; never to both."""
    if output is not None:
        write(output, content, force)
        say(words.get("notice.written", path=output.as_posix()))
    elif isinstance(content, str):
        _print(content)
