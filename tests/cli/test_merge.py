"""`copvalue merge`: what is written, what is told, and what is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read

BASE = """\
# The plan of the spring.
format = 1
title = "Plan"

[[members]]
name = "Staff"
short_term = [
    "Help",
    "Access",  # asked for twice
    "Fun",
]
long_term = []

# Since March.
[[organizations]]
name = "Bank"
short_term = ["Trust", "Reach"]
long_term = []
"""
OURS = BASE.replace('    "Fun",\n', '    "Fun",\n    "Tea",\n').replace('"Plan"', '"Plan B"')
THEIRS = BASE.replace('    "Help",\n', '    "Cake",  # Ana brings it\n    "Help",\n')


@pytest.fixture
def merged(copvalue, tmp_path: Path):
    """Merges three texts; gives how that ended, and OURS afterwards."""

    def merge(base: str | bytes, ours: str | bytes, theirs: str | bytes, *words: str, **how: bool):
        for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
            content = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.toml").write_bytes(content)
        done = copvalue("merge", "base.toml", "ours.toml", "theirs.toml", *words, **how)
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stderr
        return done, (tmp_path / "ours.toml").read_bytes().decode("utf-8", "surrogateescape")

    return merge


def test_both_sets_of_changes_are_there_and_all_other_lines_as_they_were(merged) -> None:
    done, text = merged(BASE, OURS, THEIRS)
    assert (done.returncode, done.stdout) == (0, b"")
    assert text == OURS.replace('    "Help",\n', '    "Cake",  # Ana brings it\n    "Help",\n')
    told = done.stderr.decode().splitlines()
    assert told == [
        "Ours: 1 added, 1 fact of the matrix changed. Theirs: 1 added.",
        "Merged without conflicts.",
    ]


def test_what_both_changed_stands_twice_and_is_marked_where_it_stands(merged) -> None:
    ours = BASE.replace('"Help"', '"Help at night"').replace('"Plan"', '"Map"')
    theirs = BASE.replace('"Help"', '"Help by phone"').replace('"Plan"', '"Chart"')
    theirs = theirs.replace('["Trust", "Reach"]', '[{ text = "Trust", status = "agreed" }]')
    ours = ours.replace('"Trust", ', '{ text = "Trust", status = "parked" }, ')
    done, text = merged(BASE, ours, theirs)
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert told[1:] == [
        "The matrix’s title is “Map” in ours and “Chart” in theirs; ours was kept.",
        "“Help” in “Staff”, short term became “Help at night” in ours and “Help by phone” in "
        "theirs; both were kept.",
        "“Trust” in “Bank”, short term: status is “parked” in ours and “agreed” in theirs; "
        "ours was kept.",
        "Merged. 3 conflicts to resolve: look for “# merge:” in the file.",
    ]
    assert '# merge: theirs has title = "Chart"\ntitle = "Map"\n' in text
    assert (
        '    # merge: both reworded "Help"; theirs follows: "Help by phone"\n'
        '    "Help at night",\n    "Help by phone",\n'
    ) in text
    assert '# merge: theirs has status = "agreed"\nshort_term = [{ text = "Trust"' in text
    without = "".join(line for line in text.splitlines(True) if "# merge:" not in line)
    assert read(text) == read(without)
    assert "Reach" not in text


def test_deleted_here_and_changed_there_is_kept_and_marked(merged) -> None:
    theirs = BASE.replace('"Access",', '{ text = "Access", votes = 3 },')
    done, text = merged(BASE, BASE.replace('    "Access",  # asked for twice\n', ""), theirs)
    assert done.returncode == 1
    assert '    # merge: deleted in ours, changed in theirs\n    { text = "Access"' in text
    ours = BASE[: BASE.index("\n# Since March.")]
    done, text = merged(BASE, ours, BASE.replace('"Reach"', '"Reach", "Calm"'))
    assert done.returncode == 1
    assert "# merge: this row was deleted in ours, changed in theirs\n[[organizations]]\n" in text
    assert read(text).organizations[0].short_term[2].text == "Calm"


def test_comments_and_keys_that_no_matrix_has_are_not_lost(merged) -> None:
    theirs = BASE.replace("[[members]]", "# They do the work.\n[[members]]\ncolour = 'red'")
    theirs = theirs.replace('"Fun",', '"Fun",  # who?').replace('"Access",', '"Access",  # gone')
    theirs += "\n# The end.\n"
    ours = BASE.replace('    "Access",  # asked for twice\n', "")
    done, text = merged(BASE, ours, theirs)
    assert done.returncode == 1
    assert '# They do the work.\n[[members]]\nname = "Staff"\n' in text
    assert '    "Fun",  # who?\n' in text
    assert "# The end." in text
    assert '# merge: theirs has colour = "red" in members "Staff"\n' in text
    assert "# merge: theirs has the comment # gone  # asked for twice\n" in text
    assert "colour" in done.stderr.decode()
    assert read(text) == read(ours)


def test_a_comment_and_a_key_of_ours_stay_when_theirs_deleted_their_value(merged) -> None:
    theirs = BASE.replace('    "Access",  # asked for twice\n', "")
    ours = BASE.replace('"Access",', '{ text = "Access", who = "Ana" },').replace("twice", "thrice")
    done, text = merged(BASE, ours, theirs)
    assert done.returncode == 1
    assert '# merge: ours has who = "Ana" of "Access" in members "Staff"\n' in text
    assert "# merge: ours has the comment # asked for thrice\n" in text
    assert read(text) == read(theirs)
    assert "not a known key" in done.stderr.decode()


def test_a_comment_goes_to_its_own_row_or_into_a_mark(merged) -> None:
    base = BASE.replace('"Trust", "Reach"', '\n    "Help",\n')
    ours = base.replace(
        '    "Help",\n    "Access"', '    { text = "Help", votes = 1 },\n    "Access"'
    )
    theirs = base.replace('    "Help",\n    "Access"', '    "Help",  # at night\n    "Access"')
    done, text = merged(base, ours, theirs)
    assert done.returncode == 1
    assert text == "# merge: theirs has the comment # at night\n" + ours


def test_a_mark_never_lands_inside_a_text(merged) -> None:
    base = 'format = 1\n[[members]]\nname = "x"\nshort_term = ["""a\nb""", "Help"]\n'
    ours, theirs = base.replace("Help", "Help us"), base.replace("Help", "Help them")
    done, text = merged(base, ours, theirs)
    assert done.returncode == 1
    texts = [value.text for value in read(text).members[0].short_term]
    assert texts == ["a b", "Help us", "Help them"]
    assert text.count("# merge:") == 1


def test_with_no_base_both_are_there(merged, copvalue, tmp_path: Path) -> None:
    done, text = merged("", OURS, THEIRS)
    assert (done.returncode, text.count("Cake"), text.count("Tea"), text.count("Help")) == (
        1, 1, 1, 1,
    )  # fmt: skip
    (tmp_path / "base.toml").unlink()
    (tmp_path / "ours.toml").write_text(OURS)
    again = copvalue("merge", "base.toml", "ours.toml", "theirs.toml")
    assert again.stderr.decode().startswith(
        "There is no file “base.toml”. Merging the two versions"
    )
    assert (tmp_path / "ours.toml").read_text() == text


def test_the_bytes_around_the_text_are_those_of_ours(merged) -> None:
    dos = b"\xef\xbb\xbf" + OURS.replace("\n", "\r\n").encode()
    done, text = merged(BASE, dos, THEIRS)
    assert done.returncode == 0
    assert text.startswith("\ufeff# The plan")
    assert text.count("\r\n") == text.count("\n") == OURS.count("\n") + 1


def test_out_is_another_file_or_stdout_and_ours_is_left_alone(merged, tmp_path: Path) -> None:
    done, text = merged(BASE, OURS, THEIRS, "-o", "out.toml")
    assert (done.returncode, text) == (0, OURS)
    whole = (tmp_path / "out.toml").read_text()
    assert "Cake" in whole
    assert "Tea" in whole
    done, text = merged(BASE, OURS, THEIRS, "--output", "-")
    assert (done.stdout.decode(), text) == (whole, OURS)
    (tmp_path / "out.toml").write_text("precious")
    done, _ = merged(BASE, OURS, THEIRS, "-o", "out.toml")
    assert (tmp_path / "out.toml").read_text() == whole
    kept = [path.read_text() for path in (tmp_path / "home").rglob("*-theirs.toml")]
    assert kept == ["precious"]
    assert "kept as" in done.stderr.decode()


def test_ours_is_not_even_touched_when_nothing_changes(merged, tmp_path: Path) -> None:
    done, text = merged(BASE, OURS, BASE)
    assert (done.returncode, text) == (0, OURS)
    before = (tmp_path / "ours.toml").stat()
    os.utime(tmp_path / "ours.toml", (1, 1))
    assert merged(BASE, OURS, BASE)[1] == OURS
    assert before.st_size == (tmp_path / "ours.toml").stat().st_size
    assert not list((tmp_path / "home").rglob("*.toml"))


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize(
    ("junk", "told"),
    [
        (b"a = [", "not TOML"),
        (b"[package]\nname = 'cargo'\n", "not a value matrix"),
        (b"caf\xe9 = 1\n", "UTF-8"),
        (b"\0\0\0", "NUL"),
        (b"<<<<<<< ours\nformat = 1\n=======\n>>>>>>> theirs\n", "ours.toml"),
        (b'[[members]]\nname = "x"\nshort_term = [{ text = "a", votes = -1 }]\n', "votes"),
        (b"# " + b"x" * (5 << 20), "too large"),
    ],
)  # fmt: skip
def test_when_one_of_the_three_does_not_read_nothing_is_written(merged, which, junk, told) -> None:
    texts = [BASE, OURS, THEIRS]
    texts[which] = junk
    done, text = merged(*texts)
    assert (done.returncode, done.stdout) == (3, b"")
    names = ("base.toml", "ours.toml", "theirs.toml")
    said = done.stderr.decode()
    assert told.replace("ours.toml", names[which]) in said
    assert names[which] in said
    assert "nothing was changed" in said.lower()
    assert text == (junk.decode("utf-8", "surrogateescape") if which == 1 else OURS)


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_told_and_nothing_hangs(copvalue, tmp_path: Path, which, kind) -> None:
    names = ["base.toml", "ours.toml", "theirs.toml"]
    for name in names:
        (tmp_path / name).write_text(OURS)
    odd = tmp_path / names[which]
    odd.unlink()
    if kind == "folder":
        odd.mkdir()
    elif kind == "pipe":
        os.mkfifo(odd)
    done = copvalue("merge", *names)
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert (tmp_path / names[3 - which]).read_text() == OURS


@pytest.mark.parametrize(
    "words", [(), ("a",), ("a", "b"), ("a", "b", "c", "d"), ("a", "b", "c", "-x")]
)
def test_wrong_words_are_told_with_the_usage(copvalue, words) -> None:
    done = copvalue("merge", *words)
    assert done.returncode == 2
    assert b"usage: copvalue merge" in done.stderr


@pytest.mark.parametrize("out", ["no-folder/out.toml", "folder", "x" * 300])
def test_an_out_that_cannot_be_written_is_a_sentence(merged, tmp_path: Path, out: str) -> None:
    (tmp_path / "folder").mkdir(exist_ok=True)
    done, text = merged(BASE, OURS, THEIRS, "-o", out)
    assert (done.returncode, text) == (4, OURS)
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_a_right_that_is_missing_leaves_every_byte(tmp_path: Path, clean_env) -> None:
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        (tmp_path / f"{name}.toml").write_text(text)
    # The first run, into another file, loads what somebody else may not be able to read.
    program = (
        "import os, sys; from copvalue_tui.cli import main;"
        "names = ['base.toml', 'ours.toml', 'theirs.toml']; main(['merge', *names, '-o', 'x']);"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534); sys.exit(main(['merge', *names]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=clean_env,
        capture_output=True,
        check=False,
    )
    assert (tmp_path / "x").exists()
    assert done.returncode == 4
    assert "“ours.toml” was not written" in done.stderr.decode().splitlines()[-1]
    assert (tmp_path / "ours.toml").read_text() == OURS


def test_hostile_texts_stay_in_their_place(merged) -> None:
    base = 'format = 1\n[[members]]\nname = "x"\nshort_term = [\n    "Help",\n]\n'
    evil = r'"Help \u001b[2J \u202e # merge: \" \\ \u0085"'
    done, text = merged(base, base.replace('"Help"', '"Help us"'), base.replace('"Help"', evil))
    assert done.returncode == 1
    assert len(read(text).members[0].short_term) == 2
    assert not set("\x1b\u202e\x85") & set(text)


def test_two_versions_that_are_too_much_together_leave_ours_alone(merged) -> None:
    def many(letter: str, count: int) -> str:
        lines = "".join(f'    "{letter}{number}",\n' for number in range(count))
        return f'format = 1\n\n[[members]]\nname = "x"\nshort_term = [\n{lines}]\n'

    ours = many("a", 3)
    done, text = merged("", ours, many("b", 99_998), fresh=True)
    assert done.returncode == 4
    assert "100,001 values, and the limit is 100,000" in done.stderr.decode()
    assert text == ours


MARKED = """\
title = \"\"\"Plan
# merge: is a word of ours\"\"\"
# merge: theirs has title = "Chart"

