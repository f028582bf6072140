"""The labels of exports, a module for each language with the same keys.

en: English
es: Spanish
fr: French
pt: Portuguese
"""
