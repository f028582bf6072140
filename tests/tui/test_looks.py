"""The looks: every tone is painted in each, and none by colour alone."""

from __future__ import annotations

from typing import get_args

import pytest

from copvalue_tui.files.user.settings import TEXTUAL, THEMES
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS, Glyphs
from copvalue_tui.tui.drawing.line import Tone
from copvalue_tui.tui.drawing.line_widget import painted
from copvalue_tui.tui.drawing.themes import READABLE, contrast, theme_named
from tests.house.themes import shipped
from tests.tui.editing import editor


def test_every_tone_has_a_style_in_every_look():
    tones = set(get_args(Tone))
    assert [name for name in THEMES if set(theme_named(name).styles) != tones] == []


def test_the_look_without_colours_has_none():
    for tone, style in theme_named("mono").styles.items():
        assert style.color is None, tone
        assert style.bgcolor is None, tone


@pytest.mark.parametrize("name", ["terminal", "mono"])
def test_the_cursor_is_in_reverse_where_colours_may_be_taken_away(name: str):
    styles = theme_named(name).styles
    for tone in ("cursor", "cursor-hit", "cursor-retired", "caret"):
        assert styles[tone].reverse


def test_the_usual_look_takes_only_colours_that_the_terminal_defines():
    for tone, style in theme_named("terminal").styles.items():
        assert style.color is None or style.color.triplet is None, tone
        assert style.bgcolor is None, tone


XTERM = {
    **{"red": "#cd0000", "green": "#00cd00", "bright_blue": "#5c5cff"},
    "color(172)": "#d78700",  # amber: its yellow cannot be seen on white
}
"""The colours that the usual look takes, as xterm shows them when nobody has chosen others."""


def test_the_usual_look_is_read_on_a_light_and_on_a_dark_ground():
    coloured = {
        tone: style.color.name
        for tone, style in theme_named("terminal").styles.items()
        if style.color is not None
    }
    marks = {"on-track", "at-risk", "overdue", "realized"}
    assert coloured.keys() == marks, "whose shape tells it too"
    for tone, colour in coloured.items():
        for ground in ("#ffffff", "#000000"):
            assert contrast(XTERM[colour], ground) > 2, (tone, ground)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_looks_with_a_ground_of_their_own_paint_it_everywhere(name: str):
    look = theme_named(name)
    assert all(style.bgcolor is not None for style in look.styles.values())
    assert not look.own_colours


@pytest.mark.parametrize("name", THEMES)
def test_where_one_is_looks_other_than_the_names_beside_it(name: str):
    styles = theme_named(name).styles
    assert styles["here"] != styles["name"]
    assert styles["here"].color or styles["here"].underline


def test_a_look_that_does_not_exist_is_refused():
    with pytest.raises(LookupError):
        theme_named("rainbow")


@pytest.mark.parametrize("glyphs", [UNICODE_GLYPHS, ASCII_GLYPHS])
def test_the_bar_that_scrolls_is_no_mark_of_a_value(glyphs: Glyphs):
    marks = {*glyphs.statuses.values(), *"".join(glyphs.priorities.values()), glyphs.picked}
    assert not {glyphs.thumb, glyphs.track} & marks


def test_the_ascii_signs_are_ascii():
    look = theme_named("mono", ascii=True)
    assert look.glyphs is ASCII_GLYPHS
    assert all(sign.isascii() for sign in every_sign(look.glyphs))


@pytest.mark.parametrize("glyphs", [UNICODE_GLYPHS, ASCII_GLYPHS])
def test_every_sign_takes_one_cell(glyphs: Glyphs):
    assert all(len(sign) == 1 for sign in every_sign(glyphs))
    assert [len(bars) for bars in glyphs.priorities.values()] == [3, 2, 1], "and a bar each"


def every_sign(glyphs: Glyphs) -> list[str]:
    """All signs of a set."""
    found: list[str] = [*glyphs.quotes, *glyphs.statuses.values()]
    for name in Glyphs.__slots__:
        sign = getattr(glyphs, name)
        if isinstance(sign, str):
            found.append(sign)
    return found


def test_in_ascii_our_sentences_need_no_curly_quotes_and_keep_their_width():
    said = "“Help…” · it’s on – now: 52 → 89 %"
    plain = theme_named("terminal", ascii=True).spelled(said)
    assert plain == '"Help." - it\'s on - now: 52 > 89 %'
    assert theme_named("terminal").spelled(said) == said
    assert theme_named("mono", ascii=True).spelled("Équipe 水") == "Équipe 水", "letters stay"


