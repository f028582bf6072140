"""Every disk that a power cut may leave: a model of what was promised, over recorded system calls.

What a program asked of the disk is recorded (by strace, from the real calls) as a list of steps:

- `Names`: entries of one folder changed in one step; making, renaming, swapping and removing files
  are all of this kind, as is making a folder.
- `Piece`: bytes were written into a file, or it was given another size.
- `Sync`: the disk confirmed all that was asked of one file, or of one folder, until then.
- `Said`: the person was told something; from here on a promise holds.

The power may fail after each step. Of what was confirmed by then all is there. Of the rest each
step may have reached the disk or not, whatever came before or after it, alone or in company; a
write may have been torn in pieces, and where a piece is missing the file holds zeros. Only two
things are taken on trust, as journaling file systems give them: the entries of one `Names` change
together, and a confirmed step stays. That fsync of a new file also confirms its name is not.

`disks` yields each such state once; what must hold in it is for the test to say. The idea of trying
all orders that nothing forbids is that of ALICE (Pillai and others, OSDI 2014).
"""

from __future__ import annotations

import itertools
import os
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

FULL = 8
"""So many unconfirmed steps of one file or folder are tried in all combinations; of more, those
that lack or hold a stretch or a single one, and some by chance."""
TORN = 3
"""Into so many pieces each write may be torn, at the least."""
SECTOR = 512
"""Bytes that a disk writes whole; longer writes are torn at least so often."""

Tree = Mapping[str, bytes | None]
"""Path → content; None for a folder."""


class Names(NamedTuple):
    """Entries of a folder that change together: name → file or folder, or nothing any more."""

    at: float
    folder: int
    entries: tuple[tuple[str, int | None], ...]


class Piece(NamedTuple):
    """Bytes for a file, or, without any, a new size."""

    at: float
    file: int
    start: int
    content: bytes | None


class Sync(NamedTuple):
    """A file or folder was confirmed, with all steps before the number `seen`."""

    at: float
    what: int
    seen: int


class Said(NamedTuple):
    """The person was told something."""

    at: float
    text: str


Step = Names | Piece | Sync | Said


@dataclass
class Disk:
    """Files by number from 1, folders from -1 downwards; 0 is the folder above all others."""

    files: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {0: {}})

    @classmethod
    def of(cls, roots: Sequence[Path]) -> Disk:
        """What stands in these folders now, all of it confirmed."""
        disk = cls()
        for root in roots:
            for path in (root, *sorted(root.rglob("*"))):
                disk.put(str(path), None if path.is_dir() else path.read_bytes(), path)
        return disk

    def put(self, path: str, content: bytes | None, real: Path | None = None) -> int:
        """Puts a file or, without content, a folder there; the result is its number."""
        here, parts = 0, [part for part in path.split("/") if part]
        for part in parts[:-1] if content is not None else parts:
            here = self.folders[here].setdefault(part, self.fresh_folder())
            self.folders.setdefault(here, {})
        if content is None:
            return here
        twin = self._twin(real) if real is not None else None
        number = self.folders[here].setdefault(parts[-1], twin or self.fresh_file())
        self.files[number] = content
        return number

    def fresh_file(self) -> int:
        """A number no file has."""
        return max(self.files, default=0) + 1

    def fresh_folder(self) -> int:
        """A number no folder has."""
        return min(self.folders) - 1

    def _twin(self, real: Path) -> int | None:
        """The number of another name of the same file, if one is known."""
        for folder, names in self.folders.items():
            for name, number in names.items():
                path = self.path(folder) / name
                if number in self.files and path.is_file() and path.samefile(real):
                    return number
        return None

    def path(self, folder: int) -> Path:
        """Where a folder stands."""
        for parent, names in self.folders.items():
            for name, number in names.items():
                if number == folder:
                    return self.path(parent) / name
        return Path("/")

    def find(self, path: str) -> int | None:
        """The number of what stands there, if anything does."""
        here: int | None = 0
        for part in path.split("/"):
            if part and here is not None:
                here = self.folders.get(here, {}).get(part)
        return here

    def after(self, steps: Sequence[Step]) -> Disk:
        """The disk when each of these steps has reached it."""
        disk = Disk(dict(self.files), {one: dict(names) for one, names in self.folders.items()})
        for step in steps:
            disk.take(step)
        return disk

    def take(self, step: Step) -> None:
        """Lets a step reach the disk."""
        if isinstance(step, Names):
            for name, number in step.entries:
                names = self.folders.setdefault(step.folder, {})
                names.pop(name, None)
                if number is not None:
                    names[name] = number
        elif isinstance(step, Piece):
            old = self.files.get(step.file, b"").ljust(step.start, b"\0")
            if step.content is None:
                self.files[step.file] = old[: step.start]
            else:
                end = step.start + len(step.content)
                self.files[step.file] = old[: step.start] + step.content + old[end:]

    def tree(self, folder: int = 0, above: str = "") -> dict[str, bytes | None]:
        """All that can be reached by a name."""
        found: dict[str, bytes | None] = {}
        for name, number in self.folders.get(folder, {}).items():
            path = f"{above}/{name}"
            if number < 0:
                found[path] = None
                found |= self.tree(number, path)
            else:
                found[path] = self.files.get(number, b"")
        return found


