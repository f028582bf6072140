"""Find, describe, continue and discard unsaved work that a session left behind."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from copvalue_tui.files.journal.log_file import SessionRunning, content_of, opened, prefix
from copvalue_tui.files.journal.model import Draft, Moment, end_body
from copvalue_tui.files.journal.records import framed
from copvalue_tui.files.journal.replay import Replay, is_unsaved, steps_of, told_by
from copvalue_tui.files.journal.sessions import (
    DISCARDED,
    is_settled,
    journals_of,
    private_journals,
    real_of,
)
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.errors import FileTrouble, reason, shown_path
from copvalue_tui.files.storage.folders import NoFolder, is_demo, keep_private, private_folder
from copvalue_tui.files.storage.open import close_quietly, read_whole, sha256_of
from copvalue_tui.files.text_history.history import TextHistory
from copvalue_tui.matrix.edits import add_values, set_value
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Matrix, Place, Value, value_at

_REASONS = {
    "hangup": "connection lost",
    "term": "the program was told to end",
    "int": "the program was interrupted",
    "crash": "the program failed",
    "quit": "left unsaved",
}
_KILLED = "the program was killed or the machine stopped"
CARRIED = "continued"
"""The kind of note that says how many changes of another session a session took up."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """Unsaved work of a session that is over."""

    journal_path: Path
    session: str
    """For `Journal.begin(…, follows=…)`, when its work is continued."""
    real: str
    """The file it belongs to, as the session said: to be shown, never to be written to."""
    path: str
    """The same as the person named it."""
    started: float
    """Seconds since 1970, as all times here."""
    ended_why: str
    """`hangup`, `term`, `int`, `crash`, `quit`, or empty when it could not say."""
    last_at: float
    """When the last thing was recorded."""
    actions: int
    """How many edits are not in the file."""
    matrix: Matrix
    cursor: Place
    draft: Draft | None
    """A text that was being typed."""
    base_sha256: str
    """Of the file that the work began from, or was last saved to; empty when there was none."""
    base: Source
    """The text of that file."""
    steps: tuple[Moment, ...]
    """All that is known of the session; the first is its beginning, of the kind `open`."""
    unread: str
    """A sentence when not everything could be read, else empty."""
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the session noted last of each kind."""
    texts: TextHistory = field(default_factory=TextHistory)
    """What the file held before, as the session knew it."""

    @property
    def readable(self) -> bool:
        """Whether there is anything to continue."""
        return self.actions > 0 or self.draft is not None

    @property
    def lacking(self) -> tuple[Moment, ...]:
        """The edits that are not in the file."""
        done = tuple(step for step in self.steps if step.kind != "checkpoint")
        return done[max(len(done) - self.actions, 0) :]

    @property
    def changes(self) -> int:
        """How many changes the file lacks; those of a session that was continued count too."""
        carried = self.facts.get(CARRIED, {}).get("changes", "")
        continued = any(step.kind == "continue" for step in self.lacking)
        if not (continued and re.fullmatch("[1-9][0-9]{0,5}", carried, re.ASCII)):
            return self.actions
        return self.actions - 1 + int(carried)

    @property
    def base_text(self) -> str:
        """The text that the work began from, or was last saved as."""
        return self.base.text


def unfinished(path: Path) -> tuple[Recovered, ...]:
    """What sessions left unsaved of the file at `path`, the latest first."""
    real = real_of(path)
    return tuple(
        _unsaved(journals_of(real), lambda told: told.story.origin.real == real)
    ) or _of_renamed(real)


def unfinished_unnamed() -> tuple[Recovered, ...]:
    """What sessions left unsaved of a matrix without a name, the latest first."""
    journals = private_journals(prefix(""))
    return tuple(_unsaved(journals, lambda told: not told.story.origin.real))


def _of_renamed(real: str) -> tuple[Recovered, ...]:
    """What was left unsaved under another name that is gone, when these are its file's bytes."""
    try:
        sha256 = sha256_of(read_whole(real).content)
    except FileTrouble:
        return ()

    def ours(told: Replay) -> bool:
        was = told.story.origin.real
        # The text of a copy for trying the editor is that of any file made from its template.
        same = told.story.sha256 == sha256 and is_demo(was) == is_demo(real)
        return same and bool(was) and not os.path.lexists(was)

    return tuple(one for one in _unsaved(private_journals(), ours) if one.session)


