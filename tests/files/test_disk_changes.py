"""Whether others wrote, deleted or made a file since it was read: by identity, then by content."""

import os
import time

import pytest

from copvalue_tui.files.storage.file import changed_on_disk, load, new_file
from tests.files.fault_fs import NEW, OLD


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "water.toml"
    path.write_text(OLD)
    return path


def test_an_untouched_file_is_unchanged(path):
    assert not changed_on_disk(load(path))


def test_a_file_only_touched_is_unchanged_also_from_the_future(path):
    file = load(path)
    os.utime(path, (time.time() + 10 * 365 * 86400,) * 2)
    assert not changed_on_disk(file)
    os.utime(path, (0, 0))
    assert not changed_on_disk(file)


def test_the_same_bytes_under_another_file_are_unchanged(path):
    file = load(path)
    other = path.with_name("other")
    other.write_text(OLD)
    other.replace(path)
    assert not changed_on_disk(file)


def test_other_bytes_a_swap_and_a_deletion_are_changes(path):
    file = load(path)
    path.write_text(NEW)
    assert changed_on_disk(file)
    other = path.with_name("other")
    other.write_text(NEW)
    other.replace(path)
    assert changed_on_disk(file)
    path.unlink()
    assert changed_on_disk(file)
    path.mkdir()
    assert changed_on_disk(file)


def test_a_new_file_changes_when_somebody_makes_it(tmp_path):
    file = new_file(tmp_path / "water.toml")
    assert not changed_on_disk(file)
    file.path.write_text(OLD)
    assert changed_on_disk(file)
