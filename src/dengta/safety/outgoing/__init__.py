"""What may not leave the desk: staff, the bot and articles ask for no secret, and send nobody to a stranger.

An impostor's trade is to ask for what we never ask for. So nothing that goes out in our name may sound like it: not by
mistake, not by a bad habit, and not by a colleague whose account was taken.
"""
