"""`copvalue show`: what is printed, what is refused, and in which words."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from copvalue_tui.matrix.text.width import cell_width

SMALL = b'[[members]]\nname = "Bakers"\nshort_term = ["Warm ovens"]\n'
HUGE = b"[[members]]\nname = 'x'\nshort_term = [\n" + b"'A value that says something',\n" * 20_000
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize("name", ["blank", "handmade", "plant", "survey", "toolkit", "water"])
def test_every_sample_is_shown_in_80_columns(copvalue, name) -> None:
    done = copvalue("show", str(SAMPLES / f"{name}.toml"))
    lines = done.stdout.decode("utf-8").splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert any("Short Term Value" in line and "Long Term Value" in line for line in lines)
    assert max(map(cell_width, lines)) == 80


def test_a_matrix_comes_from_stdin_and_in_the_width_asked_for(copvalue) -> None:
    done = copvalue("show", "-", "--width", "60", stdin=SMALL)
    assert "• Warm ovens" in done.stdout.decode()
    assert "─" * 60 + "\n" in done.stdout.decode()
    assert "─" * 61 not in done.stdout.decode()


def test_columns_of_the_environment_count_when_nothing_else_is_said(copvalue) -> None:
    assert (
        b"-" * 100 + b"\n"
        in copvalue("show", "-", "--ascii", stdin=SMALL, env={"COLUMNS": "100"}).stdout
    )
    for junk in ("0", "-3", "many", "9" * 30, "٣٤"):
        lines = copvalue("show", "-", stdin=SMALL, env={"COLUMNS": junk}).stdout.decode()
        assert "─" * 80 + "\n" in lines


def test_ascii_and_outline_are_ascii(copvalue) -> None:
    assert copvalue("show", "-", "--ascii", stdin=SMALL).stdout.isascii()
    outline = copvalue("show", "-", "--outline", stdin=SMALL).stdout
    assert b"    - Warm ovens\n" in outline


def test_an_empty_file_is_shown_as_the_blank_template(copvalue) -> None:
    done = copvalue("show", "-", stdin=b"")
    assert done.returncode == 0
    assert b"Members" in done.stdout
    assert b"Organization" in done.stdout


def test_every_fault_of_a_file_is_told_with_its_line(copvalue, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        '[[members]]\nname = "x"\nshort_term = [\n'
        '  { text = "a", status = "agred" },\n  { text = "b", votes = -1 },\n]\n'
    )
    done = copvalue("show", "bad.toml")
    told = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout) == (3, b"")
    assert told[0] == "“bad.toml” was not opened, and nothing was changed."
    assert told[1].startswith("bad.toml:4: members[1].short_term[1].status: ")
    assert "agreed" in told[1]
    assert told[2].startswith("bad.toml:5: members[1].short_term[2].votes: ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a = [", "not TOML"),
        (b"[package]\nname = 'cargo'\n", "not a value matrix"),
        (b"caf\xe9 = 1\n", "UTF-8"),
        ("[[members]]".encode("utf-16"), "UTF-16"),
        (b"\0\0\0\0", "NUL"),
        (b"# " + b"x" * (5 << 20), "too large"),
        (b"x = " + b"[" * 100_000, ""),
        (b".".join([b"a"] * 20_000) + b" = 1", ""),
        (b"format = 2\n[[members]]\nname='a'\n", "format"),
        (b"\x1b[31m = 1\n", ""),
    ],
)
def test_what_is_no_matrix_is_refused_in_sentences(copvalue, tmp_path, content, told) -> None:
    (tmp_path / "junk.toml").write_bytes(content)
    for words, stdin in ((("show", "junk.toml"), b""), (("show", "-"), content)):
        done = copvalue(*words, stdin=stdin)
        error = done.stderr.decode()
        assert (done.returncode, done.stdout) == (3, b"")
        assert told in error
        assert "Traceback" not in error
        assert "\x1b" not in error
        assert error.startswith(("“junk.toml”", "“stdin”"))
        assert error.splitlines()[0].endswith(".")


@pytest.mark.skipif(shutil.which("iconv") is None, reason="no converter is here")
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_file_in_another_encoding_is_told_the_command_for_a_copy(
    copvalue, tmp_path, command
) -> None:
    (tmp_path / "my plan.toml").write_bytes(SMALL.decode().encode("utf-16"))
    done = copvalue(command, "my plan.toml")
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-2:] == [
        "If it is UTF-16, this command makes a copy in UTF-8:",
        "  iconv -f UTF-16 -t UTF-8 'my plan.toml' > 'my plan-utf8.toml'",
    ]


def test_what_is_no_file_is_refused_at_once(copvalue, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "folder", "loop", "/dev/null", "/dev/zero", "missing.toml", "a\nb"):
        done = copvalue("show", name)
        assert (done.returncode, done.stdout) == (3, b""), name
        assert len(done.stderr.decode().splitlines()) == 1, name
        assert done.stderr.endswith(b".\n"), name


def test_names_of_files_command_nothing_even_when_they_are_no_text(copvalue, tmp_path) -> None:
    for name in (b"caf\xe9.toml", b"\x1b[31mred.toml", "\u202etoml".encode()):
        (tmp_path / os.fsdecode(name)).write_bytes(b"x = [")
        done = copvalue("show", name)
        error = done.stderr.decode("utf-8")
        assert done.returncode == 3
        assert not set(error) & {"\x1b", "\u202e"}


def test_nobody_reading_on_is_no_trouble(clean_env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "huge.toml").write_bytes(HUGE + b"]\n")
    program = subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", "show", "huge.toml"],
        cwd=tmp_path,
        env=clean_env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(10)
    program.stdout.close()
    assert program.stderr.read() == b""
    assert program.wait(10) == 0
    program.stderr.close()


def test_a_full_disk_behind_stdout_is_told(copvalue) -> None:
    with Path("/dev/full").open("wb") as full:
        done = copvalue("show", "-", stdin=SMALL, stdout=full)
    assert done.returncode == 4
    assert done.stderr == b"Cannot write the output: No space left on device.\n"


def test_a_closed_stdout_is_quiet(copvalue) -> None:
    done = copvalue("show", "-", stdin=SMALL, stdout=None, preexec_fn=lambda: os.close(1))
    assert done.stderr == b""


def test_ctrl_c_ends_quietly_with_130(clean_env: dict[str, str], tmp_path: Path) -> None:
    waiting = "import sys; from copvalue_tui.cli import main; print('on', flush=True)\n"
    program = subprocess.Popen(
        [sys.executable, "-c", waiting + "sys.exit(main(['show', '-']))"],
        cwd=tmp_path,
        env=clean_env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Tests run in the background of a shell inherit that Ctrl+C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert program.stdout is not None
    program.stdout.readline()
    # Until the program reads stdin there is nothing to be seen from outside.
    for _ in range(100):
        stack = Path(f"/proc/{program.pid}/wchan").read_text()
        if "pipe" in stack:
            break
        signal.sigtimedwait([], 0.02)
    program.send_signal(signal.SIGINT)
    _, error = program.communicate(timeout=10)
    assert (program.returncode, error) == (130, b"")


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf8_in_every_locale(copvalue, locale: str) -> None:
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = copvalue("show", "-", stdin=SMALL.replace(b"ovens", "Öfen".encode()), env=env)
    assert "• Warm Öfen" in done.stdout.decode("utf-8")
    done = copvalue("show", "bäck.toml", env=env)
    assert done.returncode == 3
    assert done.stderr.decode("utf-8").startswith("There is no file “b")


@pytest.mark.parametrize("env", [{"FORCE_COLOR": "1"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_plain_text_is_plain_whatever_is_said_about_colour(copvalue, env) -> None:
    assert b"\x1b" not in copvalue("show", "-", stdin=SMALL, env=env).stdout


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("show", "a", "b"),
        ("show", "--bogus", "a"),
        ("show", "--width", "0", "a"),
        ("show", "--width", "x", "a"),
        ("show", "--width", "99999999999", "a"),
        ("show", "--out", "a"),
        ("show", "--\x1b[31m", "a"),
    ],
)
def test_wrong_words_end_with_the_usage(copvalue, words) -> None:
    done = copvalue(*words)
    error = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "usage: copvalue show" in error
    assert "error" not in error.lower()
    assert "\x1b" not in error


def test_one_partners_page_holds_its_row_and_what_is_shared_with_it(copvalue) -> None:
    done = copvalue("show", str(SAMPLES / "water.toml"), "--row", "development bank", "--outline")
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "Better-designed operations" in shown
    assert "Trusted second opinion" in shown
    assert "Ministry of Water" not in shown
    assert "Help with challenges" not in shown


@pytest.mark.parametrize("form", [["--outline"], ["--width", "90"], ["--width", "30"]])
def test_a_partners_page_does_not_call_empty_what_it_only_leaves_out(copvalue, form) -> None:
    done = copvalue("show", str(SAMPLES / "water.toml"), "--row", "development bank", *form)
    shown = done.stdout.decode()
    assert "Trusted second" in shown, "of the managers' values this one is shared"
    assert "no values yet" not in shown
    assert "–" not in shown
    empty = copvalue("show", str(SAMPLES / "blank.toml"), "--row", "organization", *form)
    assert ("no values yet" in empty.stdout.decode()) or ("–" in empty.stdout.decode())


@pytest.mark.parametrize("name", ["nobody", "\x1b[2J", "[red]", " "])
def test_a_row_that_is_not_there_is_told_with_those_that_are(copvalue, name) -> None:
    done = copvalue("show", str(SAMPLES / "water.toml"), "--row", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "“Ministry of Water”" in done.stderr.decode()
    assert b"\x1b" not in done.stderr


def test_credits_stand_below_on_demand_and_only_then(copvalue, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('[[members]]\nname = "A"\nshort_term = ["Help with challenges", "Ours"]\n')
    plain = copvalue("show", path.name, "--outline").stdout.decode()
    done = copvalue("show", path.name, "--outline", "--credits")
    assert (done.returncode, done.stderr) == (0, b"")
    below = done.stdout.decode().removeprefix(plain)
    assert below.startswith("\n1 value worded as in “Toolkit core”: Communities4Dev CoP Toolkit")
    assert below.count("\n") == 2
    path.write_text('[[members]]\nname = "A"\nshort_term = ["Ours"]\n')
    plain = copvalue("show", path.name).stdout
    assert copvalue("show", path.name, "--credits").stdout == plain
