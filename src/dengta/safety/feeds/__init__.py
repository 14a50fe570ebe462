"""Owns the lists of bad and good sites that the operator chose: where they come from, how old they are, what they say.

Promises: none is shipped; what a list says is replaced as a whole or not at all; a list that cannot be fetched keeps
what it said last, and its age is shown; every process knows a change within seconds.
"""
