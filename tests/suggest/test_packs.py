"""Suggestion packs: the toolkit's to the letter, and every fault of a pack told at once."""

import json
import subprocess
import sys

import pytest

from copvalue_tui.suggest.pack_format.read import read_pack, shipped_packs
from copvalue_tui.suggest.pack_format.tables import MAX_LETTERS, PackError
from copvalue_tui.suggest.packs import Pack
from tests.counting import calls_of

TOOLKIT = {
    ("members", "short_term"): (
        "Help with challenges",
        "Access to expertise",
        "Increased confidence",
        "Fun with colleagues",
        "Meaningful participation",
        "Sense of belonging",
    ),
    ("members", "long_term"): (
        "Professional development",
        "Enhanced reputation",
        "Professional identity",
        "Extended network",
        "Increased marketability",
    ),
    ("organizations", "short_term"): (
        "Rapid problem solving",
        "Time and cost saving",
        "Improved quality",
        "Synergy across units",
        "Resources for operations",
        "Community-supported risk-taking",
    ),
    ("organizations", "long_term"): (
        "Strategic capacity building",
        "Increased productivity",
        "Knowledge-driven projects",
        "Latest thinking",
        "Innovation",
        "Retention of talent",
        "New strategies and capabilities",
    ),
}
SMALL = """
id = "mine"
[[entries]]
id = "a"
text = "Warm  welcome"
audience = "members"
horizon = "short_term"
"""


def complaints(text: str) -> tuple[str, ...]:
    with pytest.raises(PackError) as trouble:
        read_pack(text, "mine.toml")
    return trouble.value.sentences


def test_the_toolkit_pack_comes_first_and_holds_its_24_values_to_the_letter() -> None:
    pack = shipped_packs()[0]
    assert pack.id == "toolkit"
    assert "Communities4Dev" in pack.credit
    texts = {
        (audience, horizon): tuple(
            pack.entries[index].text for index in pack.cell(audience, horizon)
        )
        for audience, horizon in TOOLKIT
    }
    assert texts == TOOLKIT
    assert len(pack.entries) == 24


def test_no_licence_is_claimed_for_the_toolkit() -> None:
    licence = shipped_packs()[0].licence
    assert "CC" not in licence
    assert "Creative Commons" not in licence


def test_a_small_pack_reads_with_everything_optional_left_out() -> None:
    pack = read_pack(SMALL)
    assert (pack.id, pack.title, pack.entries[0].text) == ("mine", "", "Warm welcome")
    assert pack.entries[0].tags == ("any",)


def test_keys_of_a_later_version_are_passed_over() -> None:
    assert read_pack("later = 1\n" + SMALL + 'indicator = "x"\n') == read_pack(SMALL)


def test_an_empty_pack_is_a_pack() -> None:
    assert read_pack('id = "none yet"') == Pack(id="none yet")


def test_all_faults_are_told_at_once_with_line_place_and_what_is_expected() -> None:
    told = complaints(
        'id = "mine"\ntitle = 7\n[[entries]]\nid = "a"\naudience = "member"\n'
        'horizon = "soon"\ntext = "x"\n'
        '[[entries]]\nid = "a"\naudience = "members"\nhorizon = "long_term"\ntags = "any"\n'
    )
    assert told == (
        "mine.toml:2: title is 7; expected is a text in quotes.",
        "mine.toml:5: entries[1].audience is “member”; did you mean members?",
        "mine.toml:6: entries[1].horizon is “soon”; expected is one of short_term, long_term.",
        "mine.toml:8: entries[2].text is missing; expected is a text that is not empty.",
        "mine.toml:12: entries[2].tags is “any”; "
        'expected is a list of words, such as ["newcomer"].',
        "mine.toml:9: entries[2].id is “a”; expected is an id that no other entry has.",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not a suggestion pack"),
        ('name = "cargo"', "not a suggestion pack"),
        ("a = [", "not valid TOML"),
        ("\x00", "not valid TOML"),
        ("a = " + "[" * 50_000, "lists are nested"),
        (".".join("a" * 20_000) + "=1", "more than 40 parts"),
        ("x" * (MAX_LETTERS + 1), "too large"),
        ("a = " + "9" * 5000, "not valid TOML"),
        ('id = "x"\nentries = 3', "expected is tables"),
        ('id = "x"\nentries = [1, []]', "entries[2] is []"),
        ("id = 1979-05-27\nentries = []", "expected is a text in quotes"),
    ],
)
def test_junk_is_refused_in_a_sentence_and_soon(text: str, told: str) -> None:
    assert told in complaints(text)[0 if "[1" not in text else 1]
    assert calls_of(lambda: complaints(text)) <= 5_000


def test_a_long_word_is_no_trap_for_the_guard() -> None:
    text = f'id = "{"a" * 500_000}"'
    assert "at most 10,000 letters" in complaints(text)[0]
    assert calls_of(lambda: complaints(text)) <= 5_000


def test_packs_load_without_the_screen_and_without_the_writer_of_files() -> None:
    program = (
        "import json, sys; from copvalue_tui.suggest.pack_format import read as pack_reading;"
        "pack_reading.shipped_packs();"
        "print(json.dumps(sorted({'textual', 'rich', 'tomlkit'} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(done.stdout) == []