class Left(NamedTuple):
    """What a power cut left: the tree, what had been said by then, and how long ago it was."""

    tree: Tree
    said: tuple[str, ...]
    after: int
    """So many steps had been taken."""
    until: float
    """The latest moment at which the power may have failed."""


def disks(start: Disk, steps: Sequence[Step], *, timed: bool = False) -> Iterator[Left]:
    """Every state that a cut of power may leave, once; once for every moment if `timed`."""
    known: set[tuple[object, ...]] = set()
    for count in range(len(steps) + 1):
        taken = steps[:count]
        said = tuple(step.text for step in taken if isinstance(step, Said))
        until = steps[count].at if count < len(steps) else float("inf")
        sure, open_steps = _sorted_out(taken)
        confirmed = start.after(sure)
        for chosen in itertools.product(*(_choices(one) for one in open_steps)):
            # Each group is about one file or one folder: their order among each other is nothing.
            tree = confirmed.after([step for group in chosen for step in group]).tree()
            entries = tuple(sorted(tree.items(), key=lambda entry: entry[0]))
            key = (said, until if timed else 0.0, entries)
            if key not in known:
                known.add(key)
                yield Left(tree, said, count, until)


def _sorted_out(taken: Sequence[Step]) -> tuple[list[Step], list[list[Step]]]:
    """What is confirmed, and what is not, by file and folder."""
    seen: dict[int, int] = {}
    for step in taken:
        if isinstance(step, Sync):
            seen[step.what] = max(step.seen, seen.get(step.what, 0))
    sure: list[Step] = []
    rest: dict[int, list[Step]] = {}
    for number, step in enumerate(taken):
        if isinstance(step, Names | Piece):
            what = step.folder if isinstance(step, Names) else step.file
            if number < seen.get(what, 0):
                sure.append(step)
            else:
                rest.setdefault(what, []).append(step)
    return sure, list(rest.values())


