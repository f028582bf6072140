"""toml"""
