"""What a machine's mood cannot change is counted: bytes on the wire, calls, lines, modules."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.exports.portfolio_text import portfolio_text
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.portfolio import PortfolioBuilder
from copvalue_tui.tui.app import CopvalueApp
from copvalue_tui.tui.drawing.line_widget import LineWidget
from tests.benchmarks import actions, slow_line
from tests.benchmarks.actions import sample, sent_for, with_many_marks
from tests.benchmarks.clocked import Clocked
from tests.benchmarks.matter import FIRST, files_of, matrix_of
from tests.counting import calls_of
from tests.pty.lines import until

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parents[2]
EMPTY_APP = {(120, 40): 12_309, (80, 24): 5_581}
"""Bytes with which an empty Textual 8.2.8 starts, by the size of the terminal."""


@pytest.fixture(scope="module", autouse=True)
def program_anywhere(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("values")


# Bytes


@pytest.mark.parametrize("size", EMPTY_APP)
def test_the_first_screen_is_smaller_than_that_of_an_empty_app(folder, size):
    session, _ = files_of(10_000, folder)
    with Clocked(actions.ours(session), *size) as terminal:
        terminal.started(FIRST)
        taken_over(terminal)
        assert len(terminal.raw) <= EMPTY_APP[size]
        terminal.mark()
        assert terminal.settle(1.0, 1.0) == b"", "an idle editor sends nothing"


def taken_over(terminal: Clocked) -> None:
    """Wait until Textual, which loads after the first screen, has set its modes and the cursor."""
    terminal.wait_bytes(b"\x1b[?7l")
    until(lambda: terminal.read(0.1) == b"" and terminal.raw.endswith(b"H"), "no cursor was set")


def test_each_deed_keeps_its_bytes(folder):
    session, _ = files_of(40, folder)
    costs = actions.actions(session)
    limits = {
        "within the cell": 200,
        "to another cell": 2_000,
        "adopt": 2_500,
        "undo": 2_500,
        "delete": 2_500,
        "letter, panel shown": 1_500,
        "letter, panel hidden": 120,
    }
    sent = {name: cost.most_bytes for name, cost in costs.items()}
    assert {name: sent[name] for name in limits if not 0 < sent[name] <= limits[name]} == {}


def test_dialogs_keep_their_bytes(folder):
    session, _ = files_of(40, folder)
    with Clocked(actions.ours(session, "--no-autosave"), 120, 40) as terminal:
        terminal.started(FIRST)

        def sent_by(key: str) -> int:
            before = len(terminal.raw)
            terminal.press(key)
            terminal.settle(0.5)
            return len(terminal.raw) - before

        terminal.press("R")
        terminal.settle(1.0)
        terminal.press("esc")
        terminal.settle(1.0)  # what the start still had to say is said
        assert 0 < sent_by("R") <= 400, "a prompt changes two lines"
        assert 0 < sent_by("x") <= 150
        assert 0 < sent_by("esc") <= 500
        assert 0 < sent_by(":") <= 3_900, "the palette with its twelve lines"
        letters = sorted(sent_by(letter) for letter in "export")
        assert letters[0] > 0
        assert letters[len(letters) // 2] <= 600
        terminal.mark()
        assert terminal.settle(1.0, 1.0) == b"", "an open dialog that waits sends nothing"


def test_typing_costs_a_slow_line_little(folder):
    toolkit = sample("toolkit", folder)
    _, *letters = sent_for(toolkit, ["a", *"faster answers to hard questions"], 80, 24)
    assert 0 < statistics.median(letters) <= 30
    assert statistics.mean(letters) <= 50
    toolkit = sample("toolkit", folder)
    *_, enter, escape = sent_for(toolkit, ["a", *"more trust", "\r", "\x1b"], 80, 24)
    assert 0 < enter + escape <= 900, "the panel is not drawn for a line that is left at once"


@pytest.mark.parametrize(
    ("name", "size", "most"), [("toolkit", (80, 24), 800), ("water", (120, 40), 2_000)]
)
def test_lines_that_only_move_are_not_sent_again(folder, name, size, most):
    sent = sent_for(sample(name, folder), ["1", "u", "3", "d", "u"], *size)
    assert max(sent) <= most
    assert min(sent) > 0
    _, _, *verdicts = sent_for(sample(name, folder), ["r", "\r", "a", "o", "x", "z"], *size)
    assert 0 < max(verdicts) <= most


def test_a_letter_with_ninety_thousand_marks_costs_what_a_letter_costs(folder):
    sent = sent_for(with_many_marks(folder), ["j", "j", "k", "k", "j"], 80, 24)
    assert 0 < max(sent) <= 200


def test_over_a_slow_line_a_deed_takes_a_round_trip_and_its_bytes_and_who_is_missing_is_named(
    tmp_path, monkeypatch
):
    assert slow_line.seconds(0) == 0.5
    assert slow_line.seconds(2_000) == 1.5
    monkeypatch.setenv("PATH", str(tmp_path))
    found, missing = slow_line.editors(tmp_path / "values.toml")
    assert [editor.name for editor in found] == ["copvalue"]
    assert missing == ["vim", "nano", "micro"]


# Work


class Count:
    """How many times something happened."""

    calls = 0
    lines = 0


@contextmanager
def counted(monkeypatch):
    """Counts calls and painted lines within."""
    count = Count()
    render_line = LineWidget.render_line

    def rendered(widget, y):
        count.lines += 1
        return render_line(widget, y)

    def called(frame, event, argument):
        count.calls += event in ("call", "c_call")

    with monkeypatch.context() as patch:
        patch.setattr(LineWidget, "render_line", rendered)
        sys.setprofile(called)
        try:
            yield count
        finally:
            sys.setprofile(None)


async def work_of(monkeypatch, values: int, *keys: str) -> Count:
    """The work of some keys on a matrix of so many values, after the same keys were warm."""
    app = CopvalueApp(Startup(matrix=matrix_of(values)))
    app._asks_first = False
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        with counted(monkeypatch) as count:
            for key in keys:
                app.main._press(key)
            await pilot.pause()
        assert app.main.runner.state.matrix.rows
    return count


@pytest.mark.parametrize(
    ("keys", "lines", "calls_a_row"),
    [("j k", 8, 0), ("l h", 80, 0), ("pagedown pageup", 160, 0), ("d u", 100, 10)],
)
async def test_a_key_costs_the_same_with_any_number_of_values(
    monkeypatch, keys, lines, calls_a_row
):
    small = await work_of(monkeypatch, 80, *keys.split())
    large = await work_of(monkeypatch, 20_000, *keys.split())
    # Only an edit looks at each row: to count the values, and which rows are laid out already.
    assert large.calls <= 1.2 * small.calls + 1_000 * calls_a_row
    assert 0 < large.lines <= lines


def test_a_portfolio_costs_little_more_than_parsing_its_files(folder):
    """Reading 1,000 files takes 1.5 seconds, and seven tenths of that are the parser's own."""
    water = sample("water", folder).read_text(encoding="utf-8")
    texts = [water.replace("Exchange", f"Exchange {number}") for number in range(20)]

    def portfolio() -> None:
        builder = PortfolioBuilder(date(2026, 11, 23))
        for number, text in enumerate(texts):
            builder.add(f"{number}.toml", read(text))
        portfolio_text(builder.portfolio(), 80)

    portfolio()  # what is worked out once is no cost of a file
    parsing = calls_of(lambda: [tomllib.loads(text) for text in texts])
    assert parsing < calls_of(portfolio) <= 1.7 * parsing


