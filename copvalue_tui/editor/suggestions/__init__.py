"""What the side panel lists and says.

suggestion_list: the numbered suggestions for the cell under the cursor
explanations: why a suggestion is offered, its source, what a row lacks
session_packs: the packs of the open session
own_packs: save values to the person's own packs
"""
