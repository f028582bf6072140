"""What deeds cost over a slow line, ours beside other editors: bytes, and the seconds they take.

The line is that of `tests/pty/relay.py`. All edit the same file at 80x24 as they are installed, in
a home without settings. A deed takes one round trip and as long as its bytes: whoever types ahead
waits for no key, only for the last one's answer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.actions import answered, sample
from tests.benchmarks.clocked import Clocked
from tests.benchmarks.programs import ours
from tests.pty.relay import DELAY, RATE

SIZE = (80, 24)
LETTERS = "faster answers to hard questions at work"
DEEDS = ("one down", f"{len(LETTERS)} letters", "Enter and Esc after them", "a line deleted")


class Editor(NamedTuple):
    """An editor, and the keys of its deeds."""

    name: str
    argv: tuple[str, ...]
    """What starts it; the file comes last."""
    ready: str
    """What is on the screen when it is."""
    down: str
    up: str
    add: tuple[str, ...]
    """What opens a new line for words."""
    leave: tuple[str, ...]
    """What ends the words: Enter, and Esc where that leaves a mode."""
    delete: tuple[str, ...]


PEERS = (
    Editor("vim", ("vim", "-n"), "format", "j", "k", ("o",), ("\r", "\x1b"), ("d", "d")),
    Editor("nano", ("nano",), "format", "\x1b[B", "\x1b[A", ("\x1b[F", "\r"), ("\r",), ("\x0b",)),
    Editor("micro", ("micro",), "format", "\x1b[B", "\x1b[A", ("\x1b[F", "\r"), ("\r",), ("\x0b",)),
)


def editors(file: Path) -> tuple[list[Editor], list[str]]:
    """Ours and the peers that are installed, and the names of those that are not."""
    start = tuple(ours(file, "--no-autosave")[:-1])
    copvalue = Editor("copvalue", start, "Help", "j", "k", ("a",), ("\r", "\x1b"), ("d",))
    there = [peer for peer in PEERS if shutil.which(peer.name)]
    return [copvalue, *there], [peer.name for peer in PEERS if peer not in there]


def deeds_of(editor: Editor, file: Path) -> dict[str, int]:
    """Bytes of each deed in a visit to a file; nothing is saved."""
    with Clocked([*editor.argv, str(file)], *SIZE) as terminal:
        terminal.wait_bytes(editor.ready.encode())
        terminal.settle(0.6)

        def sent(keys: tuple[str, ...]) -> int:
            return sum(answered(terminal, key) for key in keys)

        # What a first key still changes is not part of the deed.
        sent((editor.down, editor.up))
        down = sent((editor.down,))
        sent(editor.add)
        costs = (down, sent(tuple(LETTERS)), sent(editor.leave), sent(editor.delete))
    return dict(zip(DEEDS, costs, strict=True))


def seconds(count: int) -> float:
    """How long a deed of so many bytes takes on the line, from its first key to its last byte."""
    return 2 * DELAY + count / RATE


def rows(folder: Path) -> tuple[list[tuple[str, ...]], list[str]]:
    """A line of the table for each editor, and the names of those that are not installed."""
    found, missing = editors(sample("toolkit", folder))
    return [(one.name, *_told(deeds_of(one, sample("toolkit", folder)))) for one in found], missing


def _told(costs: dict[str, int]) -> Iterator[str]:
    for count in costs.values():
        yield f"{count:,} bytes, {seconds(count):.2f} s"
