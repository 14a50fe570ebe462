"""What insight says. English here, Chinese in `locale/zh_Hans.po`."""

from dengta.insight.model import Rating, Resolution
from dengta.kernel.text import SafeText
from dengta.platform.i18n import N_, Language, translate
from dengta.safety.public import join, trusted

SOLVED = {
    Resolution.YES: N_("solved"),
    Resolution.PARTLY: N_("partly solved"),
    Resolution.NO: N_("not solved"),
}
CALLED = N_(
    "The customer was not satisfied. Speed %(speed)s of 5, professionalism %(professionalism)s of 5, %(solved)s."
)


def solved(resolution: Resolution, language: Language) -> str:
    return translate(language, SOLVED[resolution])


def summary(rating: Rating, language: Language) -> SafeText:
    """The note that calls a lead: the marks, then the customer's own words."""
    marks = translate(
        language,
        CALLED,
        speed=rating.speed,
        professionalism=rating.professionalism,
        solved=solved(rating.resolution, language),
    )
    return join("\n\n", [trusted(marks), rating.words]) if rating.words else trusted(marks)
