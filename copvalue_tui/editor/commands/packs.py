"""Commands that put values of the matrix into the person's own suggestion packs."""
