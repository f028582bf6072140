"""The signs with which people begin the lines of their lists, each as part of a character class."""

BULLETS = (
    "•◦▪▫■□●○‣⁃∙·・･∗*＊‐‑\\-－﹣–—−+＋>»›▸▶►→➔➜➡⇒➤➢➣✓✔✅☑☐☒✗✘✖❌❎◆◇❖★☆⭐🌟◼◻◾◽⬛⬜"
    "🔹🔸🔷🔶🔘🔴🟠🟡🟢🔵🟣🟤⚫⚪🟥🟧🟨🟩🟦🟪🟫👉📌"
)
"""Signs that begin a list item when a blank follows; each also as the emoji that chats make of it:
ticks, crosses, stars, dots and squares of any colour."""
TIGHT = "•◦▪●■"
"""Bullets that need no blank after them, and that may begin several values in one line."""
SYMBOLS = "\uf000-\uf0ff"
"""A word processor's own letters for bullets."""
CIRCLED = "①-⓿❶-➓㉑-㉟㊱-㊿"
"""Numbers in circles."""
