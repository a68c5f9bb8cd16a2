"""Taking in what is on the stage, as it was judged, inside one transaction.

New records go in as they are, many at a time. Of what both sides have all is kept that either
knows, so that the order in which machines tell each other makes no difference; what becomes of a
note that both have is decided in `companion.memory.joining`.
"""
