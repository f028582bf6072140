"""What the terminal and the line to it can do, for `copvalue doctor`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from select import select
from types import FrameType
from typing import Literal, NamedTuple, NoReturn

from copvalue_tui.cli.edit import UNUSABLE_TERMS
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.vocabulary import STATUSES

SMALLEST = (40, 12)
"""Columns and rows that the editor needs."""
_SAMPLES = (
    *(status.mark for status in STATUSES),
    *"▮…é漢",
)
"""A letter of two bytes tells whether the terminal reads UTF-8."""
_SLOW_ESCAPE = 50
"""Milliseconds that tmux may wait after Esc before a person notices."""


class DoctorLine(NamedTuple):
    """One line of the screen: what was found, and what to do about it."""

    level: Literal["ok", "note", "fix"]
    """Only `fix` is a finding."""
    text: str
    """Begins with what it is about, and a colon."""
    advice: str = ""


def terminal_lines(environ: Mapping[str, str] = os.environ) -> Iterator[DoctorLine]:
    """The lines about terminal, colours, widths, clipboard, multiplexer and locale."""
    term = environ.get("TERM", "")
    usable = term not in UNUSABLE_TERMS
    yield _terminal(term, usable)
    if usable:
        yield colours(environ)
        yield widths(measured(_SAMPLES))
    yield from _multiplexer(environ)
    yield clipboard(environ)
    yield locale(environ)


def _terminal(term: str, usable: bool) -> DoctorLine:
    name = safe(term) or "no name"
    if not usable:
        return DoctorLine(
            "fix",
            f"Terminal: {name}, which has no cursor to move; the editor uses plain lines here.",
            "If it has one, set TERM to what it is, such as: export TERM=xterm-256color",
        )
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        advice = "For its size and widths: copvalue doctor, without a pipe"
        return DoctorLine("note", f"Terminal: {name}. This output is not on it.", advice)
    text = f"Terminal: {name}, {size.columns} columns and {size.lines} rows."
    if 0 < size.columns < SMALLEST[0] or 0 < size.lines < SMALLEST[1]:
        advice = f"Make the window larger: {SMALLEST[0]} columns and {SMALLEST[1]} rows at least."
        return DoctorLine("fix", text, advice)
    return DoctorLine("ok", text)


def colours(environ: Mapping[str, str]) -> DoctorLine:
    """How many colours the variables promise."""
    if environ.get("NO_COLOR"):
        advice = "For colours: unset NO_COLOR"
        return DoctorLine("note", "Colours: none, because NO_COLOR is set.", advice)
    if environ.get("COLORTERM", "").casefold() in ("truecolor", "24bit"):
        return DoctorLine("ok", "Colours: 16 million.")
    many = "256color" in environ.get("TERM", "")
    return DoctorLine(
        "note",
        f"Colours: {256 if many else 16}, because COLORTERM names no more.",
        "If your terminal can do more: export COLORTERM=truecolor",
    )


def widths(found: tuple[int, ...] | None) -> DoctorLine:
    """Whether the terminal gives each mark the columns that we count."""
    if found is None:
        sentence = "Widths: the terminal was not asked, or did not answer."
        return DoctorLine("note", sentence, "If lines or signs look wrong: copvalue --ascii")
    wrong = [
        f"{mark} takes {count} instead of {cell_width(mark)}"
        for mark, count in zip(_SAMPLES, found, strict=True)
        if count != cell_width(mark)
    ]
    if not wrong:
        return DoctorLine("ok", f"Widths: {' '.join(_SAMPLES)} are as wide as they should be.")
    return DoctorLine(
        "fix",
        f"Widths: {', '.join(wrong)}.",
        "Let the terminal use UTF-8 and narrow ambiguous characters, or use copvalue --ascii",
    )


def _multiplexer(environ: Mapping[str, str]) -> Iterator[DoctorLine]:
    if environ.get("STY"):
        yield DoctorLine("ok", "Multiplexer: GNU screen.")
    elif environ.get("TMUX"):
        wait = _tmux_says("show-options", "-sv", "escape-time")
        if wait.isascii() and wait.isdigit() and int(wait[:9]) > _SLOW_ESCAPE:
            yield DoctorLine(
                "note",
                f"Multiplexer: tmux, which waits {wait} milliseconds after Esc.",
                "In ~/.tmux.conf: set -s escape-time 20",
            )
        else:
            yield DoctorLine("ok", "Multiplexer: tmux.")
    else:
        yield DoctorLine("ok", "Multiplexer: none.")


def clipboard(environ: Mapping[str, str]) -> DoctorLine:
    """Where a copied text goes."""
    # Imported here, because it loads what the editor needs to run programs.
    from copvalue_tui.tui.terminal.clipboard import way_out

    way = way_out(environ)
    if way == "file":
        return DoctorLine(
            "note",
            "Clipboard: this terminal has none; a copied text is kept in a private file.",
            "Set TERM to what your terminal is, if it is another one.",
        )
    if way != "tmux":
        return DoctorLine("ok", "Clipboard: a copied text is sent to the terminal (OSC 52).")
    passed_on = _tmux_says("show-options", "-sv", "set-clipboard")
    if not passed_on:
        advice = "Start copvalue in a running tmux, or unset TMUX"
        return DoctorLine("fix", "Clipboard: tmux does not answer.", advice)
    if passed_on == "off":
        return DoctorLine(
            "note",
            "Clipboard: tmux keeps a copied text to itself.",
            "To pass it on to the terminal, in ~/.tmux.conf: set -s set-clipboard on",
        )
    return DoctorLine("ok", "Clipboard: tmux takes a copied text and passes it on.")


def _tmux_says(*words: str) -> str:
    """What tmux prints, without the end of the line; empty if it does not answer."""
    try:
        done = subprocess.run(  # noqa: S603  # words of ours, and tmux from the PATH
            ("tmux", *words),  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return safe(done.stdout.decode("utf-8", "replace").strip())


def locale(environ: Mapping[str, str]) -> DoctorLine:
    """Whether other programs here write UTF-8, as copvalue does."""
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    given = next((one for one in names if environ.get(one)), "LANG")
    name = environ.get(given, "")
    charset = name.casefold().replace("-", "")
    # Without a name, macOS means UTF-8.
    if "utf8" in charset or (not name and sys.platform == "darwin"):
        return DoctorLine("ok", f"Locale: {safe(name) or 'UTF-8'}.")
    return DoctorLine(
        "fix",
        f"Locale: {safe(name) or 'none is set'}, which is not UTF-8.",
        f"export {given}=C.UTF-8, or another of: locale -a",
    )


PATIENCE = 2.0
"""Seconds that the terminal has for its answers."""
_ANSWER = re.compile(rb"\x1b\[\d{1,4};(\d{1,4})R")
_MOST = 4096
"""Bytes read at most: whoever types meanwhile is not waited for."""


def measured(texts: Sequence[str]) -> tuple[int, ...] | None:
    """The columns of each text; None where the terminal cannot be asked, or does not answer.

    The line of the cursor must be empty, and is empty again afterwards. Whatever is typed
    meanwhile is lost, and so are answers that come too late or in pieces.
    """
    try:
        keyboard, screen = sys.stdin.fileno(), sys.stdout.fileno()
        if not (os.isatty(keyboard) and os.isatty(screen)):
            return None
        # In the background, asking would stop the program.
        if os.tcgetpgrp(keyboard) != os.getpgrp():
            return None
        sys.stdout.flush()
        with _quiet(keyboard):
            return _asked(keyboard, screen, texts)
    except (OSError, ValueError, AttributeError, ImportError):
        return None


def _asked(keyboard: int, screen: int, texts: Sequence[str]) -> tuple[int, ...] | None:
    if not select([], [screen], [], PATIENCE)[1]:
        return None
    questions = "".join(f"\r{text}\x1b[6n" for text in texts)
    os.write(screen, f"{questions}\r\x1b[K".encode())
    answers = b""
    end = time.monotonic() + PATIENCE
    while len(columns := _ANSWER.findall(answers)) < len(texts):
        rest = end - time.monotonic()
        if rest <= 0 or len(answers) > _MOST or not select([keyboard], [], [], rest)[0]:
            return None
        piece = os.read(keyboard, 1024)
        if not piece:
            return None
        answers += piece
    return tuple(int(column) - 1 for column in columns[: len(texts)])


@contextmanager
def _quiet(keyboard: int) -> Iterator[None]:
    """A terminal that shows no answers and gives them at once; put back however this ends."""
    import termios
    import tty

    before = termios.tcgetattr(keyboard)
    ends = (signal.SIGTERM, signal.SIGHUP)
    handlers = [(number, signal.signal(number, _end)) for number in ends]
    try:
        tty.setcbreak(keyboard, termios.TCSANOW)
        now = termios.tcgetattr(keyboard)
        # Stopped here, the shell would get a terminal without an echo.
        now[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(keyboard, termios.TCSANOW, now)
        yield
    finally:
        with suppress(termios.error):
            termios.tcflush(keyboard, termios.TCIFLUSH)
            termios.tcsetattr(keyboard, termios.TCSANOW, before)
        for number, handler in handlers:
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
