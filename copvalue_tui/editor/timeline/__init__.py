"""Looking back over earlier moments.

build: the timeline out of this session and earlier ones
past_view: the grid as it was, and its differences from the present
difference_pages: what changed since a moment, as a page
"""
