"""What insight refuses, and why."""

from dengta.kernel.errors import Kind, Refused


class NotResolvedYet(Refused):
    """There is nothing to rate before the question was resolved."""

    kind = Kind.CONFLICT
    code = "not_resolved_yet"


class RatingClosed(Refused):
    """The rating was given more than seven days ago and stands."""

    kind = Kind.CONFLICT
    code = "rating_closed"


class BadRating(Refused):
    """Marks go from 1 to 5, and whether it was solved is yes, partly or no."""

    kind = Kind.INVALID
    code = "bad_rating"
