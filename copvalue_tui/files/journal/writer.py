"""The journal of the open session: every edit is written before it is shown."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from copvalue_tui.files.journal.log_file import JournalFile, made, not_recorded, session_name
from copvalue_tui.files.journal.model import (
    WHOLE,
    Draft,
    Moment,
    Origin,
    SessionLog,
    action_body,
    draft_body,
    end_body,
    saved_body,
)
from copvalue_tui.files.journal.records import body_of
from copvalue_tui.files.journal.sessions import put_down
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source, encode
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.storage.lock_owner import this_process
from copvalue_tui.files.storage.open import sha256_of
from copvalue_tui.files.text_history.history import NextText, TextHistory, texts_between
from copvalue_tui.matrix.values import Matrix, Place

PAUSE = 0.5
"""Seconds after a record until the disk is asked to confirm it."""
COMPACT = 2**20
"""Bytes from which a recovery file is rewritten."""
GROWTH = 4
"""Or this many times its size after the last rewrite, because large matrices start large."""
MOST = 32 * 2**20
"""Beyond this it is rewritten in any case: a reader accepts twice as much."""


class Journal:
    """What an open session has done, written as it is done.

    `action`, `draft`, `saved` and `note` may be called from any thread and never raise: what cannot
    be written is told by `trouble`. A thread of its own asks the disk to confirm, at most about a
    second later, and sleeps while there is nothing to do.
    """

    def __init__(self, file: JournalFile | None, story: SessionLog, trouble: str = "") -> None:
        self.trouble = trouble
        """Why what is done now could not be brought back, as a whole sentence; mostly empty."""
        self.path = file.path if file is not None else None
        """Its path; None if none could be created."""
        self._file = file
        self._story = story
        self._whole = len(story.source.text) <= WHOLE
        self._missed: Moment | None = None
        """The last edit, if it could not be written."""
        self._since: list[bytes] | None = None
        """Records written while the file is written again; they have to go into both."""
        self._coming: JournalFile | None = None
        """The file written again, while it takes the place of the one before."""
        self._end: bytes | None = None
        self._doubted = False
        """Whether the disk failed to confirm what it was given."""
        self._retired: JournalFile | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._limit = max(COMPACT, GROWTH * file.size) if file is not None else 0
        self._thread = threading.Thread(target=self._keep, name="journal", daemon=True)
        if file is not None:
            self._wake.set()
            self._thread.start()

    @classmethod
    def begin(
        cls,
        real: str,
        path: str,
        base: OpenFile | None,
        text: str,
        matrix: Matrix | None = None,
        follows: str = "",
        before: Sequence[Moment] = (),
        texts: TextHistory | None = None,
    ) -> Journal:
        """Begins the journal of a session; never raises, but may record nothing and say why.

        Args:
            real, path: The file with links followed, and as the person named it; or empty.
            base: The file as read, or nothing when there is none yet.
            text: What the session starts from.
            matrix: What the editor made of `text`; without it, what `text` reads as.
            follows: The session whose unsaved work is continued, `Recovered.session`.
            before: What the session did under another name; the first is how it began.
            texts: What the file held before, as far as no other journal tells it.
        """
        sha256, now = base.sha256 if base is not None else "", round(time.time(), 3)
        origin = Origin(session_name(), real, path, now, this_process(), sha256, follows)
        source = base.source._replace(text=text) if base is not None else Source(text)
        start = read(text) if matrix is None else matrix
        story = SessionLog(origin, start, source, sha256, saved_matrix=start)
        story.texts = replace(texts or TextHistory(), matrix=start)
        if before:
            story.begin_with(before)
        file, trouble = made(story)
        return cls(file, story, trouble)

    def action(
        self,
        label: str,
        matrix: Matrix,
        cursor: Place,
        before: Place | None = None,
        kind: str = "do",
    ) -> None:
        """Record the matrix after an edit; call it before the screen shows the edit.

        Args:
            label: The edit as the status line describes it.
            matrix: The matrix after it.
            cursor: The cursor's place after it; `before` is its place before.
            kind: `do`, or what else a `Moment` may be.
        """
        with self._lock:
            self._missed = Moment(label, round(time.time(), 3), matrix, cursor, before, kind)
            self._record(self._missed)
        self._wake.set()

    def draft(self, place: Place, text: str, adding: bool) -> None:
        """Records a text half typed, with every letter; an empty text takes the draft back.

        At once, not every half second: a write costs less than finding out whether it is due.
        """
        with self._lock:
            draft = Draft(place, text, adding) if text else None
            if draft == self._story.draft:
                return
            self._catch_up()
            if self._write(draft_body(draft or Draft(place, "", adding), self._story.draft)):
                self._story.draft = draft
        self._wake.set()

    def saved(self, file: OpenFile, matrix: Matrix) -> None:
        """Records that the file now holds `matrix`, the very one that an action was told of."""
        with self._lock:
            self._catch_up()
            texts = texts_between(self._story.source, file, matrix)
            for text in texts or [NextText(file.source, matrix, ours=True)]:
                self._saved(text)
        self._wake.set()

    def _saved(self, text: NextText) -> None:
        story, source = self._story, text.source
        texts = story.texts.followed_by(story.source, source, text.matrix, ours=text.ours)
        before = texts.earlier[0] if source != story.source else None
        number = story.number_of(text.matrix) if text.matrix is not None else None
        sha256 = sha256_of(encode(source))
        if self._write(saved_body(story, source, sha256, number, round(time.time(), 3), before)):
            story.saved, story.saved_matrix = number, text.matrix
            story.source, story.sha256, story.texts = source, sha256, texts

    def note(self, kind: str, **facts: str) -> None:
        """Records facts about the session, such as the cursor; the last of each kind are kept."""
        with self._lock:
            self._catch_up()
            if self._write(body_of({"type": "note", "kind": kind, "facts": facts})):
                self._story.facts[kind] = facts
        self._wake.set()

    def end(self, why: str) -> None:
        """Records why the session ends: `quit`, `discard`, `hangup`, `term`, `int`, `crash`.

        Made for signals: no lock is waited for, whatever was interrupted, and only the first end
        counts. `discard` is a person who leaves and wants nothing of it back.
        """
        if self._end is not None or self._file is None:
            return
        unsaved = self._story.unsaved or self._missed is not None
        self._end = end_body(why, round(time.time(), 3), unsaved, self._story.sha256)
        for file in (self._file, self._coming):
            try:
                if file is not None:
                    file.append_end(self._end)
            except OSError as error:
                self.trouble = not_recorded(error)

    def close(self) -> None:
        """Returns when the disk has it all, or after two seconds; a session that did nothing
        leaves no file. Not for signals."""
        if self._file is None:
            return
        self._closing.set()
        self._wake.set()
        self._thread.join(timeout=2)
        if self._thread.is_alive():
            return
        story = self._story
        nothing = self._end is not None and not (story.last or story.draft or story.facts)
        put_down(self._file, story.origin.real, nothing)

    def _record(self, moment: Moment) -> None:
        story = self._story
        try:
            body = action_body(story.matrix, moment, story.last + 1, whole=self._whole)
            self._whole = self._whole and len(body) <= WHOLE
        except Exception:
            # Whatever is odd about a matrix, the person goes on editing.
            self.trouble = not_recorded()
            return
        if self._write(body):
            story.add(moment)
            self._missed = None
            self._clear()

    def _write(self, body: bytes) -> bool:
        if self._file is None:
            return False
        try:
            self._file.append(body)
        except (OSError, ValueError) as error:
            self.trouble = not_recorded(error)
            return False
        if self._since is not None:
            self._since.append(body)
        self._clear()
        return True

    def _clear(self) -> None:
        if self._missed is None and not self._doubted:
            self.trouble = ""

    def _catch_up(self) -> None:
        """Try the last edit again if it could not be written: later ones build on it."""
        if self._missed is not None:
            self._record(self._missed)

    def _keep(self) -> None:
        """What the thread does: ask the disk to confirm, and write a long file again."""
        while self._file is not None:
            self._wake.wait()
            leaving = self._closing.wait(PAUSE)
            self._wake.clear()
            try:
                self._confirm(self._file)
            except Exception as error:
                # A thread that ends unnoticed would confirm nothing any more.
                self.trouble = not_recorded(error)
            if leaving:
                return

    def confirm(self) -> None:
        """Returns when the disk has all that is recorded, or refuses it."""
        try:
            if self._file is not None and not self._doubted:
                self._file.sync()
        except OSError:
            # What the disk holds is unknown now, and asking again would prove nothing.
            self._doubted = True

    def _confirm(self, file: JournalFile) -> None:
        self.confirm()
        if self._doubted:
            self._retell(file)
            self._doubted = False
            self._clear()
        elif file.size > self._limit:
            with suppress(OSError):
                self._retell(file)

    def _retell(self, old: JournalFile) -> None:
        """Writes the file again, shorter, while the session goes on.

        Raises:
            OSError: The disk refused; the file is as it was.
        """
        new = JournalFile(old.path)
        with self._lock:
            story = self._story.copy()
            self._since = []
        try:
            for body in story.retold(MOST // 2):
                new.append(body)
            new.sync()
            with self._lock:
                new.append(*self._since)
                # From here on an end is written to both; one written before is written again.
                self._coming = new
                if self._end is not None:
                    new.append_end(self._end)
                new.take_name()
                self._file, self._since = new, None
        except BaseException:
            self._retire(new)
            new.remove()
            raise
        finally:
            with self._lock:
                self._since = self._coming = None
            self._limit = max(COMPACT, min(GROWTH * new.size, MOST), new.size * 5 // 4)
        self._retire(old)
        new.sync()

    def _retire(self, file: JournalFile) -> None:
        """Closes a file later: a signal may be about to write the end into it."""
        if self._retired is not None:
            self._retired.close()
        self._retired = file