def _choices(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    """Which of these steps may have reached the disk."""
    pieces = [piece for step in steps for piece in _torn(step)]
    count = len(pieces)
    if count <= FULL:
        masks: set[tuple[bool, ...]] = set(itertools.product((False, True), repeat=count))
    else:
        places = range(count)
        masks = {tuple(n < cut for n in places) for cut in range(count + 1)}
        masks |= {tuple(n >= cut for n in places) for cut in places}
        masks |= {tuple((n == one) is there for n in places) for one in places for there in (0, 1)}
        chance = random.Random(count)
        masks |= {tuple(chance.random() < 0.5 for _ in places) for _ in range(2**FULL // 4)}
    return [tuple(itertools.compress(pieces, mask)) for mask in sorted(masks)]


def _torn(step: Step) -> list[Step]:
    """A write, torn; any other step as it is."""
    if not isinstance(step, Piece) or not step.content:
        return [step]
    size = max(1, min(SECTOR, -(-len(step.content) // TORN)))
    starts = range(0, len(step.content), size)
    return [step._replace(start=step.start + n, content=step.content[n : n + size]) for n in starts]


def lay_out(tree: Tree, roots: Sequence[Path]) -> None:
    """Makes the folders hold what the power cut left, and nothing else; all of it private."""
    for root in roots:
        # Folders stay: there are some thousands of states, and most have the same ones.
        for place in (*sorted(root.rglob("*"), reverse=True), root):
            if not place.is_dir() or place.is_symlink():
                place.unlink(missing_ok=True)
            elif tree.get(str(place), b"") is None:
                place.chmod(0o700)
            else:
                place.rmdir()
    for path, content in tree.items():
        place = Path(path)
        if content is None:
            if not place.is_dir():
                place.mkdir(mode=0o700)
        else:
            place.write_bytes(content)
            place.chmod(0o600)


# From the words of strace to steps.

TRACED = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate", "rename"),
    *("renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat"),
)
OPTIONS = ("-f", "-ttt", "-y", "-xx", "-s", "1000000", "-e", f"trace={','.join(TRACED)}")
"""What strace has to be asked for."""
_LINE = re.compile(r"^(?:(\d+) +)?(\d+\.\d+) (.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(?:<.*)?(?: .*)?$")
_WORD = re.compile(
    r'"((?:\\x[0-9a-f]{2})*)"'  # a text
    r"|(AT_FDCWD|\d+)<([^>]*)>(\(deleted\))?"  # a descriptor and its path
    r"|([^\s,]+)"
)


class NotUnderstood(Exception):
    """The recording holds something that the model knows no steps for."""


class Descriptor(NamedTuple):
    """An open file or folder; without a path when it has no name any more."""

    number: str
    path: str


Word = bytes | str | Descriptor
"""An argument of a call: a text, a flag or number, a descriptor."""


class Recording:
    """Steps made of what strace wrote; what is outside of the disk's folders is left out."""

    def __init__(self, start: Disk) -> None:
        self._steps: list[Step] = []
        self._live = start.after(())
        self._where: dict[str, int] = {}
        self._appends: set[str] = set()
        self._begun: dict[str, tuple[str, int]] = {}

    def read(self, trace: str) -> list[Step]:
        """All steps of a trace, in the order in which they were completed."""
        for line in trace.splitlines():
            found = _LINE.match(line)
            if found is None:
                continue
            pid, at, call = found[1] or "", float(found[2]), found[3]
            seen = len(self._steps)
            if call.endswith("<unfinished ...>"):
                self._begun[pid] = (call.removesuffix("<unfinished ...>").rstrip(), seen)
                continue
            if call.startswith("<... "):
                before, seen = self._begun.pop(pid)
                call = before + call.partition("resumed>")[2]
            self._take(at, call, seen)
        return self._steps

    def _take(self, at: float, call: str, seen: int) -> None:
        found = _CALL.match(call)
        if found is None or int(found[3]) < 0:
            return
        words = [_word(one) for one in _WORD.finditer(found[2])]
        step = self._step(found[1], words, int(found[3]), at, seen)
        if step is not None:
            self._live.take(step)
            self._steps.append(step)

    def _step(self, name: str, words: list[Word], result: int, at: float, seen: int) -> Step | None:
        if not isinstance(words[0], Descriptor) or name.endswith("at") or name == "renameat2":
            return self._named(name, words, result, at)
        opened = words[0]
        if opened.path.startswith("pipe:"):
            text = words[1]
            return Said(at, text.decode() if isinstance(text, bytes) else "")
        what = self._live.find(opened.path) if opened.path else None
        if what is None:
            return None
        if name in ("fsync", "fdatasync"):
            return Sync(at, what, seen)
        if name == "ftruncate":
            return Piece(at, what, _number(words[1]), None)
        if name == "fallocate":
            size = _number(words[2]) + _number(words[3])
            longer = size > len(self._live.files.get(what, b""))
            return Piece(at, what, size, b"") if longer else None
        content = words[1]
        if not isinstance(content, bytes):
            raise NotUnderstood(name)
        held = len(self._live.files.get(what, b""))
        start = held if opened.number in self._appends else self._where.get(opened.number, 0)
        self._where[opened.number] = start + result
        return Piece(at, what, start, content[:result])

    def _named(self, name: str, words: list[Word], result: int, at: float) -> Step | None:
        places = [self._place(path) for path in _paths(words)]
        if not places or None in places:
            return None
        (folder, entry), *more = [place for place in places if place is not None]
        number = self._live.folders.get(folder, {}).get(entry)
        if name == "openat":
            flags = next((str(word) for word in words if str(word).startswith("O_")), "")
            return self._opened(str(result), flags, Names(at, folder, ((entry, number),)))
        if name.startswith("mkdir"):
            fresh = self._live.fresh_folder()
            self._live.folders[fresh] = {}
            return Names(at, folder, ((entry, fresh),))
        if name.startswith("unlink"):
            return Names(at, folder, ((entry, None),))
        ((other_folder, other),) = more
        if folder != other_folder:
            raise NotUnderstood(f"{name} from folder to folder")
        if name.startswith("link"):
            return Names(at, folder, ((other, number),))
        if "RENAME_EXCHANGE" in words:
            there = self._live.folders[folder].get(other)
            return Names(at, folder, ((entry, there), (other, number)))
        return Names(at, folder, ((entry, None), (other, number)))

    def _opened(self, descriptor: str, flags: str, there: Names) -> Step | None:
        """The step, if any, that opening was; where its writes will go is known from here on."""
        self._where[descriptor] = 0
        self._appends.discard(descriptor)
        if "O_APPEND" in flags:
            self._appends.add(descriptor)
        ((entry, number),) = there.entries
        if number is not None:
            emptied = "O_TRUNC" in flags and number > 0
            return Piece(there.at, number, 0, None) if emptied else None
        if "O_CREAT" not in flags:
            return None
        fresh = self._live.fresh_file()
        self._live.files[fresh] = b""
        return there._replace(entries=((entry, fresh),))

    def _place(self, path: str) -> tuple[int, str] | None:
        folder, _, entry = path.rstrip("/").rpartition("/")
        number = self._live.find(folder)
        return (number, entry) if number is not None and number <= 0 else None


def _word(found: re.Match[str]) -> Word:
    text, descriptor, path, deleted, other = found.groups()
    if text is not None:
        return _letters(text)
    if descriptor is not None:
        return Descriptor(descriptor, "" if deleted else os.fsdecode(_letters(path)))
    return other


def _letters(text: str) -> bytes:
    """What strace wrote in hex."""
    letters = re.split(r"\\x(..)", text)
    pairs = zip(letters[::2], [*letters[1::2], ""], strict=True)
    return b"".join(plain.encode() + bytes.fromhex(letter) for plain, letter in pairs)


def _number(word: Word) -> int:
    return int(str(word))


def _paths(words: list[Word]) -> list[str]:
    """The whole paths that names in folders stand for."""
    found, folder = [], "/"
    for word in words:
        if isinstance(word, Descriptor):
            folder = word.path
        elif isinstance(word, bytes):
            found.append(f"{folder}/{os.fsdecode(word)}" if word[:1] != b"/" else os.fsdecode(word))
    return found
