"""Owns what may be kept of anything a person wrote: finds wallet secrets, removes them, and makes `SafeText`.

Promises: no other module can make `SafeText`; what was removed is nowhere in it, nor in any log, event or error; the
time taken grows with the length of the text and with nothing else. What it cannot promise is that every secret is
found: the rules and what they are known to miss stand in `detect`.
"""
