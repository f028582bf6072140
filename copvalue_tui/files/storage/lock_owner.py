"""Who is at work, as lock files and recovery files say it; what others wrote is read warily."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from copvalue_tui import __version__
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import safe

MOST_BYTES = 1024
"""Of a lock file; a longer one is none of ours."""
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
    """Which start of the machine it runs in; empty when the system does not say."""
    start: int = 0
    """When it began, in the system's own ticks since the machine started; 0 when unknown."""
    since: int = 0
    """When it opened the file, in seconds since 1970."""

    @property
    def sentence_part(self) -> str:
        """“since 14:02 by anna on vm (pid 123)”, every character fit for a screen."""
        if not self.pid:
            return "by someone whose name cannot be read"
        where = f"{_short(self.user)} on {_short(self.host)} (pid {self.pid})"
        return f"since {self._when} by {where}"

    @property
    def brief(self) -> str:
        """“anna on vm edits since 14:02”, every character fit for a screen."""
        if not self.pid:
            return "somebody edits"
        where = f"{_short(self.user, _SHOWN_BRIEF)} on {_short(self.host, _SHOWN_BRIEF)}"
        return f"{where} edits since {self._when}"

    @property
    def who(self) -> str:
        """“anna on vm”, every character fit for a screen."""
        return f"{_short(self.user)} on {_short(self.host)}" if self.pid else "the other session"

    @property
    def _when(self) -> str:
        moment = time.localtime(self.since)
        today = time.localtime()[:3] == moment[:3]
        return time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", moment)


def _short(word: str, most: int = _SHOWN) -> str:
    word = safe(word)
    return word if len(word) <= most else word[: most - 1] + "…"


def myself() -> LockOwner:
    """This program."""
    pid = os.getpid()
    return LockOwner(
        _user(), _word(os.uname().nodename), pid, _boot(), _start(pid), int(time.time())
    )


def text_of(writer: LockOwner) -> str:
    """The line of a lock file that names this writer."""
    boot = writer.boot or "-"
    moments = f"{boot} {writer.start} {writer.since}"
    return f"{writer.user}@{writer.host} {writer.pid} {moments} copvalue-{__version__}\n"


def writer_in(content: bytes) -> LockOwner:
    """Who wrote this line; a `LockOwner` without a pid when it is no such line."""
    line = content.decode("utf-8", "replace") if len(content) <= MOST_BYTES else ""
    found = _LINE.fullmatch(line.rstrip("\n"))
    if found is None:
        return LockOwner()
    since = int(found["since"])
    boot = "" if found["boot"] == "-" else found["boot"]
    return LockOwner(
        tidy(found["user"]), found["host"], int(found["pid"]), boot, int(found["start"]), since
    )


def is_alive(writer: LockOwner) -> bool | None:
    """Whether that program still runs; None when it runs, or ran, on another machine."""
    if not writer.pid or writer.host != _word(os.uname().nodename):
        return None
    if writer.boot and _boot() and writer.boot != _boot():
        return False
    try:
        os.kill(writer.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    now = _start(writer.pid)
    return not writer.start or not now or now == writer.start


def _user() -> str:
    import pwd

    with suppress(KeyError):
        return _word(pwd.getpwuid(os.getuid()).pw_name)
    return f"user-{os.getuid()}"


def _word(text: str) -> str:
    """The text as one word, whatever the system calls somebody or itself."""
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
