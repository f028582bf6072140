"""Workers get their share of the tests that wait."""

from __future__ import annotations

import pytest

from tests.dealing import dealt


@pytest.mark.parametrize("workers", [2, 5, 6])
@pytest.mark.parametrize("files", [0, 1, 7, 20])
@pytest.mark.parametrize("others", [0, 3, 400])
def test_every_test_is_dealt_once_and_no_file_that_waits_is_cut(workers, files, others):
    waiting = [[f"w{file}.{number}" for number in range(1 + file % 4)] for file in range(files)]
    rest = [f"o{number}" for number in range(others)]
    order = dealt(waiting, rest, workers)
    assert sorted(order) == sorted([*rest, *(one for file in waiting for one in file)])
    for file in waiting:
        begin = order.index(file[0])
        assert order[begin : begin + len(file)] == file


def test_each_stretch_has_its_share_and_ends_with_a_test_that_computes():
    order = dealt([[f"w{file}"] for file in range(12)], [f"o{number}" for number in range(48)], 6)
    stretches = [order[at : at + 10] for at in range(0, 60, 10)]
    assert [sum(one.startswith("w") for one in stretch) for stretch in stretches] == [2] * 6
    assert [stretch[-1][0] for stretch in stretches] == ["o"] * 6
