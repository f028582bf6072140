"""What several commands share, and parts of the larger ones.

inputs: read files of any format that can be imported
saving: write the file that `-o` names, never over another one unasked
open_editor: from the options to the running editor
overview: `copvalue --help`
doctor_terminal: terminal, clipboard and locale, for `copvalue doctor`
doctor_places: folders, disk and settings, for `copvalue doctor`
parser_facts: what the parsers of all commands say
shells: completion scripts for bash, zsh and fish
"""
