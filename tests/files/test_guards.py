"""Files made to be too much: each is refused at once, in little memory, with a reason."""

import subprocess
import sys
import time

import pytest

from copvalue_tui.files import guards
from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.files.reading import read

ROW = "[[members]]\nshort_term = [\n{}]\n"
BOMBS = {
    "a key of 20,000 parts": ".".join(["a"] * 20_000) + " = 1",
    "a header of 20,000 parts": "[" + ".".join(["a"] * 20_000) + "]",
    "20,000 quoted parts": " . ".join(["'a'"] * 20_000) + " = 1",
    "a key of 20,000 parts in braces": "x = {" + ".".join(["a"] * 20_000) + " = 1}",
    "many keys of 300 parts": (".".join(["a"] * 300) + "{} = 1\n") * 4000,
    "100,000 brackets": "a = " + "[" * 100_000,
    "100,000 braces": "a = " + "{a=" * 100_000,
    "100,000 brackets and no key": "[" * 100_000,
    "100,000 closed brackets": "a = " + "[" * 100_000 + "]" * 100_000,
    "an integer of 5,000 digits": "votes = " + "1" * 5000,
    "an integer of 400,000 digits": "votes = " + "1" * 400_000,
    "quotes without end": 'a = "' + '\\"' * 200_000,
    "dots and quotes without end": 'a = "' + '\\".' * 100_000,
    "more than 4 MiB": "#" * (guards.BYTES + 1),
    "more than 4 MiB of wide letters": "#" + "é" * (guards.BYTES // 2),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    start = time.process_time()
    with pytest.raises(NotReadable) as caught:
        read(BOMBS[name])
    # A fifth of a second on a quiet machine; the limit here only has to tell it from minutes.
    assert time.process_time() - start < 2
    assert caught.value.kind in ("not-toml", "too-large")
    assert len(str(caught.value)) < 300


def test_bombs_are_refused_in_200_megabytes() -> None:
    code = (
        "import resource; from copvalue_tui.files.reading import read\n"
        "from copvalue_tui.files.complaints import NotReadable\n"
        "resource.setrlimit(resource.RLIMIT_AS, (200 * 2**20,) * 2)\n"
        "dots, brackets, digits = '.'.join(['a'] * 20000), '[' * 100000, '1' * 5000\n"
        "for text in (dots + ' = 1', 'a = ' + brackets, 'v = ' + digits):\n"
        "    try: read(text)\n"
        "    except NotReadable: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("refused\n" * 3, "")


def test_a_hundred_thousand_values_are_read_and_one_more_is_not() -> None:
    line = '    "x",\n'
    matrix = read(ROW.format(line * guards.VALUES))
    assert len(matrix.members[0].short_term) == guards.VALUES
    with pytest.raises(NotReadable, match="100,001 values, and the limit is 100,000") as caught:
        read('parking_lot = ["one more"]\n' + ROW.format(line * guards.VALUES))
    assert caught.value.kind == "too-large"


def test_a_text_of_a_hundred_thousand_characters_is_read_and_a_longer_one_is_not() -> None:
    text = "x" * guards.TEXT
    assert read(ROW.format(f'"{text}"')).members[0].short_term[0].text == text
    with pytest.raises(
        NotReadable, match=r"^line 3, members\[1\].short_term\[1\].*100,001"
    ) as caught:
        read(ROW.format(f'"{text}x"'))
    assert caught.value.kind == "too-large"


@pytest.mark.parametrize(
    "text",
    [
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s = 1\n" + ROW.format('"x"'),
        ROW.format('"' + "1.2." * 20_000 + '"'),
        ROW.format("'''\n" + "a.b " * 20_000 + "'''"),
        "deep = " + "[" * 100 + "]" * 100 + "\n" + ROW.format('"x"'),
        "# " + "a." * 50_000 + "\n" + ROW.format('"x"'),
    ],
)
def test_what_only_looks_like_a_bomb_is_read(text: str) -> None:
    assert len(read(text).members[0].short_term) == 1


def test_a_number_too_long_to_be_spelled_is_told_all_the_same() -> None:
    with pytest.raises(NotReadable, match="a very large number stands here"):
        read(ROW.format('{ text = "a", votes = 0x' + "f" * 9000 + " }"))
