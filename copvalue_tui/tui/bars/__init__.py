"""bars"""
