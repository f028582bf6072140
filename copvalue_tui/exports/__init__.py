"""Floor 1: the matrix in other clothes."""
