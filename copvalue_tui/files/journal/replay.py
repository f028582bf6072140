"""Read a recovery file back, and trust only what is complete and passes every check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from copvalue_tui.files.journal.delta import changed, changed_text
from copvalue_tui.files.journal.model import Draft, Moment, Origin, SessionLog
from copvalue_tui.files.journal.records import (
    VERSION,
    Damaged,
    Json,
    count_at,
    is_record,
    matrix_from,
    place_from,
    records,
    text_at,
    time_at,
)
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source, encode
from copvalue_tui.files.storage.lock_owner import LockOwner
from copvalue_tui.files.storage.open import sha256_of
from copvalue_tui.files.text_history.history import (
    EarlierText,
    TextHistory,
    bounded,
    earlier_text,
)
from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.values import Matrix, Place, count_values

MOST_LABEL = 500
"""Characters of an action in words; what is longer is cut."""
_DEED = b'"type":"deed"'


@dataclass(frozen=True, slots=True)
class Replay:
    """What a recovery file tells of a session that is over."""

    path: Path
    """The recovery file."""
    story: SessionLog
    ended: str
    """Why it ended, as it said itself; empty when it did not come to that."""
    last_at: float
    """When the last thing was recorded, in seconds since 1970."""
    lost: int
    """How many changes could not be read, as far as that can be seen."""
    unread: str
    """A sentence when not everything could be read, else empty."""

    @property
    def saved_matrix(self) -> Matrix | None:
        """What the file held when it was last saved or read; nothing when that cannot be told."""
        if self.story.saved_matrix is None:
            try:
                return read(self.story.source.text)
            except NotReadable:
                return None
        return self.story.saved_matrix


def told_by(path: Path, content: bytes) -> Replay | None:
    """What the recovery file at `path` tells with this content; nothing when not even who it is."""
    replay = _Replay()
    end = 0
    for record, after in records(content):
        if not replay.take(record):
            break
        end = after
    if replay.story is None:
        return None
    rest = content[end:]
    lost = rest.count(_DEED)
    told = _unread(replay, lost, rest)
    return Replay(path, replay.story, replay.ended, replay.last_at, lost, told)


def _unread(replay: _Replay, lost: int, rest: bytes) -> str:
    if lost:
        what = f"{replay.actions} of {replay.actions + lost} changes could be read"
        return f"Only {what}; the recovery file is damaged."
    if replay.strange:
        return "A newer copvalue wrote this; parts that this version does not know were left out."
    # Half a line at the end is what a power cut leaves of the last letter typed.
    return "The end of the recovery file is damaged." if rest.count(b"\n") else ""


def is_unsaved(told: Replay) -> bool:
    """Whether the file lacks something that the session did."""
    story = told.story
    return bool(told.lost) or story.draft is not None or story.matrix != told.saved_matrix


def steps_of(told: Replay) -> tuple[Moment, ...]:
    """All that is known of the session, its beginning first."""
    story = told.story
    origin = story.origin
    first = Moment("Opened", origin.started, story.start, Place(0, 0), None, "open", origin.session)
    return (first, *story.moments)


class _Replay:
    """A session told again, record by record."""

    def __init__(self) -> None:
        self.story: SessionLog | None = None
        self.ended = ""
        self.last_at = 0.0
        self.actions = 0
        self.strange = False
        """Whether something of a newer version was left out."""

    def take(self, record: Json) -> bool:
        """Whether the record fits what came before; then it is told."""
        kind = record.get("type")
        telling = _TELLINGS.get(kind) if isinstance(kind, str) else None
        if telling is None:
            self.strange = True
            return self.story is not None
        if (self.story is None) != (kind == "open"):
            return False
        try:
            telling(self, record)
        except (Damaged, NotReadable, RecursionError):
            return False
        self.last_at = max(self.last_at, time_at(record))
        return True

    def open(self, record: Json) -> None:
        """Who the session is, and what it began with."""
        self.strange = count_at(record, "v") > VERSION
        source = _source(record, text_at(record, "text"))
        start = matrix_from(record["matrix"]) if "matrix" in record else read(source.text)
        base = record.get("base")
        sha256 = text_at(base, "sha256") if is_record(base) else ""
        writer = LockOwner(text_at(record, "user"), text_at(record, "host"))
        origin = Origin(
            session=text_at(record, "session"),
            real=text_at(record, "real"),
            path=text_at(record, "path"),
            started=time_at(record),
            writer=writer,
            began=text_at(record, "began"),
            follows=text_at(record, "follows"),
        )
        story = SessionLog(origin, start, source, sha256, count_at(record, "first"))
        story.saved = _number(record, "saved")
        story.saved_matrix = story.matrix_at(story.saved)
        self.story = story

    def action(self, record: Json) -> None:
        """One more action."""
        story = self._story
        if count_at(record, "seq") != story.last + 1:
            raise Damaged("an action is missing")
        if "matrix" in record:
            matrix = matrix_from(record["matrix"])
        else:
            matrix = changed(story.matrix, record.get("change"))
        # An action may reach beyond what a file may hold; only a bomb goes far beyond.
        if count_values(matrix) + len(matrix.parking_lot) > 2 * guards.VALUES:
            raise Damaged("too many values")
        story.add(
            Moment(
                label=one_line(text_at(record, "label"))[:MOST_LABEL],
                at=time_at(record),
                matrix=matrix,
                cursor=place_from(record.get("cursor")),
                before=place_from(record["before"]) if "before" in record else None,
                kind=text_at(record, "kind"),
                session=story.origin.session,
            )
        )
        self.actions += 1
        if story.saved == story.last:
            story.saved_matrix = matrix

    def draft(self, record: Json) -> None:
        """What was being typed."""
        story = self._story
        if "change" in record:
            text = changed_text(story.draft.text if story.draft else "", record["change"])
        else:
            text = text_at(record, "text")
        if len(text) > guards.TEXT:
            raise Damaged("too long a text")
        place = place_from(record.get("place"))
        story.draft = Draft(place, text, record.get("adding") is True) if text else None

    def saved(self, record: Json) -> None:
        """The file holds what some action made."""
        story = self._story
        source = _source(record, changed_text(story.source.text, record.get("change")))
        sha256 = text_at(record, "sha256")
        number = _number(record, "seq")
        if (number or 0) > story.last or sha256_of(encode(source)) != sha256:
            raise Damaged("the saved text does not match")
        if source != story.source:
            old = (story.source, story.saved_matrix)
            # What is gone the record says, if it knows; so nothing has to be compared.
            before = earlier_text(old, (source, old[1]), ours=record.get("ours") is True)
            before = replace(before, gone=_gone(record))
            story.texts = TextHistory(bounded((before, *story.texts.earlier)))
        story.source, story.sha256, story.saved = source, sha256, number
        story.saved_matrix = story.matrix_at(number)

    def text(self, record: Json) -> None:
        """A text that the file had before those that are told already."""
        story = self._story
        was = text_at(record, "was")
        guards.check_size(was)
        earlier = EarlierText(
            count_at(record, "from"),
            count_at(record, "to"),
            was,
            count_at(record, "crc"),
            _newline(record),
            record.get("bom") is True,
            story.matrix_at(_number(record, "seq")),
            _gone(record),
            record.get("ours") is True,
        )
        story.texts = TextHistory(bounded((*story.texts.earlier, earlier)))

    def note(self, record: Json) -> None:
        """Facts about the session."""
        facts = record.get("facts")
        if not is_record(facts):
            raise Damaged("there are no facts")
        kind = text_at(record, "kind")
        self._story.facts[kind] = {key: str(fact)[:MOST_LABEL] for key, fact in facts.items()}

    def end(self, record: Json) -> None:
        """Why the session ended."""
        self.ended = text_at(record, "why")

    @property
    def _story(self) -> SessionLog:
        if self.story is None:
            raise Damaged("nothing was opened")
        return self.story


_TELLINGS: dict[str, Callable[[_Replay, Json], None]] = {
    "open": _Replay.open,
    "deed": _Replay.action,
    "draft": _Replay.draft,
    "saved": _Replay.saved,
    "note": _Replay.note,
    "text": _Replay.text,
    "end": _Replay.end,
}


def _number(record: Json, name: str) -> int | None:
    return None if record.get(name) is None else count_at(record, name)


def _source(record: Json, text: str) -> Source:
    guards.check_size(text)
    return Source(text, _newline(record), record.get("bom") is True)


def _newline(record: Json) -> str:
    return "\r\n" if record.get("crlf") is True else "\n"


def _gone(record: Json) -> frozenset[str]:
    found = record.get("gone", [])
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise Damaged("there is no text")
    return frozenset(found)
