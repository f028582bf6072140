"""Suspending where nobody could continue the editor, and the key that a person may give it."""

import asyncio

import pytest

from tests.tui.editing import editor


def test_without_a_shell_behind_it_the_editor_stays(toolkit):
    async def story():
        async with editor(toolkit) as open_one:
            await open_one.press(":")
            await open_one.sees("Commands")
            await open_one.press("'suspend enter")
            await open_one.sees(
                "This terminal has no shell to return to, so the editor stays open."
            )

    asyncio.run(story())


@pytest.mark.parametrize(
    ("keys", "said"),
    [({}, "Undone: deleted"), ({"suspend": ("ctrl+z",)}, "This terminal has no shell")],
)
def test_ctrl_z_undoes_unless_the_settings_give_it_to_suspend(toolkit, keys, said):
    async def story():
        async with editor(toolkit, keys=keys) as open_one:
            await open_one.press("d ctrl+z")
            await open_one.sees(said)

    asyncio.run(story())
