"""What the register refuses."""

from dengta.kernel.errors import Kind, Refused


class NoSuchEntry(Refused):
    """There is none, or none that this caller may see."""

    kind = Kind.NOT_FOUND
    code = "entry_not_found"


class BadEntry(Refused):
    """It is not written as its sort must be."""

    kind = Kind.UNPROCESSABLE
    code = "entry_unusable"


class AlreadyRegistered(Refused):
    """It is in the register, or a change of it waits for a decision."""

    kind = Kind.CONFLICT
    code = "entry_already_registered"


class SamePerson(Refused):
    """Whoever proposed a change cannot approve it."""

    kind = Kind.CONFLICT
    code = "second_person_needed"
