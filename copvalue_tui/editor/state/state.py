"""Everything the screen shows, as one frozen value; replaced whole, never changed in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from copvalue_tui.editor.state.history import History, Step
from copvalue_tui.editor.state.modes import (
    BROWSING,
    InPanel,
    InRoom,
    Mode,
    Pane,
    Presenting,
    SilentRound,
    Typing,
    Voting,
)
from copvalue_tui.editor.state.review import Reviewing
from copvalue_tui.editor.state.timeline import Timeline
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.matrix import cursor as moves
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import (
    Cell,
    Matrix,
    Place,
    Row,
    Scene,
    Value,
    cell_at,
    count_values,
    value_at,
)
from copvalue_tui.suggest.packs import Pack

if TYPE_CHECKING:
    # Loaded when somebody asks for them.
    from copvalue_tui.editor.state.filter_view import FilteredMatrix, MatrixFilter


@dataclass(frozen=True, slots=True)
class Panel:
    """The side panel of suggested values, as the person wants it."""

    shown: bool = True
    gaps: bool = False
    """Whether only what would fill a gap is listed."""
    coverage: bool = True
    """Whether the foot says what kinds of value the row does not cover yet."""


@dataclass(frozen=True, slots=True)
class Following:
    """What a screen that only follows its file knows beyond what the file says."""

    landed: Mapping[Place, float] = field(default_factory=dict)
    """Where values stand that a save brought lately → when it landed, by a steady clock."""
    writer: str = ""
    """Who edits the file, such as “anna on vm is editing (since 14:02)”; usually empty."""
    trouble: str = ""
    """Why the file is not shown as it is, such as “gone since 14:02”; mostly empty."""


@dataclass(frozen=True, slots=True)
class State:
    """An open session."""

    scene: Scene
    saved: Matrix
    """The matrix as the file has it; the file's truth is whether it equals the scene's."""
    file: OpenFile | None = None
    """None until the matrix has a name on disk."""
    read_only: bool = False
    following: Following | None = None
    """Set in a session that only shows each save as it lands; it is read-only too."""
    held_by: str = ""
    """Who has the file open, when that is why it is read-only here; empty once they have left."""
    autosave: bool = True
    """Whether the file is saved automatically; then quitting asks nothing that a save settles."""
    theme: str = ""
    """The name of the colour theme; empty: the terminal decides."""
    mouse: bool | None = None
    """Whether the mouse is used; None: on, except over SSH and in GNU screen."""
    history: History = field(default_factory=History)
    mode: Mode = BROWSING
    """What the keys are for now."""
    paused_review: Reviewing | None = None
    """The review that was left last; it goes on from there."""
    paused_room: InRoom = field(default_factory=Presenting)
    """The view of the room that was shown last, with what was set there."""
    marks: frozenset[Place] = frozenset()
    """Values marked one by one."""
    anchor: Place | None = None
    """Where a marked range begins; it ends at the cursor."""
    clipboard: Cell = ()
    query: str = ""
    """What was searched for last."""
    panel: Panel = field(default_factory=Panel)
    packs: tuple[Pack, ...] = ()
    """All packs there are, in the order of preference of a matrix that names none."""
    pack_order: tuple[str, ...] = ()
    """Ids of packs, as the person's settings prefer them for matrices that name none."""
    pack_faults: str = ""
    """Messages about packs that cannot be used; none is shown twice."""
    own_language: str = ""
    """The language of the person's settings, for matrices that name none."""
    matrix_filter: MatrixFilter | None = None
    """What of the matrix is shown while it is filtered; never written to the file."""
    zoomed: bool = False
    """Whether the person wants one cell alone, large; `one_cell` says what is shown."""
    message: str = ""
    """What just happened and how to undo it; may hold words of people, so it is `safe`."""
    warning: bool = False
    """Whether the message is a warning."""
    lasting: str = ""
    """What the last step did, when it changed so much that it is said until the next one."""
    newcomer: bool = False
    """Whether the person has never added a value; then the status line says how."""
    saved_at: str = ""
    """Clock time of the last save, such as `14:02`; empty before it."""
    unguarded: str = ""
    """Why the last change could not be brought back after a fault; mostly empty."""
    noted: frozenset[str] = frozenset()
    """Notes of saves so far; each is shown once a session."""
    balance_stop: tuple[str, int] | None = None
    """Where the balance was left for the grid: the words of its stop, and which one it was."""
    checkpoints: tuple[str, ...] = ()
    """The names that moments of this session were given, in order."""
    recent_commands: tuple[str, ...] = ()
    """Ids of the commands that the palette ran last, the last one first."""
    closed: bool = False
    """Whether the person has left; the program ends."""
    today: date | None = None
    """The day on which the session began; None where nobody said."""

    @property
    def matrix(self) -> Matrix:
        """The matrix as it is now."""
        return self.scene.matrix

    @property
    def cursor(self) -> Place:
        """The place of the cursor."""
        return self.scene.cursor

    @property
    def shown(self) -> Scene:
        """What the grid shows: the present, or the moment of the timeline that is looked at."""
        timeline = self.timeline
        if timeline is None:
            return self.scene
        if not timeline.at_present:
            return timeline.scene
        return Scene(self.matrix, moves.clamp(self.matrix, timeline.place or self.cursor))

    @property
    def pane(self) -> Pane:
        """Which keys hold."""
        return self.mode.pane

    @property
    def typing(self) -> Typing | None:
        """The value being typed."""
        return self.mode if isinstance(self.mode, Typing) else None

    @property
    def in_panel(self) -> InPanel:
        """What is chosen and looked for in the panel; blank while it has no keys."""
        return self.mode if isinstance(self.mode, InPanel) else InPanel()

    @property
    def timeline(self) -> Timeline | None:
        """The timeline, while it is open."""
        return self.mode if isinstance(self.mode, Timeline) else None

    @property
    def silent(self) -> bool:
        """Whether a silent round goes on, also below what is typed."""
        return isinstance(self.mode.root, SilentRound)

    @property
    def reviewing(self) -> Reviewing | None:
        """The review that goes on, also below what is typed."""
        root = self.mode.root
        return root if isinstance(root, Reviewing) else None

    @property
    def review(self) -> Reviewing | None:
        """The review that goes on, or else the one that was left last."""
        return self.reviewing or self.paused_review

    @property
    def in_workshop(self) -> bool:
        """Whether a presentation or a voting round goes on."""
        return isinstance(self.mode, Presenting | Voting)

    @property
    def whole_rows(self) -> bool:
        """Whether a presentation shows both horizons of a row at once."""
        return isinstance(self.mode, Presenting) and self.mode.whole

    @property
    def takes_letters(self) -> bool:
        """Whether printable keys are words now, and no commands."""
        return self.typing is not None or self.in_panel.filtering

    @property
    def one_cell(self) -> bool:
        """Whether one cell is shown alone, large."""
        return self.zoomed if self.mode.zoomed is None else self.mode.zoomed

    @property
    def panel_shown(self) -> bool:
        """Whether suggestions may be shown."""
        return self.panel.shown and not self.silent

    @property
    def view(self) -> FilteredMatrix | None:
        """What a filter lets through; `None` while all is shown."""
        if self.matrix_filter is None or not self.mode.filtered:
            return None
        if self.typing is None:
            return self.matrix_filter.view(self.matrix)
        return self.matrix_filter.view(self.matrix, self.typing.place, self.typing.adding)

    @property
    def fresh(self) -> Mapping[Place, float]:
        """Where values stand in what is shown that a save of others, or the moment of the timeline
        that is looked at, has just brought."""
        return {} if self.following is None else self.following.landed

    @property
    def row(self) -> Row:
        """The row of the cursor."""
        return self.matrix.rows[self.cursor.row]

    @property
    def cell(self) -> Cell:
        """The cell of the cursor."""
        return cell_at(self.matrix, self.cursor)

    @property
    def value(self) -> Value | None:
        """The value under the cursor, or None in an empty cell."""
        return self.cell[self.cursor.slot] if self.cell else None

    @property
    def language(self) -> str:
        """The language of suggestions and questions: the matrix's, else the person's."""
        return self.matrix.language or self.own_language

    @property
    def unsaved(self) -> bool:
        """Whether the file lacks something of the matrix."""
        return self.matrix is not self.saved and self.matrix != self.saved

    @property
    def marked(self) -> frozenset[Place]:
        """Every marked value: one by one, and the range up to the cursor."""
        if self.anchor is None:
            return self.marks
        start = moves.clamp(self.matrix, self.anchor)
        places = moves.between(self.matrix, start, self.cursor)
        view = self.view
        return self.marks | frozenset(p for p in places if view is None or view.shows(p))

    @property
    def chosen(self) -> tuple[Place, ...]:
        """What an action is about, in reading order: the marked values, or else the cursor's."""
        if self.marked:
            return tuple(sorted(self.marked))
        return (self.cursor,) if self.value else ()

    @property
    def chosen_values(self) -> Cell:
        """The values at `chosen`."""
        return tuple(value_at(self.matrix, place) for place in self.chosen)

    def edited(self, action: str, matrix: Matrix, cursor: Place | None = None) -> State:
        """The state after an action that made the matrix this one; marks end with it.

        Without `cursor` the cursor stays, as near as the new matrix lets it. A action that changes
        nothing is no step.
        """
        if matrix == self.matrix:
            return self
        if any(review.actions for review in matrix.reviews):
            # Here, not above: most matrices have no next step to follow a value.
            from copvalue_tui.matrix.review_summary import with_actions_followed

            matrix = with_actions_followed(self.matrix, matrix)
        after = Scene(matrix, moves.clamp(matrix, cursor or self.cursor))
        step = Step(action, self.scene, after)
        matrix_filter = self.matrix_filter and self.matrix_filter.after(self.matrix, matrix)
        newcomer = self.newcomer and count_values(matrix) <= count_values(self.matrix)
        state = replace(
            self,
            scene=after,
            history=self.history.with_step(step),
            matrix_filter=matrix_filter,
            lasting="",
            newcomer=newcomer,
        )
        return state.unmarked().with_message(f"{action}. u to undo.")

    def edited_at_large(self, action: str, matrix: Matrix, cursor: Place | None = None) -> State:
        """As `edited`, for an action that asks first: its message stays until the next step."""
        after = self.edited(action, matrix, cursor)
        return self if after is self else replace(after, lasting=after.message)

    def undone(self) -> State:
        """The state before the last step, which can be done again.

        Raises:
            LookupError: No step is left.
        """
        step, history = self.history.undo()
        return self._in_history(step.before, history)

    def redone(self) -> State:
        """The state with the step that was undone last.

        Raises:
            LookupError: Nothing was undone.
        """
        step, history = self.history.redo()
        return self._in_history(step.after, history)

    def _in_history(self, scene: Scene, history: History) -> State:
        shown = self.matrix_filter and self.matrix_filter.after(self.matrix, scene.matrix)
        state = replace(self, scene=scene, history=history, matrix_filter=shown, lasting="")
        return state.unmarked()

    def at(self, cursor: Place) -> State:
        """The state with the cursor at `cursor` and the message cleared."""
        return replace(self, scene=replace(self.scene, cursor=cursor), message="", warning=False)

    def with_message(self, message: str, warning: bool = False) -> State:
        """The state with a sentence on the status line."""
        return replace(self, message=safe(message), warning=warning)

    def unmarked(self) -> State:
        """The state with no value marked."""
        return replace(self, marks=frozenset(), anchor=None)


def quoted(values: Sequence[Value], most: int = 40) -> str:
    """The values as a sentence names them: “Help with challenges”, or “3 values”."""
    return quote(values[0].text, most) if len(values) == 1 else plural(len(values), "value")
