"""What people are told about a verdict. English here, Chinese in `locale/zh_Hans.po`."""

from dengta.platform.i18n import N_, Language, translate
from dengta.safety.model import Secret
from dengta.safety.verdict.model import Grade, Reason, Report, Sort, Verdict

GRADES = {
    Grade.OFFICIAL: N_("Ours"),
    Grade.UNKNOWN: N_("Nothing known"),
    Grade.SUSPICIOUS: N_("Suspicious"),
    Grade.IMPERSONATION: N_("Pretends to be someone else"),
    Grade.LISTED: N_("Reported as malicious"),
    Grade.SECRET: N_("This contained a secret"),
}
SORTS = {
    Sort.LINK: N_("Link"),
    Sort.DOMAIN: N_("Website"),
    Sort.EMAIL: N_("E-mail sender"),
    Sort.HANDLE: N_("Account"),
    Sort.PHONE: N_("Phone number"),
    Sort.GROUP: N_("Group invitation"),
    Sort.APP: N_("App"),
    Sort.ADDRESS: N_("Address"),
    Sort.TOKEN: N_("Token name"),
    Sort.SIGNATURE: N_("Signature request"),
}
KEY_OR_HASH = N_("A private key or a transaction hash")
"""In place of "this contained a secret" where nobody can tell."""
IS_IT_A_HASH = N_(
    "Is it a transaction hash? Those 64 digits may be one, which anybody may see, or a private key, which nobody may: "
    "the digits look the same. We did not keep them. If it was a transaction hash, look it up in a block explorer. If "
    "it was a private key, move your assets to a new account now."
)
KNOWN = N_("What we know")
"""In place of "nothing known" where something is, though it is graded neither good nor bad."""
UNKNOWN = {
    Sort.LINK: N_(
        "We have no record of this site, good or bad. Don't connect your wallet or type your recovery phrase there."
    ),
    Sort.DOMAIN: N_(
        "We have no record of this site, good or bad. Don't connect your wallet or type your recovery phrase there."
    ),
    Sort.EMAIL: N_("We have no record of this sender, good or bad. It is not one of our addresses."),
    Sort.HANDLE: N_("We have no record of this account, good or bad. It is not one of ours."),
    Sort.PHONE: N_("We have no record of this number, good or bad. It is not one of ours."),
    Sort.GROUP: N_("We have no record of this group, good or bad. It is not one of ours."),
    Sort.APP: N_("We have no record of this app, good or bad. It is not ours."),
    Sort.ADDRESS: N_(
        "We have no record of this address, good or bad. Whether it belongs to the person you mean, only they can tell "
        "you."
    ),
    Sort.TOKEN: N_("We see nothing odd in the name. A name proves nothing: look at the contract's address."),
    Sort.SIGNATURE: N_("We cannot say what this would do. Don't sign what you don't understand."),
}
"""What is said when nothing is known. Never sounds like all is well."""

