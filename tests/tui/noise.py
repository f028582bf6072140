"""What comes down a line though nobody pressed a key."""

import random


def junk(chance: random.Random, *, whole: bool = False) -> str:
    """A sequence that is no key of any terminal, with letters in it that would be commands.

    With `whole` also such as, torn apart, would be Escape and letters.
    """
    numbers = ";".join(str(chance.randrange(10 ** chance.randrange(1, 13))) for _ in range(3))
    words = "".join(chance.choices("dquwxDW:1;=/ é水", k=chance.randrange(40)))
    end = chance.choice(("\x07", "\x1b\\", "\x9c"))
    final = chance.choice("@EGIJKLMNSTVWXYabcdefghijklmnopqrstvwxyz`{|}")
    kinds = [
        f"\x1b[{chance.choice('?>=')}{numbers}{final}",
        f"\x1b[{numbers}{chance.choice(' !$%&*+,-./')}{final}",
        f"\x1b[{chance.choice(('97;1:1', '99999999999', '1;2;3;4;5', '::', '1114112'))}u",
        f"\x1b[{'1;' * chance.randrange(40, 200)}{final}",
        f"\x1b[27;{numbers}~",
        f"\x1b]{chance.randrange(9999)};{words}{end}",
        f"\x1bP{chance.randrange(9)}{chance.choice('$+>|!')}{words}{end}",
        f"\x1b_G{words}{end}",
        f"\x9b?{numbers}{final}",
        f"\x9d{chance.randrange(99)};{words}{end}",
    ]
    if whole:
        kinds.append(f"\x1b{chance.choice(']P^X_')}{words}{end}")
    return chance.choice(kinds)
