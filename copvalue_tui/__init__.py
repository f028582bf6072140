"""copvalue: a terminal editor for the value matrix of a community of practice."""

__version__ = "0.1.0"
