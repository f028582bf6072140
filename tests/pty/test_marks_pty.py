"""One glyph with more marks than any script has: 30 are drawn, and a key stays cheap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty.terminal import forbidden

pytestmark = pytest.mark.pty
ONE_KEY = 200
"""Bytes."""

MARKED = {
    "accents": "e" + "\u0301" * 9_000,
    "spacing marks": "क" + "\u093f" * 9_000,
    "joined emoji": "👩" + "\u200d👩" * 4_500,
    "skin tones": "👍" + "🏽" * 9_000,
    "a syllable": "\u1100" + "\u1161" * 9_000,
}


@pytest.mark.parametrize("glyph", MARKED.values(), ids=MARKED)
def test_a_glyph_of_thousands_of_marks_costs_no_more_than_a_word(launch, tmp_path: Path, glyph):
    path = tmp_path / "marks.toml"
    path.write_text(
        f'format = 1\n[[members]]\nname = "Members"\nshort_term = ["{glyph}", "One", "Two"]\n'
    )
    before = path.read_bytes()
    with launch(path) as screen:
        screen.wait_for("Two")
        screen.wait_bytes(b"\x1b[?7l")
        screen.settle(0.3)
        assert "⟦…⟧" in screen.text
        for key in "jkjk":
            assert len(screen.press(key, quiet=0.2)) <= ONE_KEY, key
        screen.press("j j q")
        assert screen.wait() == 0
        assert forbidden(bytes(screen.raw)) == []
    assert path.read_bytes() == before
