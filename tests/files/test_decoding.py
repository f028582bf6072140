"""Bytes to text and back: every byte comes back, and what is no text is told as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.files.storage.encoding import Source, decode, encode
from copvalue_tui.files.toml.errors import NotReadable


@pytest.mark.parametrize(
    ("content", "source"),
    [
        (b"", Source()),
        (b"a\nb\n", Source("a\nb\n")),
        (b"a\r\nb\r\n", Source("a\nb\n", "\r\n")),
        (b"a\r\nb\n", Source("a\r\nb\n")),
        (b"\xef\xbb\xbfa\r\n", Source("a\n", "\r\n", bom=True)),
        (b"\xef\xbb\xbf", Source(bom=True)),
        (b"a\r\r\nb", Source("a\r\nb", "\r\n")),
        ("é資👩".encode(), Source("é資👩")),
    ],
)
def test_line_ends_and_the_byte_order_mark_stand_beside_the_text(
    content: bytes, source: Source
) -> None:
    assert decode(content) == source
    assert encode(source) == content


@given(st.binary() | st.text(st.sampled_from("a\r\n\ufeffé"), max_size=12).map(str.encode))
def test_any_bytes_come_back_or_are_reported_not_to_be_text(content: bytes) -> None:
    if b"\0" not in content and is_utf8(content):
        assert encode(decode(content)) == content
    else:
        with pytest.raises(NotReadable, match=r"^line [0-9]+: ") as caught:
            decode(content)
        assert caught.value.kind == "not-utf8"


def is_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8, asked in another way."""
    return content.decode(errors="replace").encode() == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('title = "é"\n'.encode("latin-1"), "looks like Latin-1"),
        ('title = "x"\n'.encode("utf-16"), "looks like UTF-16"),
        ('title = "x"\n'.encode("utf-16-le"), "looks like UTF-16"),
        ('title = "x"\n'.encode("utf-16-be"), "looks like UTF-16"),
        ('title = "x"\n'.encode("utf-32"), "looks like UTF-32"),
        (b'title = "a\0b"\n', "holds NUL bytes"),
        (b'\xef\xbb\xbftitle = "\xff"\n', "looks like Latin-1"),
        (b"\xed\xa0\x80", "not UTF-8"),
    ],
)
def test_what_is_no_utf8_is_reported_with_a_guess(content: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as caught:
        decode(content)
    assert caught.value.kind == "not-utf8"


def test_the_line_of_the_first_wrong_byte_is_reported() -> None:
    with pytest.raises(NotReadable, match=r"^line 3: "):
        decode(b"a\nb\nc\xff\n")


def test_four_mebibytes_are_read_and_one_byte_more_is_not() -> None:
    assert len(decode(b"#" * 4 * 2**20).text) == 4 * 2**20
    with pytest.raises(NotReadable, match=r"too large.*4 MiB") as caught:
        decode(b"#" * (4 * 2**20 + 1))
    assert caught.value.kind == "too-large"
