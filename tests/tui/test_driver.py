"""The keyboard's events, and a guard over the parts of Textual the driver stands on."""

import hashlib
import inspect
import io
import threading
import time

import pytest
import textual
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from copvalue_tui.tui.terminal.driver import QuietDriver, escape_delay, mouse_wanted
from copvalue_tui.tui.terminal.input_parser import Burst, Escape, InputParser, Keys, Pasted
from copvalue_tui.tui.terminal.key_events import BurstText, Keyboard, PastedText
from tests.laws import examples

STANDS_ON = {
    LinuxDriver.__init__: "671887bbf938d1d8",
    LinuxDriver.write: "b78a34033db5a0eb",
    LinuxDriver.start_application_mode: "7c41f5ba11a8ef05",
    LinuxDriver.stop_application_mode: "9a7e99c8d4bdbd3b",
    LinuxDriver.disable_input: "6154c5a7c1743fe9",
    LinuxDriver.run_input_thread: "d796af6d69db337d",
    LinuxDriver.process_message: "685f4c56ecfc3fe2",
    LinuxDriver._get_terminal_size: "7e80e59356c609c4",
    XTermParser.parse: "a5834ad1def86544",
    WriterThread.run: "314021aab4f52726",
}


def fingerprint(function) -> str:
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]


@pytest.mark.parametrize("function", STANDS_ON, ids=lambda function: function.__qualname__)
def test_textual_is_the_one_the_driver_was_written_for(function):
    now = fingerprint(function)
    assert now == STANDS_ON[function], (
        f"Textual changed {function.__qualname__}. Read it beside copvalue_tui/tui/driver.py and "
        f"keyboard.py: is an override needless or wrong now? Then note {now!r} here."
    )


@pytest.mark.parametrize("name", ["run_input_thread", "write", "disable_input", "process_message"])
def test_what_the_driver_replaces_has_the_same_form(name):
    ours, theirs = getattr(QuietDriver, name), getattr(LinuxDriver, name)
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)


def keys(*pieces) -> list[tuple[str, str | None]]:
    return [(key.key, key.character) for key in Keyboard().messages(pieces)]


def test_keys_have_textuals_names():
    assert keys(Keys("jD\r"), Keys("\x1b[A"), Escape(), Keys("\x7f")) == [
        ("j", "j"), ("D", "D"), ("enter", "\r"), ("up", None), ("escape", "\x1b"),
        ("backspace", "\x7f"),
    ]  # fmt: skip


def test_a_space_key_always_has_its_space():
    assert keys(Keys(" "), Keys("\x1b[32u"), Keys("\x1b[32;1u")) == [("space", " ")] * 3


def test_half_a_character_is_a_replacement_mark():
    assert keys(Keys("\x1b[55357;;55357u"))[0][1] == "\ufffd"


@pytest.mark.parametrize(
    "sequence", ["\x1b[97;1:1u", "\x1b[99999999999u", "\x1b[5i", "\x1b[?1;2c", f"\x1b[{'1;' * 40}A"]
)
def test_a_sequence_nobody_knows_is_nothing_and_swallows_nothing(sequence):
    assert keys(Keys(sequence), Keys("jk")) == [("j", "j"), ("k", "k")]


def test_the_mouse_knows_where_it_was_after_an_unknown_sequence():
    first, second = Keyboard().messages(
        (Keys("\x1b[<35;10;5M"), Keys("\x1b[5i"), Keys("\x1b[<35;12;5M"))
    )
    assert isinstance(second, events.MouseMove)
    assert (first.x, second.x, second.delta_x) == (9, 11, 2)


def test_pastes_are_pastes_to_every_widget():
    pasted, burst = Keyboard().messages((Pasted("a\nb", 2, cut=False), Burst("Help with\rMore")))
    assert isinstance(pasted, PastedText)
    assert (pasted.text, pasted.refused, pasted.handler_name) == ("a\nb", 2, "on_paste")
    assert isinstance(burst, BurstText)
    assert isinstance(burst, events.Paste)
    assert burst.text == "Help with\nMore"
    assert burst.handler_name == "on_paste"
    assert [key.key for key in burst.keys][:5] == ["H", "e", "l", "p", "space"]
    assert "enter" in [key.key for key in burst.keys]


