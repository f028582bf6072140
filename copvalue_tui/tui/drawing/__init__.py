"""From text to painted lines; knows no widget of the editor.

line: a styled line: pieces of text with tones
line_widget: base of the widgets that paint line by line
glyphs: marks, bullets and borders, Unicode and ASCII; the tone of each status’s mark
themes: our own colour themes (terminal, dark, light, mono): the tones of each
textual_themes: the colours of the themes that come with Textual (generated)
"""
