"""Personal data as staff see it before they reveal it: enough to tell people apart, not enough to take away."""

from uuid import UUID

DOT = "•"


def masked_name(name: str | None, uid: UUID) -> str:
    """The first letter of each part, or of a Han name its first character; those without a name get a short number."""
    words = (name or "").split()
    if not words:
        return f"#{uid.hex[-5:].upper()}"
    return " ".join(word[0] + DOT * min(max(len(word) - 1, 1), 3) for word in words[:3])


def masked_email(email: str | None) -> str | None:
    """The first letter and the last label of the domain: `a•••@•••.com`."""
    if not email:
        return None
    person, _, domain = email.partition("@")
    return f"{person[:1]}{DOT * 3}@{DOT * 3}.{domain.rpartition('.')[2]}"
