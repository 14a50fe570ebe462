"""What customers say of the answers they got, and what is to be learned from it.

Owns ratings: one for each resolution of a conversation, changeable for a week. A bad one calls the leads, and one that
says that nothing was solved opens the conversation again.
"""
