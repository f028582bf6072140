"""The names of the themes, for whoever must not load what draws them."""

OURS = ("terminal", "dark", "light", "mono")
"""Our own, the default first."""
TEXTUAL = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula"),
    *("tokyo-night", "monokai", "flexoki", "catppuccin-latte", "catppuccin-frappe"),
    *("catppuccin-macchiato", "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon"),
    *("rose-pine-dawn", "atom-one-dark", "atom-one-light"),
)
"""Those that come with Textual; its two made of the terminal's colours are our `terminal`."""
THEMES = (*OURS, *TEXTUAL)
"""All of them; `tui/drawing/themes.py` says how each looks."""
