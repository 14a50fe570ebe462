"""What a library logs of an exception holds nothing that a person wrote."""

import logging

from dengta.platform.log import Discreet

SAID = "my words: abandon ability able"


def logged() -> str:
    try:
        raise ValueError(f"Failing row contains ({SAID})")
    except ValueError as error:
        record = logging.LogRecord("procrastinate", logging.ERROR, __file__, 1, "Job failed", (), None)
        record.exc_info = (type(error), error, error.__traceback__)
    return Discreet("%(levelname)s %(name)s %(message)s").format(record)


def test_an_exception_s_message_is_not_logged() -> None:
    """A database's message quotes the row it refused."""
    line = logged()
    assert "abandon" not in line
    assert "ValueError" in line
    assert "test_discreet_log.py" in line
