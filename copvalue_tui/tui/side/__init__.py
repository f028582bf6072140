"""side"""
