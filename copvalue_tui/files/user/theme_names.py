"""The names of the themes, for code that must not import what draws them."""

OURS = ("terminal", "dark", "light", "mono")
"""Our own, the default first."""
TEXTUAL = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula"),
    *("tokyo-night", "monokai", "flexoki", "catppuccin-latte", "catppuccin-frappe"),
    *("catppuccin-macchiato", "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon"),
    *("rose-pine-dawn", "atom-one-dark", "atom-one-light"),
)
"""The themes of Textual; our `terminal` replaces its two that use the terminal's colours."""
THEMES = (*OURS, *TEXTUAL)
"""All of them; `tui/drawing/themes.py` defines their colours."""