REASONS = {
    "account_of_a_name": N_(
        "The account uses the name %(name)s and is none that we know. Anybody can open such an account."
    ),
    "account_with_a_name": N_("The account has %(name)s in its name. Anybody can open such an account."),
    "allowed": N_("It is on a list of known sites: %(lists)s."),
    "anybodys_name": N_("Anybody can make a token named %(name)s. Only the contract's address tells which one it is."),
    "anybodys_page": N_(
        "Anybody can put a page on %(site)s. That the service is well known says nothing about this page."
    ),
    "app_of_a_name": N_("The package has the name %(name)s in it. Anybody can choose such a name."),
    "approval": N_("It lets %(spender)s take tokens from your account: %(amount)s of the smallest unit."),
    "approval_for_all": N_("It lets %(spender)s take every token of this collection from your account, now and later."),
    "bait_words": N_("The address is made of words that thieves use: %(words)s."),
    "broken_call": N_("The data for “%(function)s” is damaged or disguised."),
    "deceptive_writing": N_("The link is written so that it misleads. It really leads to %(host)s."),
    "delegation": N_("It hands control of your whole account to the program at %(to)s (EIP-7702)."),
    "display_name": N_("The name shown is only a disguise: the message comes from %(host)s, which is not ours."),
    "foreign_letters": N_("The name is written in foreign letters. It reads like “%(read)s” but is another site."),
    "forwards": N_("The link leads on to another site: %(host)s."),
    "free_mail_name": N_(
        "The sender uses the name %(name)s from a free mailbox (%(host)s). Companies do not write from there."
    ),
    "free_mail_office": N_("The sender calls itself a support office but writes from a free mailbox (%(host)s)."),
    "gives_control": N_("It hands control of a contract to %(to)s."),
    "group_of_our_name": N_("This group uses our name (%(name)s) and is not in our register."),
    "hidden_characters": N_("There are invisible characters in it. Honest links have none."),
    "hidden_destination": N_("What stands before the @ is a disguise. The link really leads to %(host)s."),
    "imitates_account": N_("It looks like our account “%(ours)s” and is not the same."),
    "imitates_app": N_("It looks like our app “%(ours)s” and is not the same."),
    "imitates_app_name": N_("It uses our name (%(name)s) and is not our app."),
    "imitates_us": N_("It uses our name (%(name)s) and is not one of our sites. It leads to %(host)s."),
    "leads_away": N_(
        "The link on our site leads on to a site that is not ours: %(host)s. Whoever wrote it wants you to trust the "
        "first part."
    ),
    "known_address": N_("This is the address that %(name)s is known by. We don't run it and can't vouch for it."),
    "listed": N_("It is on lists of malicious sites and addresses: %(lists)s."),
    "listed_alike": N_("It is almost the same as %(name)s, a site that is often imitated."),
    "lists_disagree": N_("The lists disagree: %(deny)s calls it malicious, %(allow)s knows it as a good site."),
    "lookalike_name": N_("The name is written so that it looks like %(name)s. It leads to %(host)s."),
    "lookalike_token": N_("The name looks like %(name)s but is written with other letters. It is another token."),
    "misspells_name": N_("The name is %(name)s with one letter changed. It leads to %(host)s."),
    "mixed_scripts": N_("Letters of different alphabets are mixed to look like “%(read)s”."),
    "moves_tokens": N_(
        "It sends tokens to %(to)s: %(amount)s of the smallest unit, or the collectible of that number."
    ),
    "no_checksum": N_("The address carries no checksum, so a mistyped letter cannot be noticed. Compare it whole."),
    "name_of_ours": N_(
        "“%(ours)s” is ours on %(platform)s and nowhere else. Compare the network, or paste the account's link here."
    ),
    "nobodys_address": N_("Nobody has the key of this address. Whatever is sent there is lost."),
    "not_a_site": N_("This is no web address: it runs or shows something by itself (%(scheme)s)."),
    "numeric_host": N_("The site has no name, only a number: %(host)s. Honest sites have names."),
    "office_account": N_("The account calls itself support or admin. Real support does not write to you first."),
    "official_account": N_("This is our registered account (%(platform)s)."),
    "official_address": N_("This address is in our register."),
    "official_app": N_("This is our app's package name. Install it only from the places our register names."),
    "official_group": N_("This group is in our register."),
    "official_number": N_("This number is in our register."),
    "official_sender": N_("We do write from %(host)s."),
    "official_site": N_("This is our site: %(host)s is in our register."),
    "old_version": N_("Version %(written)s is too old to be safe. Use %(oldest)s or newer."),
    "other_platform": N_(
        "Our account “%(ours)s” is on %(platform)s, not here. Anybody can take the same name on another network."
    ),
    "our_host": N_("The part after the @ is ours (%(host)s), but this is not a registered sender."),
    "permit2": N_("It is a permission for Permit2: %(spender)s may take tokens without asking you again."),
    "program_file": N_("The link downloads a program from %(host)s, not from an app store."),
    "sale_order": N_("It offers your tokens for sale. Check the price on it."),
    "sells_for_nothing": N_("It offers your tokens for nothing."),
    "sender_can_be_forged": N_("A sender's address can be forged. Even a right one proves nothing by itself."),
    "several_chains": N_("It is an address on several chains: %(chains)s. Ask which one is meant before you send."),
    "sender_of_our_name": N_("The sender uses our name (%(name)s) and does not write from a site of ours (%(host)s)."),
    "shortened": N_("A shortened link hides where it leads."),
    "signed_permit": N_("It is a permission without a network fee: %(spender)s may take your %(token)s later."),
    "slip_at": N_(
        "The checksum is wrong: one letter was changed, most likely at place %(places)s. Copy it again from its source."
    ),
    "strangers_group": N_("Anybody can make such a group and call it what they like."),
    "takes_back": N_("It takes a permission back from %(spender)s. That is a good thing."),
    "token_bait": N_("The name itself advertises a site or a prize. Such tokens are sent to lead you there."),
    "token_contract": N_("This is the contract of %(name)s, not anyone's wallet. Tokens sent to it are lost."),
    "tool_contract": N_("This is %(name)s, a contract that many apps share. Who uses it decides what happens."),
    "twin_address": N_(
        "It begins and ends like another address (%(letters)s letters the same) but differs: %(other)s."
    ),
    "unlimited_approval": N_(
        "The amount has no limit: %(spender)s may take all of that token you have, now and later."
    ),
    "unread_call": N_("We cannot read what this call does."),
    "unread_typed_data": N_("It is a “%(kind)s”, which we cannot read."),
    "unusual_port": N_("It uses an unusual port (%(port)s)."),
    "uses_name": N_("It uses the name %(name)s and is not a site %(name)s is known by. It leads to %(host)s."),
    "we_do_not_call": N_("We never call you first. Who a number shows says nothing about who calls."),
    "wrong_checksum": N_("It is no valid address: its checksum or length is wrong. Copy it again from its source."),
}
"""By reason code. A code is stable; its sentence may be improved."""

