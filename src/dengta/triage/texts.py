"""What topics are called, in the words of the people who have the problem."""

from collections.abc import Mapping
from datetime import timedelta

from dengta.kernel.text import SafeText
from dengta.platform.i18n import LANGUAGES, N_, Language, translate
from dengta.safety.public import trusted
from dengta.triage.model.topics import topic_of

LABELS: Mapping[str, str] = {
    "security.theft": N_("Assets stolen or moved without my consent"),
    "security.phrase_exposed": N_("Recovery phrase or private key exposed"),
    "security.phishing": N_("A suspicious site, message or person"),
    "approval.suspicious": N_("A suspicious approval or signature"),
    "transaction.not_arrived": N_("A transfer has not arrived"),
    "transaction.pending": N_("A transfer is still pending"),
    "transaction.failed": N_("A transfer failed"),
    "transaction.wrong_address": N_("Sent to a wrong address"),
    "transaction.wrong_network": N_("Sent on a wrong network"),
    "asset.missing_token": N_("A token or balance is not shown"),
    "asset.scam_token": N_("A token that cannot be sold"),
    "fees": N_("Network fees"),
    "cross_chain": N_("Moving assets across chains"),
    "swap": N_("Swapping tokens"),
    "buy": N_("Buying crypto or cashing out"),
    "account.restore": N_("Restoring or importing a wallet"),
    "account.password": N_("Password or unlocking"),
    "account.backup": N_("Backing up a wallet"),
    "account.personal_data": N_("My personal data"),
    "approval.revoke": N_("Reviewing or revoking approvals"),
    "dapp": N_("Connecting to or using a DApp"),
    "defi": N_("Staking and yield"),
    "nft": N_("NFTs"),
    "hardware": N_("Hardware wallet"),
    "app": N_("A problem with the app"),
    "security.advice": N_("A question about staying safe"),
    "security.vulnerability": N_("A vulnerability report"),
    "complaint": N_("A complaint"),
    "suggestion": N_("A suggestion"),
    "other": N_("Something else"),
}

LABELS_WITH_ASSET: Mapping[str, str] = {
    "security.theft": N_("%(asset)s stolen or moved without my consent"),
    "transaction.not_arrived": N_("%(asset)s transfer has not arrived"),
    "transaction.pending": N_("%(asset)s transfer is still pending"),
    "transaction.failed": N_("%(asset)s transfer failed"),
    "transaction.wrong_address": N_("%(asset)s sent to a wrong address"),
    "transaction.wrong_network": N_("%(asset)s sent on a wrong network"),
    "asset.missing_token": N_("%(asset)s balance is not shown"),
    "cross_chain": N_("Moving %(asset)s across chains"),
    "swap": N_("Swapping %(asset)s"),
}

REMINDER = N_(
    "We wrote to you and have not heard back. Do you still need help with this? Just reply here. Your case stays open."
)
LAST_REMINDER = N_(
    "We have still not heard from you. If nothing comes within %(hours)s hours, we will mark this as resolved. "
    "You can reply at any time and it opens again."
)
CLOSING = N_(
    "We have not heard from you, so we have marked this as resolved. Nothing is lost. If you still need us, "
    "just reply here and it opens again."
)
LATE = N_("No answer by the promised time. It is back in the queue and needs someone now.")

WRONG: Mapping[str, str] = {
    "time": N_("Enter a time such as 09:30"),
    "span_order": N_("The end must come after the start"),
    "spans_overlap": N_("Two of these times overlap"),
    "never_open": N_("Enter at least one time at which the desk is open"),
    "zone_unknown": N_("Choose a time zone from the list"),
    "date": N_("Enter a date"),
    "too_many_dates": N_("There are too many dates. Remove some that have passed."),
    "number": N_("Enter a whole number"),
    "length": N_(
        "Enter at least 1 minute and at most 30 days; reminders take 15 minutes to 60 days, closing 2 hours to 60 days"
    ),
    "share": N_("Enter a share between 5 and 95"),
}

DONE: Mapping[str, str] = {
    "week": N_("The hours are saved. Promises already made stay as they are."),
    "date": N_("The date is saved."),
    "dropped": N_("The date is like its weekday again."),
    "target": N_("The targets are saved. Promises already made stay as they are."),
}

BAND = N_("%(answered)s answers in the last 14 days; most came after %(low)s to %(high)s minutes.")

CLOCKS: Mapping[str, str] = {
    "due": N_("%(left)s left"),
    "soon": N_("%(left)s left"),
    "late": N_("%(left)s late"),
    "reminder": N_("reminder in %(left)s"),
    "wakes": N_("back in %(left)s"),
}

CLOCK_TITLES: Mapping[str, str] = {
    "due": N_("An answer is promised by %(time)s"),
    "soon": N_("An answer is promised by %(time)s"),
    "late": N_("An answer was promised by %(time)s"),
    "reminder": N_("The customer is reminded at %(time)s"),
    "wakes": N_("Opens again at %(time)s"),
}

LENGTHS = ((1_440, N_("%(n)s d")), (60, N_("%(n)s h")), (1, N_("%(n)s min")))


def label(topic: str, language: Language, *, asset: str | None = None) -> str:
    """What a topic is called; names the asset where that says more. A key that is not ours reads as `other`."""
    key = topic_of(topic).key
    if asset is not None and key in LABELS_WITH_ASSET:
        return translate(language, LABELS_WITH_ASSET[key], asset=asset)
    return translate(language, LABELS[key])


def reminder(language: Language, *, last: bool, hours: int) -> SafeText:
    """What a silent customer is asked; the last time, with what happens when they stay silent."""
    return trusted(translate(language, LAST_REMINDER, hours=hours) if last else translate(language, REMINDER))


def closing(language: Language) -> SafeText:
    """What a customer is told whose case is closed because they stayed silent."""
    return trusted(translate(language, CLOSING))


def late() -> SafeText:
    """The note that calls colleagues to a broken promise, in every language of the desk."""
    return trusted("\n".join(translate(language, LATE) for language in LANGUAGES))


def span(length: timedelta, language: Language) -> str:
    """A length of time at a glance: its largest unit that counts two or more, rounded down, at least a minute."""
    minutes = max(1, int(length.total_seconds()) // 60)
    size, text = next((size, text) for size, text in LENGTHS if minutes >= 2 * size or size == 1)
    return translate(language, text, n=minutes // size)
