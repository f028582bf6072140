"""The user, machine and process that lock files and recovery files name; parsed with care."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from copvalue_tui import __version__
from copvalue_tui.files.storage.system import account, account_name, is_running, machine_name
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import safe

MOST_BYTES = 1024
"""The size limit of a lock file; a longer file is not ours."""
_SHOWN = 40
_SHOWN_BRIEF = 16
_LINE = re.compile(
    r"(?P<user>[^\s@]{1,64})@(?P<host>\S{1,255}) (?P<pid>[1-9]\d{0,8}) "
    r"(?P<boot>\S{1,64}) (?P<start>\d{1,19}) (?P<since>\d{1,12}) (?P<app>\S{1,32})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class LockOwner:
    """A program that edits a file."""

    user: str = ""
    host: str = ""
    pid: int = 0
    boot: str = ""
    """The boot of the machine that it runs in; empty if the system does not say."""
    start: int = 0
    """When it started, in clock ticks since the machine booted; 0 if unknown."""
    since: int = 0
    """When it opened the file, in seconds since 1970."""

    @property
    def sentence_part(self) -> str:
        """“since 14:02 by anna on vm (pid 123)”, safe to print."""
        if not self.pid:
            return "by someone whose name cannot be read"
        where = f"{_short(self.user)} on {_short(self.host)} (pid {self.pid})"
        return f"since {self._when} by {where}"

    @property
    def brief(self) -> str:
        """“anna on vm is editing (since 14:02)”, safe to print."""
        if not self.pid:
            return "someone is editing"
        where = f"{_short(self.user, _SHOWN_BRIEF)} on {_short(self.host, _SHOWN_BRIEF)}"
        return f"{where} is editing (since {self._when})"

    @property
    def who(self) -> str:
        """“anna on vm”, safe to print."""
        return f"{_short(self.user)} on {_short(self.host)}" if self.pid else "the other session"

    @property
    def _when(self) -> str:
        moment = time.localtime(self.since)
        today = time.localtime()[:3] == moment[:3]
        return time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", moment)


def _short(word: str, most: int = _SHOWN) -> str:
    word = safe(word)
    return word if len(word) <= most else word[: most - 1] + "…"


def this_process() -> LockOwner:
    """This program."""
    pid = os.getpid()
    return LockOwner(_user(), _word(machine_name()), pid, _boot(), _start(pid), int(time.time()))


def text_of(writer: LockOwner) -> str:
    """The line of a lock file that names this writer."""
    boot = writer.boot or "-"
    moments = f"{boot} {writer.start} {writer.since}"
    return f"{writer.user}@{writer.host} {writer.pid} {moments} copvalue-{__version__}\n"


def parse_owner(content: bytes) -> LockOwner:
    """Who wrote this line; a `LockOwner` without a pid if it is not a line of ours."""
    line = content.decode("utf-8", "replace") if len(content) <= MOST_BYTES else ""
    match = _LINE.fullmatch(line.rstrip("\n"))
    if match is None:
        return LockOwner()
    since = int(match["since"])
    boot = "" if match["boot"] == "-" else match["boot"]
    return LockOwner(
        tidy(match["user"]), match["host"], int(match["pid"]), boot, int(match["start"]), since
    )


def is_alive(writer: LockOwner) -> bool | None:
    """Whether that program is still running; None for another machine, or where nobody can say."""
    if not writer.pid or writer.host != _word(machine_name()):
        return None
    if writer.boot and _boot() and writer.boot != _boot():
        return False
    if (running := is_running(writer.pid)) is not True:
        return running
    now = _start(writer.pid)
    return not writer.start or not now or now == writer.start


def _user() -> str:
    return _word(account_name() or f"user-{account()}")


def _word(text: str) -> str:
    """The text as one word, whatever characters the name has."""
    return re.sub(r"[\s@]+", "-", safe(text))[:64] or "-"


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:64]
    return ""


def _start(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{pid}/stat").read_bytes()
        # The second field is the program's name in brackets, and may itself hold anything.
        return int(status[status.rindex(b")") + 2 :].split()[19])
    return 0
