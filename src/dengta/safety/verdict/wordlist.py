"""Lists of words as they are easiest to read and to keep: in lines of text."""


def words(text: str) -> tuple[str, ...]:
    """The words between the spaces and line ends of a text."""
    return tuple(text.split())
