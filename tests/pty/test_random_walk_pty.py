"""A person who presses any key, in any pane: nothing crashes, hangs, draws garbage or is lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.values import Matrix, count_values
from copvalue_tui.tui.workspace import PAUSE
from tests.pty.terminal import KEYS, Terminal, forbidden

ROOT = Path(__file__).parents[2]
STEPS = 220

# Not among them: q and Ctrl+Q leave, W, X and F write or open a file, the comma changes settings,
# and : may do any of these.
PLAIN = [chr(code) for code in range(33, 127) if chr(code) not in "qWXF:,"]
NAMED = [keys for name, keys in KEYS.items() if name not in ("ctrl+q", "ctrl+p", "ctrl+l")]
DEEDS = [*"aeoduUxpPyMmcJKHLARitvI*+123456789<>DCSsgzTrbfnE", "\x1b", "\x1b", "\r", "\r", " ", "\t"]
WORDS = ["é", "漢", "e\u0301", "א", "👩\u200d👩\u200d👧", "\u202e", "[/]", "netw", "2027", "x y"]
PALETTE = ("The room", "Shared val", "Link as", "Parking")
PANES = ["r\r", "f\r", "Tj", "bj", "s/", "i", "R", "?", "/a\r", *(f":{name}\r" for name in PALETTE)]
PASTES = ["- One\n- Two\n", "\x1b[31m\x07\x9bred\x00\n", "o\tWord\r\n§\tlist\r\n", "x" * 3000]
SIZES = [(120, 40), (80, 24), (40, 12), (99, 30), (200, 50), (20, 5), (1, 1)]


class Walk:
    """Someone at a terminal who tries everything."""

    def __init__(self, screen: Terminal, chance: random.Random) -> None:
        self.screen = screen
        self.chance = chance
        self.pressed: list[object] = []

    def step(self) -> None:
        """One key, one way into a pane, one paste or another size of the terminal."""
        chance, kind = self.chance, self.chance.random()
        if kind < 0.03:
            self.pressed.append(size := chance.choice(SIZES))
            self.screen.resize(*size)
            self.screen.settle(0.03, 0.3)
        elif kind < 0.06:
            self.press(f"\x1b[200~{chance.choice(PASTES)}\x1b[201~")
        elif kind < 0.14:
            for key in chance.choice(PANES):
                self.press(key)
        elif kind < 0.20:
            self.press(chance.choice(WORDS))
        else:
            self.press(chance.choice(chance.choice((PLAIN, NAMED, DEEDS, DEEDS))))

    def press(self, keys: str) -> None:
        self.pressed.append(keys)
        self.screen.send(keys)
        if self.screen.read(0.04):
            self.screen.settle(0.004, 0.5)

    def look(self) -> None:
        """What the terminal shows is what the editor would draw on an empty one."""
        self.screen.resize(120, 40)
        # Longer than the panel waits for another letter, and an Escape for the rest of a sequence.
        self.screen.settle(PAUSE + 0.1)
        before = self.screen.lines
        self.press("\x0c")
        self.screen.settle(0.1)
        # The last line may say that the key does nothing here.
        assert self.screen.lines[:-2] == before[:-2], f"drawn anew after {self.pressed[-12:]}"

    def home(self) -> None:
        """Back to the grid, whatever is open."""
        still = 0
        for _ in range(16):
            before = self.screen.lines
            self.press("\x1b")
            # Longer than an Escape waits for the rest of a sequence.
            self.screen.settle(0.3, 1.0)
            still = still + 1 if self.screen.lines == before else 0
            if still == 2:
                return

    def saved(self, path: Path) -> Matrix:
        """The matrix as the file has it, once it is saved."""
        self.press("w")
        self.screen.wait_gone("unsaved")
        self.screen.wait_gone("saving…")
        self.screen.settle(0.1)
        matrix = read(path.read_text(encoding="utf-8"))
        assert f"{count_values(matrix):,} value" in self.screen.lines[0], self.screen.lines[0]
        return matrix


@pytest.fixture
def water(tmp_path: Path) -> Path:
    path = tmp_path / "water.toml"
    shutil.copyfile(ROOT / "samples" / "water.toml", path)
    outside = tmp_path / "outside"
    outside.write_text('#!/bin/sh\necho "From outside" >> "$1"\n')
    outside.chmod(0o755)
    return path


@pytest.mark.parametrize("seed", [2])
def test_any_keys_in_any_pane_and_all_of_it_can_be_taken_back(edit, water, seed):
    original = read(water.read_text(encoding="utf-8"))
    screen = edit(water, "--no-autosave", env={"VISUAL": str(water.parent / "outside")})
    walk = Walk(screen, random.Random(seed))
    for number in range(STEPS):
        walk.step()
        assert screen.is_open, f"it ended after {walk.pressed[-12:]}"
        if number % 50 == 49:
            walk.look()
    walk.look()
    walk.home()
    end = walk.saved(water)
    assert end != original
    screen.send("u" * 600)
    screen.wait_for("Nothing to undo")
    assert walk.saved(water) == original
    screen.send("U" * 600)
    screen.wait_for("Nothing to redo")
    assert walk.saved(water) == end
    walk.press("q")
    assert screen.wait() == 0
    assert forbidden(bytes(screen.raw), clipboard=True) == []