# Modules


def modules_after(program: str) -> set[str]:
    """The modules that a Python has loaded at the end of a program."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_a_command_loads_only_what_it_needs():
    bare = modules_after("pass")
    run = "from copvalue_tui.cli import main; main({!r})"
    version = modules_after(run.format(["--version"])) - bare
    assert {name for name in version if not name.startswith("copvalue_tui")} <= {"__future__"}
    show = modules_after(run.format(["show", "samples/water.toml"]))
    heavy = {"textual", "rich", "tomlkit", "platformdirs", "hashlib", "difflib", "subprocess"}
    assert heavy & show == set()
    assert len(show - bare) <= 110
    for name in ("md", "html", "csv", "json"):
        export = modules_after(run.format(["export", "samples/water.toml", "--to", name]))
        assert (heavy | {"argparse", "docx", "xlsxwriter", "typst", "pkgutil"}) & export == set()
        assert len(export - bare) <= 120


@pytest.mark.parametrize(("command", "most"), [("show", 95), ("check", 105)])
def test_a_program_of_its_own_leaves_out_what_only_tools_ask_for(command, most):
    words = ["copvalue", command, "samples/water.toml"]
    run = f"import sys; sys.argv = {words}; from copvalue_tui.cli import main; main()"
    loaded = modules_after(run) - modules_after("pass")
    tools = {"argparse", "ast", "dis", "linecache", "opcode", "tokenize"}
    assert tools & loaded == set()
    assert len(loaded) <= most


def test_what_is_left_out_is_there_as_soon_as_somebody_asks_for_it():
    program = (
        "from copvalue_tui.cli.startup import defer_costs\n"
        "defer_costs()\n"
        "import inspect, sys\n"
        "early = inspect\n"
        "assert 'ast' not in sys.modules\n"
        "def f(a, b=1): pass\n"
        "print(inspect.signature(f), hasattr(inspect, 'nonsense'), inspect.isclass(int))\n"
        "import inspect\n"
        "from inspect import signature\n"
        "print(inspect is not early, early.signature is signature is inspect.signature)\n"
        "defer_costs()\n"
        "print(sys.modules['inspect'] is inspect)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines() == ["(a, b=1) False True", "True True", "True"]


def test_the_first_screen_is_drawn_without_the_toolkit_and_what_only_tools_ask_for():
    program = (
        "import os, sys\n"
        "os.environ['TEXTUAL_DRIVER'] = 'none'\n"  # so that no terminal is asked for
        "from copvalue_tui.tui.startup import start\n"
        "def drawn(opening):\n"
        "    from copvalue_tui.tui.startup.first_paint import beginning_of, first_lines\n"
        "    return 120 - len(first_lines(beginning_of(opening, 'xterm'), 120, 120))\n"
        "start.start_editor = drawn\n"
        "sys.argv = ['copvalue', 'samples/water.toml']\n"
        "from copvalue_tui.cli import main\n"
        "assert main() == 0"
    )
    loaded = modules_after(program) - modules_after("pass")
    toolkit = {"textual", "asyncio", "rich.console", "copvalue_tui.tui.terminal.input_parser"}
    tools = {"argparse", "gettext", "shlex", "ast", "dis", "linecache", "opcode", "tokenize"}
    writers = {
        "tomlkit",
        "copvalue_tui.files.session.write",
        "copvalue_tui.files.user.pack_writing",
    }
    assert (toolkit | tools | writers) & loaded == set()
    assert 0 < len(loaded) <= 250


def test_the_editor_starts_without_what_only_later_deeds_need():
    started = modules_after(
        "import asyncio\n"
        "from copvalue_tui.editor.session.open import Startup\n"
        "from copvalue_tui.tui.app import CopvalueApp\n"
        "from tests.benchmarks.matter import matrix_of\n"
        "async def start():\n"
        "    app = CopvalueApp(Startup(matrix=matrix_of(40)))\n"
        "    app._asks_first = False\n"
        "    async with app.run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "asyncio.run(start())"
    )
    later = {"tomlkit", "copvalue_tui.files.session.write"}
    later |= {
        f"copvalue_tui.tui.dialogs.{name}"
        for name in ("dialog", "chooser", "prompt", "help_screen")
    }
    later.add("copvalue_tui.tui.terminal.external_editor")
    assert later & started == set()
