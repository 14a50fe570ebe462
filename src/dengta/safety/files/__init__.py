"""What may be kept of a file: its type told from the whole of it, what is not picture or page taken away.

Fails closed: a file that is not sound to its last byte is refused, so that nothing hides behind a picture's
first bytes.
"""
