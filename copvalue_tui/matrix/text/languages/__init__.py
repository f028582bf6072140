"""The words of exports, statuses and findings, a module for each language with the same keys;
English has none for the words of the file, which are English.

en: English
es: Spanish
fr: French
pt: Portuguese
"""
