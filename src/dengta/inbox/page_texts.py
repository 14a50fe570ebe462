"""What the customer's pages say about topics and fields. English here, Chinese in `locale/zh_Hans.po`."""

from collections.abc import Mapping

from dengta.platform.i18n import N_, Language, translate

SECTIONS: Mapping[str, str] = {
    "security": N_("Safety"),
    "transactions": N_("Transfers and assets"),
    "accounts": N_("My wallet"),
    "product": N_("The app, DApps and NFTs"),
    "complaints": N_("Complaints"),
}
"""Headings of the list of topics, in order; a section that is not among them comes last."""

ELSEWHERE = N_("Other topics")

FIELDS: Mapping[str, tuple[str, str]] = {
    "network": (
        N_("Network"),
        N_("For example Ethereum, TRON or Bitcoin. The wallet shows it beside the asset."),
    ),
    "tx_hash": (
        N_("Transaction hash (TxID)"),
        N_("Open the transfer in your wallet and copy the long code. It is public, so it is safe to share."),
    ),
    "address": (
        N_("Public address"),
        N_("The address that receives or sends. It is safe to share. It is not your recovery phrase."),
    ),
    "wallet_version": (
        N_("Wallet version"),
        N_("In the wallet: Settings, then About. For example 4.12.0."),
    ),
    "device": (
        N_("Phone or computer"),
        N_("For example iPhone 15 with iOS 18, or Windows 11 with Chrome."),
    ),
    "error_text": (
        N_("What the error message says"),
        N_("Copy it word for word if you can."),
    ),
}
"""Label and hint of each detail the form may ask for."""

FIRST_AID: Mapping[str, tuple[str, ...]] = {
    "security.theft": (
        N_("If anything is left in this wallet, move it now to a new wallet with a new recovery phrase."),
        N_("Do not send anything more to the old wallet, not even a network fee."),
        N_(
            "A confirmed transfer cannot be reversed by anyone, us included. Whoever offers to get it back for a fee "
            "is a thief too."
        ),
        N_("Keep addresses, transaction hashes, links and chats. Then write to us below."),
    ),
    "security.phrase_exposed": (
        N_("Make a new wallet now and write its recovery phrase on paper. No photo, no cloud, no chat."),
        N_("Move your assets to it, the most valuable first."),
        N_("Do not type the old phrase anywhere again, here included."),
    ),
    "approval.suspicious": (
        N_("Open the approvals in your wallet and revoke the one you do not know. This costs a network fee."),
        N_("Close the site and sign nothing more on it."),
        N_("If assets are already moving, choose “Assets stolen or moved without my consent” instead."),
    ),
    "security.phishing": (
        N_("Do not connect your wallet there and do not answer that person again."),
        N_("If you typed your recovery phrase there, make a new wallet now and move your assets to it."),
    ),
    "asset.scam_token": (
        N_("Do not approve, swap or buy more of it, and do not visit a site that its name shows."),
        N_("A token that appeared by itself does no harm as long as you leave it alone."),
    ),
}
"""What to do before writing, for topics where minutes count."""

_AFTERWARDS: Mapping[str, tuple[str, ...]] = {
    "security.theft": (*FIRST_AID["security.theft"][:-1], N_("Keep addresses, transaction hashes, links and chats.")),
    "approval.suspicious": FIRST_AID["approval.suspicious"][:-1],
}


def do_now(topic: str, language: Language) -> list[str]:
    """What to do while our answer is on its way; nothing for topics that can wait."""
    return [translate(language, step) for step in _AFTERWARDS.get(topic, FIRST_AID.get(topic, ()))]


PROBLEMS: Mapping[str, str] = {
    "empty": N_("Tell us what happened"),
    "too_long": N_("Shorten what happened to 20,000 characters; it has %(length)s"),
    "detail_too_long": N_("Shorten “%(label)s” to 300 characters"),
    "bad_attachment": N_("Choose pictures (PNG, JPEG, WebP, GIF), a PDF or plain text; “%(name)s” is none of these"),
    "attachment_too_large": N_("Choose a file of at most 10 MB; “%(name)s” is larger"),
    "too_many_files": N_("Choose at most 10 files"),
    "empty_message": N_("Write something, or choose a file"),
    "unavailable": N_("We could not store it just now. What you typed is still here: send it again in a minute."),
    "too_many": N_("Too much came from your connection just now. Wait %(wait)s, then send again: your words are here."),
    "refused": N_(
        "We could not take this (%(reason)s). Your words are still here: change something or send them again."
    ),
    "sent_already": N_("You sent this form before with other words. Press Send once more to send these too."),
    "no_reference": N_("Type the reference. It looks like DT-7KQ2-9MXA"),
    "misread": N_("We think one character of the reference is misread: check it sign by sign"),
    "no_secret": N_("Paste the tracking link, or the code that stands after “k=” in it"),
    "not_opened": N_("This reference and this link do not fit together, or the link is no longer valid"),
}
"""What is wrong with something typed, as the error summary says it."""


def problem(language: Language, code: str, **values: object) -> str:
    """What is wrong, in the reader's language."""
    return translate(language, PROBLEMS[code], **values)


def refusal(language: Language, code: str) -> str:
    """Why something was refused, in words of its own where there are any."""
    known = {"desk_unavailable": "unavailable", "client_id_reused": "sent_already"}.get(code, code)
    return problem(language, known) if known in PROBLEMS else problem(language, "refused", reason=code)