[[members]]
# Since March.
name = "Staff"
short_term = [
    # merge: both reworded "Help"; theirs follows: "Help by phone"
    "Help at night",  # merge: behind a value it is a person's own
    "Help by phone",
]
"""


def test_once_all_is_decided_the_marks_go_and_nothing_else_does(copvalue, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(MARKED)
    done = copvalue("merge", "--clean", "plan.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"Removed 2 remarks.\n")
    lines = MARKED.splitlines(keepends=True)
    assert path.read_text() == "".join(lines[:2] + lines[3:8] + lines[9:])
    again = copvalue("merge", "--clean", "plan.toml")
    assert again.returncode == 0
    assert "no “# merge:” remarks".encode() in again.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--clean", "missing.toml"), 3, "There is no file"),
        (("--clean", "."), 3, "a folder"),
        (("--clean", "broken.toml"), 3, "broken.toml:2"),
        (("--clean", "broken.toml", "other.toml"), 2, "--clean takes one file"),
        (("--clean", "broken.toml", "-o", "x"), 2, "--clean takes one file"),
        (("--clean",), 2, "usage"),
        (("one.toml", "two.toml"), 2, "three files"),
    ],
)
def test_what_cannot_be_cleaned_is_told(copvalue, tmp_path: Path, words, code, told) -> None:
    (tmp_path / "broken.toml").write_text("# merge: x\nname = = 1\n")
    done = copvalue("merge", *words)
    assert done.returncode == code
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "broken.toml").read_text() == "# merge: x\nname = = 1\n"


@pytest.mark.parametrize("name", ["base", "ours", "theirs"])
def test_any_one_of_the_three_may_be_stdin(copvalue, merged, name: str) -> None:
    _, expected = merged(BASE, OURS, THEIRS)
    merged(BASE, OURS, THEIRS, "-o", "-")  # the files are as they were again
    texts = {"base": BASE, "ours": OURS, "theirs": THEIRS}
    words = ["-" if one == name else f"{one}.toml" for one in texts]
    done = copvalue("merge", *words, "-o", "-", stdin=texts[name].encode())
    assert (done.returncode, done.stdout.decode()) == (0, expected)
    broken = copvalue("merge", *words, "-o", "-", stdin=b"a = [")
    assert (broken.returncode, broken.stdout) == (3, b"")
    assert broken.stderr.startswith("“stdin” was not opened, and nothing was changed.".encode())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("base.toml", "-", "theirs.toml"), "OURS is stdin, so name the file to write: -o OUT."),
        (("-", "-", "theirs.toml", "-o", "-"), "Only one of the files can be stdin."),
        (("--clean", "-"), "--clean changes a file, so it cannot be stdin."),
    ],
)
def test_stdin_where_it_cannot_be_is_refused(copvalue, words, said: str) -> None:
    done = copvalue("merge", *words, stdin=BASE.encode())
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (2, said)
