"""What topics are called, in the words of the people who have the problem."""

from collections.abc import Mapping

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
