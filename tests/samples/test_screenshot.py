"""The README's picture is what the editor shows today, and fetches nothing from anywhere."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from tests.screenshots import MOMENTS, ROOT, drawn

EVERY = pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.picture)


@EVERY
def test_the_picture_is_fresh(moment):
    committed = (ROOT / moment.picture).read_text(encoding="utf-8")
    assert committed == drawn(moment), "run: python -m tests.screenshots"


@EVERY
def test_the_picture_is_whole_and_names_no_host(moment):
    text = (ROOT / moment.picture).read_text(encoding="utf-8")
    assert set(re.findall(r"\w+://[^\"']+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    words = " ".join(ElementTree.fromstring(text).itertext())
    for shown in ("Short Term Value", "Neutral ground across", "MEMBERS", "Suggestions", "? "):
        assert shown in words


def test_the_readme_shows_it_first():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)", readme, re.MULTILINE)
    assert shown[:1] == [MOMENTS[0].picture]
    assert readme.index(shown[0]) < readme.index("## ")
