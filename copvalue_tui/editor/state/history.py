"""Steps done and undone: scenes, so that no edit needs undo code of its own."""

from __future__ import annotations

from dataclasses import dataclass

from copvalue_tui.matrix.values import Scene

KEPT_STEPS = 1000
"""How many steps can be undone; scenes share what did not change, so a step is small."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the scene before it and the scene after it."""

    action: str
    """As the status line says it: “Deleted “Access to expertise””."""
    before: Scene
    after: Scene


@dataclass(frozen=True, slots=True)
class History:
    """What was done, and what was undone and can be redone."""

    done: tuple[Step, ...] = ()
    """Oldest first."""
    undone: tuple[Step, ...] = ()
    """The one to redo next comes last."""
    cut: bool = False
    """Whether more was done before, which is kept no longer."""

    def with_step(self, step: Step) -> History:
        """The history after one more step; what had been undone is no longer ahead."""
        return History((step,)).after(self)

    def after(self, past: History) -> History:
        """The history when `past` is what was done before it."""
        done = (*past.done, *self.done)
        return History(done[-KEPT_STEPS:], self.undone, past.cut or len(done) > KEPT_STEPS)

    def undo(self) -> tuple[Step, History]:
        """The last step, and the history without it.

        Raises:
            IndexError: There is no step to undo.
        """
        step = self.done[-1]
        return step, History(self.done[:-1], (*self.undone, step), self.cut)

    def redo(self) -> tuple[Step, History]:
        """The step undone last, and the history with it redone.

        Raises:
            IndexError: There is no step to redo.
        """
        step = self.undone[-1]
        return step, History((*self.done, step), self.undone[:-1], self.cut)
