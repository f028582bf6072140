"""The themes that come with Textual, by name: made by `python -m tests.house.refresh`.

The first screen is painted before Textual is loaded, so it cannot ask Textual for them.
"""

COLOURS: dict[str, tuple[str, str, str, str, str, str]] = {
    # background, foreground, and the colours of what is here, new, doubtful and wrong
    "textual-dark": ("#121212", "#e0e0e0", "#0178d4", "#4ebf71", "#fea62b", "#b93c5b"),
    "textual-light": ("#e0e0e0", "#1f1f1f", "#004578", "#4ebf71", "#fea62b", "#b93c5b"),
    "nord": ("#2e3440", "#d8dee9", "#88c0d0", "#a3be8c", "#eacb8b", "#be616a"),
    "gruvbox": ("#282828", "#fbf1c7", "#85a598", "#b7bb26", "#fd8019", "#fa4934"),
    "catppuccin-mocha": ("#181825", "#cdd6f4", "#f5c2e7", "#abe9b3", "#fae3b0", "#f28fad"),
    "dracula": ("#282a36", "#f8f8f2", "#bd93f9", "#50fa7b", "#feb86c", "#fe5555"),
    "tokyo-night": ("#1a1b26", "#a9b1d6", "#bb9af7", "#9ece6a", "#dfaf68", "#f6768e"),
    "monokai": ("#272822", "#d6d6d6", "#ae81ff", "#a5e22e", "#fc971f", "#f82672"),
    "flexoki": ("#100f0f", "#fffcf0", "#205ea6", "#65800b", "#ac8301", "#ae3029"),
    "catppuccin-latte": ("#eff1f5", "#4c4f69", "#8839ef", "#40a02b", "#de8e1d", "#d10f39"),
    "catppuccin-frappe": ("#303446", "#c6d0f5", "#ca9ee6", "#a6d189", "#e4c890", "#e68284"),
    "catppuccin-macchiato": ("#24273a", "#cad3f5", "#c6a0f6", "#a6da95", "#eed49f", "#ed8796"),
    "solarized-light": ("#fdf6e3", "#586e75", "#268bd2", "#849900", "#ca4b16", "#db322f"),
    "solarized-dark": ("#002b36", "#839496", "#268bd2", "#849900", "#ca4b16", "#db322f"),
    "rose-pine": ("#191724", "#e0def4", "#c4a7e7", "#9ccfd8", "#f5c177", "#ea6f92"),
    "rose-pine-moon": ("#232136", "#e0def4", "#c4a7e7", "#9ccfd8", "#f5c177", "#ea6f92"),
    "rose-pine-dawn": ("#faf4ed", "#575279", "#907aa9", "#56949f", "#e99d34", "#b4637a"),
    "atom-one-dark": ("#282c34", "#abb2bf", "#61afef", "#62f062", "#ddb25b", "#ef6262"),
    "atom-one-light": ("#fafafa", "#383a42", "#4078f2", "#6bf23f", "#d7d938", "#f13f3f"),
}
