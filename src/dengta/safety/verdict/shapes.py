"""A report as JSON, the same from the API and the command."""

from msgspec import Struct

from dengta.platform.i18n import Language
from dengta.safety.verdict import texts
from dengta.safety.verdict.model import Reason, Report, Verdict


class ReasonShape(Struct, frozen=True):
    """One thing that was seen. `code` is stable; `said` is for people, in the language asked for."""

    code: str
    certainty: str
    said: str
    evidence: dict[str, str]


class VerdictShape(Struct, frozen=True):
    """What is said of one thing. `shown` is defanged; `chains` says on which chains an address is one."""

    sort: str
    grade: str
    shown: str
    said: list[str]
    to_do: str
    reasons: list[ReasonShape]
    chains: list[str]


class ReportShape(Struct, frozen=True):
    """What is said of a whole text. `secrets` are kinds that were found in it; nothing of it is kept in any case."""

    grade: str
    headline: str
    secrets: list[str]
    verdicts: list[VerdictShape]
    cut: bool


def report_shape(report: Report, lang: Language) -> ReportShape:
    verdicts = [verdict_shape(each, lang) for each in report.verdicts]
    return ReportShape(report.grade, texts.headline(report, lang), list(report.secrets), verdicts, report.cut)


def verdict_shape(verdict: Verdict, lang: Language) -> VerdictShape:
    return VerdictShape(
        verdict.sort,
        verdict.grade,
        verdict.shown,
        texts.sentences(verdict, lang),
        texts.to_do(verdict, lang),
        [_reason(each, lang) for each in verdict.reasons],
        list(verdict.chains),
    )


def _reason(reason: Reason, lang: Language) -> ReasonShape:
    return ReasonShape(reason.code, reason.certainty, texts.said(reason, lang), dict(reason.evidence))
