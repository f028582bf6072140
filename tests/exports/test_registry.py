"""The formats of an export: each is one module, found without an edit anywhere else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from copvalue_tui.exports import formats
from copvalue_tui.exports.registry import (
    KINDS,
    ExportOptions,
    NoSuchFormat,
    exported,
    exporter,
    exporter_for,
    exporter_names,
)
from copvalue_tui.matrix.values import BLANK, Matrix

SHOUTED = """
from copvalue_tui.exports.registry import Exporter

def shouted(matrix, options):
    return matrix.title.upper()[: options.width]

EXPORTER = Exporter("shout", (".shout", ".loud"), "loud", shouted)
"""


@pytest.fixture
def shout(tmp_path, monkeypatch):
    """One module more in the folder of formats, and nothing else."""
    (tmp_path / "shout.py").write_text(SHOUTED)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    yield "shout"
    sys.modules.pop(f"{formats.__name__}.shout", None)


def test_one_new_module_is_one_new_format(shout):
    assert shout in exporter_names()
    assert exported(Matrix(title="Bread bakers"), "shout", ExportOptions(5)) == b"BREAD"
    assert exporter_for("a.b.LOUD") == exporter(shout)


@pytest.mark.parametrize("name", exporter_names())
def test_a_format_is_called_as_its_module_and_says_what_it_cannot_carry(name):
    found = exporter(name)
    assert found.name == name
    assert found.endings
    assert all(each.startswith(".") and each == each.casefold() for each in found.endings)
    assert {kind.name for kind in KINDS}.issuperset((*found.loses, *(found.loses_in_outline or ())))
    if not found.binary:
        assert exported(BLANK, name).endswith(b"\n") or name in ("jsonl",)


def test_no_two_formats_claim_one_ending():
    endings = [ending for name in exporter_names() for ending in exporter(name).endings]
    assert len(endings) == len(set(endings))


@pytest.mark.parametrize("name", ["a.none", "a", "", ".", "a.", "folder.md/a", "a.md.gz", "a.toml"])
def test_a_file_whose_ending_means_no_format_is_told_which_do(name):
    with pytest.raises(NoSuchFormat, match=r"The endings are .*\.csv.*\.md"):
        exporter_for(name)


@pytest.mark.parametrize("name", ["none", "", ".", "table.", "os.path", "../table", "a b", "é"])
def test_a_name_that_is_no_format_is_told_which_there_are(name):
    with pytest.raises(NoSuchFormat, match="The formats are csv"):
        exporter(name)


def test_a_format_whose_own_library_is_missing_says_so(tmp_path, monkeypatch):
    (tmp_path / "poor.py").write_text("import no_such_library\n")
    monkeypatch.setattr(formats, "__path__", [str(tmp_path)])
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        exporter("poor")


def test_one_format_is_had_without_the_others():
    program = (
        "import sys; from copvalue_tui.exports.registry import exporter; exporter('txt')\n"
        "print([name for name in sys.modules if 'exports.formats.' in name])\n"
        "print('pkgutil' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "['copvalue_tui.exports.formats.txt']\nFalse\n"
