"""Each name of Textual's that is not public and that we use: what we rely on, and no others."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from tests.house.sources import PACKAGE, SOURCES

USED = {
    "App._driver": "screen.repaint and app.take_terminal reach our driver through it",
    "App._handle_exception": "overridden, or a fault would be printed with the person's text",
    "App._return_code": "the exit status after a fault of ours",
    "Driver._app": "the driver ends the app when the line is lost",
    "Driver._loop": "the driver's threads speak to the app through it",
    "LinuxDriver._file": "the terminal that is drawn on",
    "LinuxDriver._get_terminal_size": "overridden, or COLUMNS would be believed",
    "LinuxDriver._writer_thread": "tells whether the driver has started before",
    "textual._xterm_parser": "its table of keys names them as Textual's widgets expect",
}
"""Name → what for; each has its test below."""
TOOLKIT = (App, Screen, Widget, Driver, LinuxDriver, MessagePump, Message)


def toolkit_names(kinds: tuple[type, ...]) -> set[str]:
    """The underscored names of classes of Textual's, those of their bases included."""
    names: set[str] = set()
    for base in {base for kind in kinds for base in kind.__mro__}:
        if base.__module__.startswith("textual"):
            names |= {name for name in vars(base) if name.startswith("_")}
            names |= set(re.findall(r"self\.(_[a-z]\w*)", inspect.getsource(base)))
    return {name for name in names if not name.startswith("__")}


def names_in(tree: ast.AST) -> Iterator[str]:
    """The underscored names that are defined and looked up in some code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_no_other_name_of_textual_s_is_used_or_hidden_by_one_of_ours():
    listed = {name.rpartition(".")[2] for name in USED}
    offenders = set()
    for source in SOURCES:
        if source.floor != "tui":
            continue
        for kind in vars(importlib.import_module(f"{PACKAGE}.{source.name}")).values():
            ours = inspect.isclass(kind) and kind.__module__ == source.name
            if not ours or not issubclass(kind, TOOLKIT):
                continue
            theirs = toolkit_names(tuple(base for base in kind.__mro__ if base is not kind))
            own = set(names_in(ast.parse(textwrap.dedent(inspect.getsource(kind)))))
            offenders |= {f"{kind.__name__}.{name}" for name in own & theirs - listed}
    assert sorted(offenders) == []


def test_no_other_name_is_reached_for_from_outside():
    listed = {name.rpartition(".")[2] for name in USED}
    theirs = toolkit_names(TOOLKIT)
    offenders = set()
    for source in SOURCES:
        if source.floor != "tui":
            continue
        for node in ast.walk(source.tree):
            reached = isinstance(node, ast.Attribute) and ast.unparse(node.value) not in (
                "self",
                "os",
            )
            if reached and node.attr in theirs - listed:
                offenders.add(f"{source.name}: {ast.unparse(node)}")
        private = {name for name in source.imports if re.match(r"(textual|rich)\b.*\._", name)}
        for name in private:
            if not any(name.startswith(known) for known in USED):
                offenders.add(f"{source.name}: {name}")
    assert sorted(offenders) == []


def test_each_of_them_is_used():
    text = "\n".join(source.text for source in SOURCES if source.floor == "tui")
    assert [name for name in USED if name.rpartition(".")[2] not in text] == []


class Failing(App[int]):
    """An app in which something goes wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.handled: list[Exception] = []

    def _handle_exception(self, error: Exception) -> None:
        self.handled.append(error)
        self._return_code = 70
        self.panic()

    def on_mount(self) -> None:
        raise LookupError("a person's words")


async def test_app_handle_exception_takes_every_fault_and_return_code_is_what_is_left():
    app = Failing()
    await asyncio.wait_for(app.run_async(headless=True), 30)
    assert [type(error) for error in app.handled] == [LookupError]
    assert app.return_code == 70


async def test_app_driver_is_the_driver_that_runs():
    app = App[None]()
    assert app._driver is None
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app._driver, Driver)


async def test_driver_app_and_driver_loop_are_those_it_was_made_in():
    app = App[None]()
    async with app.run_test():
        assert app._driver._app is app
        assert app._driver._loop is asyncio.get_running_loop()


async def test_linux_driver_file_is_where_it_draws_and_writer_thread_is_none_until_it_starts(
    monkeypatch,
):
    class Somewhere:
        def fileno(self) -> int:
            return 0

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("sys.__stdin__", Somewhere())
    monkeypatch.setattr("sys.__stderr__", Somewhere())
    monkeypatch.setattr("signal.signal", lambda *_: None)
    async with App[None]().run_test() as pilot:
        driver = LinuxDriver(pilot.app)
        assert isinstance(driver._file, Somewhere)
        assert driver._writer_thread is None


@pytest.mark.parametrize("asker", [LinuxDriver.start_application_mode])
def test_linux_driver_get_terminal_size_is_what_it_asks_for_the_size(asker):
    assert "self._get_terminal_size()" in inspect.getsource(asker)


def test_xterm_parser_names_keys_and_keeps_where_the_mouse_was():
    parser = XTermParser()
    (key,) = parser.feed("\x1b[1;5D")
    assert isinstance(key, events.Key)
    assert key.key == "ctrl+left"
    for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
        assert hasattr(parser, name)
