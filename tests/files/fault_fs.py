"""Stories about disks: files to tell them with, faults to inject, children with fewer rights."""

from __future__ import annotations

import errno
import os
import pickle
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage.errors import CannotSave, FileTrouble
from copvalue_tui.files.storage.file import OpenFile, load, new_file
from copvalue_tui.matrix.values import BLANK, Matrix, Value

NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
OLD = """\
format = 1
title = "Water operators"  # as they call themselves

[[members]]
name = "Members"
short_term = [
    "Help with challenges",  # said twice
]

[[organizations]]
name = "Organization"
short_term = ["Rapid problem solving"]
"""
NEW = OLD.replace('"Help with challenges",', '"Help with challenges in the field",')

CALLS = (
    *("close", "fchmod", "fchown", "fstat", "fsync", "ftruncate", "getxattr", "link"),
    *("listxattr", "lseek", "lstat", "mkdir", "open", "posix_fallocate", "read", "rename"),
    *("replace", "scandir", "setxattr", "stat", "statvfs", "unlink", "write"),
)
"""What a save asks of the system, by the names of `os`."""


def changed(matrix: Matrix) -> Matrix:
    """The matrix of `NEW` from that of `OLD`."""
    row = matrix.members[0]
    value = replace(row.short_term[0], text="Help with challenges in the field")
    return replace(matrix, members=(replace(row, short_term=(value,)),))


def grown(matrix: Matrix, text: str) -> Matrix:
    """The matrix with one more value in its first cell."""
    row = matrix.members[0]
    longer = replace(row, short_term=(*row.short_term, Value(text)))
    return replace(matrix, members=(longer, *matrix.members[1:]))


def opened(path: Path, text: str = OLD) -> tuple[OpenFile, Matrix]:
    """A file just written and opened, and the matrix the person made of it: that of `NEW`."""
    path.write_bytes(text.encode())
    file = load(path)
    return file, changed(read(file.source.text))


def is_calm(sentence: str) -> bool:
    """Whether a sentence is fit for a person: whole, and not a word of machinery in it."""
    machinery = ("Errno", "Error", "Exception", "Traceback", "!", "\n", "0x", "None")
    whole = sentence.endswith((".", "?")) and sentence[:1] in "“" + sentence[:1].upper()
    return whole and not any(word in sentence for word in machinery)


@contextmanager
def open_to_all() -> Iterator[Path]:
    """A folder where every account may do everything, also one that may not enter ours."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def leftovers(folder: Path) -> list[str]:
    """Names in the folder that a save should not leave there."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def names_in(folder: Path) -> list[bytes]:
    """All names in the folder."""
    return sorted(os.fsencode(path.name) for path in folder.iterdir())


def refused(
    file: OpenFile, matrix: Matrix, kind: type[FileTrouble] = CannotSave, *, overwrite: bool = False
) -> FileTrouble:
    """What a save told calmly instead of saving."""
    with pytest.raises(kind) as told:
        save(file, matrix, overwrite=overwrite)
    assert is_calm(str(told.value)), str(told.value)
    return told.value


def begun(folder: Path, kind: str) -> tuple[OpenFile, Matrix, str | None, str]:
    """A file about to be saved, with its old text and its new: `plain`, `two names` or `new`."""
    path = folder / "water.toml"
    path.unlink(missing_ok=True)
    (folder / "other.toml").unlink(missing_ok=True)
    if kind == "new":
        return new_file(path), BLANK, None, write(BLANK, "")
    file, matrix = opened(path)
    if kind == "two names":
        os.link(path, folder / "other.toml")
    return file, matrix, OLD, NEW


def how_it_went(file: OpenFile, matrix: Matrix) -> tuple[str, OpenFile | None]:
    """What the person is told, and the file to save to next."""
    try:
        saved = save(file, matrix)
    except FileTrouble as trouble:
        return str(trouble), None
    return " ".join(saved.notes), saved.file


@dataclass
class FaultFs:
    """The calls of `os` a save makes, watched; one of them goes wrong."""

    monkeypatch: pytest.MonkeyPatch
    fail_at: int = 0
    """Which call fails, from 1; 0 for none."""
    code: int = errno.EIO
    only: str = ""
    """Count calls of this name only; empty for all."""
    before: Callable[[], object] | None = None
    """Done before that call, instead of failing."""
    short: bool = False
    """Whether each write takes only a few bytes."""
    log: list[str] = field(default_factory=list)
    failed: str = ""

    @contextmanager
    def watching(self) -> Iterator[FaultFs]:
        """The calls are watched until this ends, but for those of threads that were there before.

        A journal of an earlier test may still be on its way to the disk.
        """
        before = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}
        with self.monkeypatch.context() as patch:
            for name in CALLS:
                if hasattr(os, name):
                    patch.setattr(os, name, self._watched(name, getattr(os, name), before))
            yield self

    def _watched(
        self, name: str, real: Callable[..., object], others: set[int | None]
    ) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            if threading.get_ident() in others:
                return real(*args, **options)
            if self.only in ("", name):
                self.log.append(name)
                if len(self.log) == self.fail_at:
                    if self.before is not None:
                        self.before()
                    else:
                        self.failed = name
                        if name == "close":
                            real(*args, **options)
                        raise OSError(self.code, os.strerror(self.code))
            if name == "write" and self.short:
                descriptor, content = args
                return real(descriptor, bytes(content)[:7])  # type: ignore[call-overload]
            return real(*args, **options)

        return call


def in_child(story: Callable[[], object], *, nobody: bool = False) -> object:
    """What the story returns, told in a child that may have fewer rights than we.

    What the story imports must be imported before: the child may not be able to read it.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reader)
            if nobody and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            told = pickle.dumps((True, story()))
        except BaseException:
            told = pickle.dumps((False, traceback.format_exc()))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    good, what = pickle.loads(told)
    assert good, what
    return what