def test_a_line_is_painted_as_its_look_spells_it():
    strip = painted((("“Help”", "plain"),), theme_named("mono", ascii=True), 6)
    assert strip.text == '"Help"'


def test_every_theme_that_comes_with_textual_is_there_by_its_name():
    assert list(TEXTUAL) == shipped()


@pytest.mark.parametrize("name", ["dark", "light", *TEXTUAL])
def test_every_text_can_be_read_on_its_ground(name: str):
    theme = theme_named(name)
    faint = []
    for tone, style in theme.styles.items():
        text, ground = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
        if tone != "rule" and contrast(text, ground) < READABLE - 0.05:
            faint.append((tone, round(contrast(text, ground), 2)))
    assert faint == []


BAND_TONES: tuple[Tone, ...] = ("band", "band-dim", "band-rule")


@pytest.mark.parametrize("name", ["dark", "light", *TEXTUAL])
def test_a_band_is_a_quiet_surface_where_the_theme_has_a_ground(name: str):
    theme = theme_named(name)
    grounds = {theme.styles[tone].bgcolor.name for tone in BAND_TONES}
    assert len(grounds) == 1, "one surface from end to end"
    assert 1.1 < contrast(grounds.pop(), theme.background) < 1.5, "seen, and not loud"
    for tone in BAND_TONES:
        style = theme.styles[tone]
        assert contrast(style.color.name, style.bgcolor.name) >= READABLE, tone
    assert theme.glyphs.band == " ", "what is filled needs no rule"


@pytest.mark.parametrize(
    ("name", "ascii"), [("terminal", False), ("mono", False), *((name, True) for name in THEMES)]
)
def test_without_a_surface_a_band_is_a_bold_name_and_a_rule(name: str, ascii: bool):
    theme = theme_named(name, ascii)
    beside = ("name", "dim", "rule")
    assert [theme.styles[tone] for tone in BAND_TONES] == [theme.styles[tone] for tone in beside]
    sign = {"terminal": "░", "mono": "━"}.get(name, "")
    assert theme.glyphs.band == ("=" if ascii else sign)


@pytest.mark.parametrize("name", [name for name in THEMES if name != "mono"])
def test_what_is_at_risk_is_amber_and_red_once_it_is_overdue(name: str):
    styles = theme_named(name).styles
    amber, red = (styles[tone].color.get_truecolor() for tone in ("at-risk", "overdue"))
    assert amber != red
    assert amber.red > amber.blue
    assert red.red > max(red.green, red.blue)
    assert red.green / red.red < amber.green / amber.red, "redder than amber"


def test_colours_keep_their_hue_where_they_are_made_readable():
    warning = theme_named("solarized-dark").styles["warning"].color.triplet
    assert warning.red > 1.5 * warning.blue, "orange, and not the grey of the text"


async def test_a_theme_is_painted_at_once_and_the_terminal_s_own_comes_back(tmp_path, monkeypatch):
    monkeypatch.setenv("COPVALUE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    async with editor(None) as ed:
        await ed.press("escape")

        def ground() -> str:
            strip = ed.app.main.query_one("#title").render_line(0)
            return str(next(iter(strip)).style.bgcolor)

        before = ground()
        await ed.press(": 'theme_nord enter")
        await ed.sees("Theme: nord. Kept in config.toml.")
        assert "#2e3440" in ground()
        await ed.press(", enter 'terminal enter escape")
        await ed.until(lambda: ed.state.theme == "terminal")
        assert ground() == before
        await ed.press(", enter 'dracula escape escape")
        await ed.until(lambda: not ed.app.main.runner.talking)
        assert ground() == before, "it was only looked at"


async def test_a_theme_is_shown_as_one_comes_to_it_in_the_matrix_and_in_the_dialog(toolkit):
    async with editor(toolkit, (80, 24)) as one:
        await one.press(", enter 'nord")
        await one.sees("▸ nord")
        await one.until(lambda: one.app.look.name == "nord")
        await one.pilot.pause()
        screens = (one.app.main, one.app.screen)
        for strips in (screen._compositor.render_strips() for screen in screens):
            shown = {
                part.style.bgcolor.name for strip in strips for part in strip if part.text.strip()
            }
            assert shown <= {"#2e3440", "#d8dee9", "#88c0d0"}, shown
        await one.press("escape escape")
        await one.until(lambda: one.app.look.name == "terminal")
