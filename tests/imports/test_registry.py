"""The formats of an import: each is one module, recognised by its text or its file's ending."""

from __future__ import annotations

import sys

import pytest

from copvalue_tui.imports import formats
from copvalue_tui.imports.registry import importer_for, importer_of, importers

SHOUTED = """
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer

def likeness(text):
    return 9 if text.isupper() else 0

def calmed(text):
    return Imported(tuple(text.capitalize().split("!")))

IMPORTER = Importer("shout", (".shout",), likeness, calmed)
"""


@pytest.fixture
def shout(tmp_path, monkeypatch):
    """One module more in the folder of formats, and nothing else."""
    (tmp_path / "shout.py").write_text(SHOUTED)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    yield "shout"
    sys.modules.pop(f"{formats.__name__}.shout", None)


def test_one_new_module_is_one_new_format(shout):
    assert shout in [each.name for each in importers()]
    assert importer_of("HELP!FUN").name == shout
    assert importer_of("HELP!FUN").read("HELP!FUN").texts == ("Help", "fun")
    assert importer_of("Help").name == "bullets"
    assert importer_for(".SHOUT") == importer_of("HELP")


@pytest.mark.parametrize("found", importers(), ids=lambda found: found.name)
def test_a_format_is_called_as_its_module(found):
    assert (found.read_file or found.read).__module__.endswith(f".formats.{found.name}")
    assert all(each.startswith(".") and each == each.casefold() for each in found.endings)


@pytest.mark.parametrize("text", ["", "Help", "- Help\n- Fun", "a\tb", "\x00", "{}", "<p>"])
def test_any_text_is_in_some_format(text):
    assert importer_of(text).read(text).texts is not None


def test_no_two_formats_claim_one_ending():
    endings = [ending for each in importers() for ending in each.endings]
    assert len(endings) == len(set(endings))
    assert importer_for(".none") is None