DO_NOT = {
    Sort.SIGNATURE: N_(
        "Don't sign it. If you already did, take the permission back and move what is left to a new wallet."
    ),
    Sort.ADDRESS: N_(
        "Don't send anything there. Copy the address anew from the person or app it belongs to and compare all of it."
    ),
    Sort.TOKEN: N_("Don't trade, approve or open links from it. Hide it in your wallet."),
    Sort.APP: N_("Don't install it. If you did, move your assets to a new wallet made on another device."),
    Sort.EMAIL: N_("Don't answer and don't open its links or files. Write to us on this site if in doubt."),
    Sort.HANDLE: N_("Don't answer. Block it. Write to us on this site if in doubt."),
    Sort.PHONE: N_("Don't call back and don't tell them anything. Write to us on this site if in doubt."),
    Sort.GROUP: N_("Don't join. Nobody of ours gives support in private groups."),
}
REVOKE = N_(
    "Don't sign it. If you already did, take the permission back now. That is enough: your recovery phrase is not "
    "affected."
)
REVOCABLE = frozenset({"unlimited_approval", "approval_for_all", "approval"})
ONLY_IF_MEANT = N_("Sign it only if you wanted exactly this.")
ON_SITES = N_(
    "Don't open it. If you connected your wallet there, take back its permissions; if you typed your recovery phrase, "
    "move everything to a new wallet now."
)
ON_OURS = N_("You can use it. We still never ask for your recovery phrase, private key or password.")
NOTHING = N_(
    "We found nothing in it that we can check. Paste a link, an address, an account, a number or what your wallet asks "
    "you to sign."
)


TELLING = frozenset(
    {
        "allowed", "approval", "known_address", "lists_disagree", "moves_tokens", "name_of_ours", "sale_order",
        "signed_permit", "takes_back", "token_contract", "tool_contract",
    }
)  # fmt: skip
"""Reasons that say what a thing is or does: beside them "we have no record" would be untrue."""


def is_known(verdict: Verdict) -> bool:
    """Whether something is known of a thing that is graded neither good nor bad."""
    return verdict.grade is Grade.UNKNOWN and not TELLING.isdisjoint(verdict.codes)


def said(reason: Reason, lang: Language) -> str:
    """A reason as a sentence."""
    return translate(lang, REASONS[reason.code], **reason.evidence)


def sentences(verdict: Verdict, lang: Language) -> list[str]:
    """Why, in sentences; what not knowing means comes first where nothing is known."""
    told = [said(reason, lang) for reason in verdict.reasons]
    if verdict.grade is Grade.UNKNOWN and not is_known(verdict):
        told.insert(0, translate(lang, UNKNOWN[verdict.sort]))
    return told


def to_do(verdict: Verdict, lang: Language) -> str:
    """What to do now; empty where the reasons say it already."""
    match verdict.grade:
        case Grade.OFFICIAL:
            return translate(lang, ON_OURS)
        case Grade.UNKNOWN:
            return translate(lang, ONLY_IF_MEANT) if verdict.sort is Sort.SIGNATURE and is_known(verdict) else ""
        case _ if REVOCABLE.issuperset(verdict.codes):
            return translate(lang, REVOKE)
        case _:
            return translate(lang, DO_NOT.get(verdict.sort, ON_SITES))


def grade_name(verdict: Verdict, lang: Language) -> str:
    """The grade of one thing in a few words."""
    return translate(lang, KNOWN if is_known(verdict) else GRADES[verdict.grade])


def headline(report: Report, lang: Language) -> str:
    """The grade of a whole report in a few words."""
    if set(report.secrets) == {Secret.POSSIBLE_KEY}:
        return translate(lang, KEY_OR_HASH)
    if report.grade is Grade.UNKNOWN and any(map(is_known, report.verdicts)):
        return translate(lang, KNOWN)
    return translate(lang, GRADES[report.grade])
