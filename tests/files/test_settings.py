"""The settings: every slip is named, the rest still counts, and nothing can crash the start."""

import os
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from copvalue_tui.files.user.settings import (
    SETTING_NAMES,
    Settings,
    default_settings_text,
    load_settings,
)
from tests.files.fault_fs import is_calm
from tests.laws import examples

FULL = """\
autosave = false
theme = "textual-dark"
ascii = true
mouse = true
suggestions = "hidden"
packs = ["toolkit", "mine"]
language = "es"
escdelay = 100
coverage = false

[keys]
delete = "d, delete"
rename_row = ["R", "f2"]
filter = []
zoom = ","
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config.toml"


def loaded(path, text):
    path.write_text(text)
    found, said = load_settings(path)
    for sentence in said:
        assert is_calm(sentence), sentence
    return found, said


def test_no_file_means_the_defaults_without_a_word(tmp_path, monkeypatch):
    monkeypatch.delenv("COPVALUE_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_settings() == (Settings(), ())


def test_without_a_home_the_defaults_hold(monkeypatch):
    monkeypatch.delenv("COPVALUE_CONFIG", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    assert load_settings() == (Settings(), ())


def test_a_file_the_person_named_is_missed(tmp_path, monkeypatch):
    monkeypatch.setenv("COPVALUE_CONFIG", str(tmp_path / "mine.toml"))
    found, (said,) = load_settings()
    assert found == Settings()
    assert "mine.toml" in said
    assert is_calm(said)


def test_the_named_file_is_the_one_that_counts(path, monkeypatch):
    path.write_text("autosave = false\n")
    monkeypatch.setenv("COPVALUE_CONFIG", str(path))
    assert load_settings() == (Settings(autosave=False), ())


def test_every_setting_is_read(path):
    found, said = loaded(path, FULL)
    assert said == ()
    assert found == Settings(
        autosave=False,
        theme="textual-dark",
        ascii=True,
        mouse=True,
        suggestions="hidden",
        packs=("toolkit", "mine"),
        language="es",
        keys={"delete": ("d", "delete"), "rename_row": ("R", "f2"), "filter": (), "zoom": (",",)},
        escdelay=100,
        coverage=False,
    )


def test_the_text_to_start_from_changes_nothing_and_names_everything(path):
    assert loaded(path, default_settings_text()) == (Settings(), ())
    told = "\n".join(
        line.removeprefix("# ")
        for line in default_settings_text().splitlines()
        if " = " in line or line.startswith("[")
    )
    known = tomllib.loads(told)
    assert set(known) == set(SETTING_NAMES)
    known.pop("keys")
    assert known["mouse"] == "auto"
    found, said = loaded(path, told[: told.index("[keys]")])
    assert (found, said) == (Settings(), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("autosve = true", "did you mean “autosave”?"),
        ("zzzzzzzz = 1", "There is no setting “zzzzzzzz”."),
        ('autosave = "yes"', "true or false"),
        ("autosave = 1", "true or false"),
        ("theme = 3", "a text in quotes"),
        ('theme = "a\\nb"', "on one line"),
        ('mouse = "maybe"', "“auto”, true or false"),
        ('suggestions = "hiden"', "did you mean “hidden”?"),
        ("suggestions = false", "“shown” or “hidden”"),
        ('packs = "toolkit"', "a list of texts"),
        ("packs = [1]", "a list of texts"),
        ("escdelay = -1", "from 0 to 5000"),
        ("escdelay = true", "from 0 to 5000"),
        ('escdelay = "250"', "from 0 to 5000"),
        ("keys = 1", "header [keys]"),
        ("[keys]\ndelete = 3", "The keys of “delete”"),
        ("[autosave]\nx = 1", "true or false"),
    ],
)
def test_a_slip_is_named_and_the_rest_still_counts(path, text, words):
    found, (said,) = loaded(path, f'language = "es"\n{text}\n')
    assert words in said
    assert found == Settings(language="es")


def test_one_wrong_key_leaves_the_others(path):
    found, (said,) = loaded(path, '[keys]\ndelete = 3\nundo = "u"\n')
    assert "delete" in said
    assert found.keys == {"undo": ("u",)}


def test_all_slips_are_named_at_once(path):
    assert len(loaded(path, "a = 1\nb = 2\nautosave = 3\n")[1]) == 3


@pytest.mark.parametrize("text", ["autosave = ", "[[", "a = 1\na = 2", "x = " + "[" * 5000])
def test_broken_toml_means_the_defaults_and_a_sentence(path, text):
    found, (said,) = loaded(path, text)
    assert found == Settings()
    assert "line" in said


def test_what_is_no_settings_file_is_refused_calmly(tmp_path, path):
    os.mkfifo(tmp_path / "pipe")
    path.write_bytes(b"theme = \xff")
    (tmp_path / "huge").write_bytes(b"#" * (1 << 20))
    for place in (tmp_path, tmp_path / "pipe", path, tmp_path / "huge"):
        found, (said,) = load_settings(place)
        assert found == Settings()
        assert is_calm(said), said


def test_no_name_in_the_file_reaches_the_terminal_raw(path):
    _, said = loaded(path, '"\\u001b[2Jx" = 1\n[keys]\n"\\u001b[2J" = 3\n')
    assert len(said) == 2
    assert "\x1b" not in "".join(said)


@settings(max_examples=examples(30, 600), deadline=None)
@given(some.binary(max_size=200) | some.text(max_size=200).map(str.encode))
def test_no_bytes_can_crash_the_start(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    found, said = load_settings(path)
    assert isinstance(found, Settings)
    assert all(is_calm(sentence) for sentence in said), said