def all_unfinished() -> tuple[Recovered, ...]:
    """What sessions left unsaved of any file, as far as the private folder tells; latest first."""
    return tuple(_unsaved(private_journals(), lambda told: True))


def offer_sentence(recovered: Recovered, now: float) -> str:
    """What is offered: “Unsaved work from 14:02 (connection lost): 3 changes.”"""
    why = _REASONS.get(recovered.ended_why, _KILLED)
    parts = []
    if recovered.changes:
        parts.append(plural(recovered.changes, "change"))
    if recovered.draft is not None:
        parts.append("a half-typed text")
    what = " and ".join(parts) or "nothing that can be read"
    unread = f" {recovered.unread}" if recovered.unread else ""
    return f"Unsaved work from {moment_text(recovered.last_at, now)} ({why}): {what}.{unread}"


def moment_text(when: float, now: float) -> str:
    """A moment as sentences name it: its time, and its day when that is not today."""
    moment = time.localtime(when)
    today = moment[:3] == time.localtime(now)[:3]
    return time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", moment)


def with_draft(recovered: Recovered) -> Matrix:
    """The matrix with what was being typed as if it had been finished, where it has a place."""
    matrix, draft = recovered.matrix, recovered.draft
    text = one_line(draft.text) if draft is not None else ""
    if draft is None or not text:
        return matrix
    try:
        if draft.adding:
            return add_values(matrix, draft.place, [Value(text)])
        value = value_at(matrix, draft.place)
        return set_value(matrix, draft.place, replace(value, text=text))
    except LookupError:
        return replace(matrix, parking_lot=(*matrix.parking_lot, Value(text)))


def continued(recovered: Recovered, why: str = "continued") -> bool:
    """Marks the work as taken up again, so that it is offered no more; whether that was written.

    To be called when it is in another recovery file or in a saved file, never before.
    """
    body = end_body(why, round(time.time(), 3), False, "")
    try:
        descriptor, _ = opened(recovered.journal_path)
    except (OSError, SessionRunning):
        return False
    try:
        # A line end first: the last line may be half a line.
        os.lseek(descriptor, 0, os.SEEK_END)
        os.write(descriptor, b"\n" + framed(body, 0)[0])
    except OSError:
        return False
    finally:
        close_quietly(descriptor)
    return True


def discard(recovered: Recovered) -> Path:
    """Put the work where it is kept for `DAYS` days, and return where that is.

    Raises:
        FileTrouble: It cannot be moved, or a session has it open; it stays where it is.
    """
    path = recovered.journal_path
    try:
        content = content_of(path)
        try:
            folder = private_folder(*DISCARDED)
        except NoFolder:
            # Then it lies beside its matrix, and stays there under another name.
            return path.rename(path.with_suffix(".discarded"))
        kept = keep_private(folder, path.name.lstrip("."), content, sure=True)
        path.unlink()
    except SessionRunning:
        raise FileTrouble("That session is still open, so nothing was put away.") from None
    except OSError as error:
        raise FileTrouble(f"“{shown_path(path)}” cannot be put away: {reason(error)}.") from error
    return kept


def _unsaved(
    journals: Iterator[Path] | list[Path], ours: Callable[[Replay], bool]
) -> Iterator[Recovered]:
    for journal in journals:
        with suppress(OSError, SessionRunning):
            if is_settled(journal):
                continue
            told = told_by(journal, content_of(journal))
            if told is None:
                yield _unreadable(journal)
            elif ours(told) and is_unsaved(told):
                yield _recovered(told)


def _recovered(told: Replay) -> Recovered:
    story, origin = told.story, told.story.origin
    steps = steps_of(told)
    return Recovered(
        journal_path=told.path,
        session=origin.session,
        real=origin.real,
        path=origin.path,
        started=origin.started,
        ended_why=told.ended,
        last_at=told.last_at,
        actions=sum(one.kind != "checkpoint" for one in story.since_save),
        matrix=story.matrix,
        cursor=steps[-1].cursor,
        draft=story.draft,
        base_sha256=story.sha256,
        base=story.source,
        steps=steps,
        unread=told.unread,
        facts=story.facts,
        texts=story.texts,
    )


def _unreadable(journal: Path) -> Recovered:
    moment = journal.lstat().st_mtime
    nothing = (Matrix(), Place(0, 0), None, "", Source(), ())
    said = f"The recovery file is damaged; it is kept as “{shown_path(journal)}”."
    return Recovered(journal, "", "", "", moment, "", moment, 0, *nothing, said)