@given(st.lists(st.text(st.sampled_from("\x1b[O<?;:0123456789uMmAt~$yé\r \x07"), max_size=20)))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_no_noise_stops_the_keyboard(chunks):
    intake, keyboard = InputParser(), Keyboard()
    for index, chunk in enumerate(chunks):
        list(keyboard.messages(intake.feed(chunk, index * 0.1)))
    list(keyboard.messages(intake.tick(1e6)))
    (last,) = keyboard.messages(intake.feed("j", 1e7))
    assert isinstance(last, events.Key)
    assert last.key == "j"


@pytest.mark.parametrize(
    ("value", "seconds"), [("", 0.25), ("25", 0.025), ("0", 0.001), ("x", 0.25), ("-5", 0.25)]
)
def test_escdelay_is_250_ms_unless_set(value, seconds):
    assert escape_delay({"ESCDELAY": value} if value else {}) == seconds


def test_the_mouse_is_off_over_ssh_and_in_gnu_screen_unless_asked_for():
    assert mouse_wanted({}, None)
    assert not mouse_wanted({"SSH_CONNECTION": "::1 1 ::1 22"}, None)
    assert not mouse_wanted({"STY": "1234.pts-0.here"}, None)
    assert mouse_wanted({"SSH_CONNECTION": "::1 1 ::1 22"}, asked=True)
    assert mouse_wanted({"STY": "1234.pts-0.here"}, asked=True)
    assert not mouse_wanted({}, asked=False)


# What Textual does not do yet; a test that fails here tells of a work-around to be taken out

VERSION = f"Textual {textual.__version__}"


def test_textual_still_waits_for_a_terminal_that_takes_nothing():
    taken = threading.Event()

    class Stalled(io.StringIO):
        def write(self, text: str) -> int:
            taken.wait(10)
            return len(text)

    thread = WriterThread(Stalled())
    thread.start()
    writer = threading.Thread(target=lambda: [thread.write("frame") for _ in range(100)])
    writer.start()
    writer.join(0.3)
    waits = writer.is_alive()
    taken.set()
    writer.join()
    thread.stop()
    assert waits, f"{VERSION} no longer waits: is tui/outflow.py needless now?"


def test_textual_still_dies_of_a_byte_that_is_no_utf8():
    source = inspect.getsource(LinuxDriver.run_input_thread)
    strict = 'getincrementaldecoder("utf-8")()' in source
    assert strict, f"{VERSION} decodes otherwise: does it need `replace` from us still?"


def test_textual_still_goes_deaf_when_the_end_of_a_paste_is_torn_by_lag():
    parser = XTermParser()
    heard = [*parser.feed("\x1b[200~text\x1b[20")]
    time.sleep(0.15)
    heard += [*parser.tick(), *parser.feed("1~jk")]
    keys = [one.key for one in heard if isinstance(one, events.Key)]
    assert keys[-1:] != ["k"], f"{VERSION} hears keys after it: is tui/intake.py needless now?"


def test_textual_still_types_out_sequences_that_it_does_not_know():
    heard = [*XTermParser().feed(f"\x1b[?{'1;' * 40}n")]
    typed = "".join(one.character or "" for one in heard if isinstance(one, events.Key))
    assert "1;1;" in typed, (
        f"{VERSION} drops unknown sequences: is the limit in keyboard.py needed?"
    )


def test_textual_still_believes_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LINES", "7")
    size = LinuxDriver._get_terminal_size(None)
    assert size == (300, 7), f"{VERSION} asks the terminal: is our `_get_terminal_size` needless?"


def test_textual_still_stops_where_no_shell_could_continue_it():
    stops = "signal.SIGSTOP" in inspect.getsource(LinuxDriver._sigtstp_application)
    assert stops, f"{VERSION} stops otherwise: is tui/suspending.py needless now?"


def test_textual_still_leaves_the_terminal_away_when_something_is_raised_meanwhile():
    # `external_editor` raises only afterwards; `suspending` raises on purpose when we are to end.
    leaves = "finally" not in inspect.getsource(App.suspend)
    assert leaves, f"{VERSION} takes the terminal back: read tui/suspending.py beside it"


def test_textual_still_shows_a_fault_of_its_input_thread_with_the_lines_around_it():
    shows = "Traceback()" in inspect.getsource(LinuxDriver._run_input_thread)
    assert shows, f"{VERSION} tells faults otherwise: does `run_input_thread` need its `except`?"
