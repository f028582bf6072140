"""pack_format"""
