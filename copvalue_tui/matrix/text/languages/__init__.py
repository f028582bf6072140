"""The words of exports, statuses and findings, a module for each language with the same keys.

en: English
es: Spanish
fr: French
pt: Portuguese
"""
