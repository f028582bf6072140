"""The JSON Schema of the session file, shipped with the package."""

from importlib import resources


def schema_text() -> str:
    """The schema as JSON text, draft 07, for editors that complete and check TOML."""
    return (resources.files("copvalue_tui.files.session") / "copvalue.schema.json").read_text(
        "utf-8"
    )
