"""The README's pictures show what the editor shows, and fetch nothing from anywhere."""

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests import recording
from tests.screenshots import PICTURES, ROOT, drawn
from tests.svg import PAPERS, film

README = (ROOT / "README.md").read_text(encoding="utf-8")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_fresh(name):
    assert text_of(name) == drawn(name), "run: python -m tests.screenshots"


@pytest.mark.parametrize("name", [*PICTURES, "samples/recording.svg"])
def test_a_picture_names_no_host_and_is_shown_by_a_document(name):
    text = text_of(name)
    assert set(re.findall(r"\w+://[^\"'<]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    words = " ".join(ElementTree.fromstring(text).itertext())
    if "meeting" in name:
        assert f"({Path(name).name})" in text_of("samples/facilitators.md")
        return
    for shown in ("Short Term Value", "Review", "MEMBERS", "Better results for my"):
        assert shown in words
    assert f'"{name}"' in README or f"({name})" in README


def test_the_readme_shows_a_review_first():
    assert README.index("samples/review-light.svg") < README.index("## ")


def test_each_of_the_five_meetings_has_a_picture():
    meetings = text_of("samples/facilitators.md").split("\n## ")[1:]
    assert len(meetings) == 5
    for meeting in meetings:
        (picture,) = re.findall(r"^!\[.{20,}\]\((\S+)\)$", meeting, re.MULTILINE)
        assert f"samples/{picture}" in PICTURES


def recorded() -> tuple[dict[str, object], list[tuple[float, str]]]:
    head, *lines = text_of("samples/recording.cast").splitlines()
    events = [json.loads(line) for line in lines]
    assert {kind for _, kind, _ in events} == {"o"}
    return json.loads(head), [(at, text) for at, _, text in events]


def test_the_recording_is_a_cast_of_twenty_seconds():
    head, events = recorded()
    assert head == {"version": 2, "width": 80, "height": 24, "title": "copvalue"}
    times = [at for at, _ in events]
    assert times == sorted(times)
    assert 18 < times[-1] + recording.END < 23
    assert len(text_of("samples/recording.cast").encode()) < 100_000
    assert "/tmp" not in text_of("samples/recording.cast")


def test_the_recording_loses_its_line_and_has_the_half_typed_value_back():
    _, events = recorded()
    shown = ["\n".join(_words(frame)) for frame in recording.frames(events)]
    scenes = [
        "$ copvalue demo",
        "Help with challenges",
        "Moved “",
        "Undone: ",
        "Review ·",
        "A colleague to call at",
        "Connection lost.",
        "Unsaved work from",
        "night",
    ]
    at = 0
    for scene in scenes:
        at = next((n for n in range(at, len(shown)) if scene in shown[n]), -1)
        assert at >= 0, f"{scene!r} is not shown after what precedes it"


def test_the_film_is_made_of_the_recording():
    _, events = recorded()
    end = events[-1][0] + recording.END
    shown = list(recording.frames(events))
    paper = PAPERS[recording.THEME]
    assert text_of("samples/recording.svg") == film(shown, end, 80, "copvalue", paper)


def _words(frame) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in frame.lines]
