"""What people are told about the register. English here, Chinese in `locale/zh_Hans.po`."""

from dengta.platform.i18n import N_
from dengta.trust.model import Deed, EntrySort

SORTS = {
    EntrySort.DOMAIN: N_("Websites"),
    EntrySort.APP: N_("Apps"),
    EntrySort.EMAIL: N_("E-mail senders"),
    EntrySort.HANDLE: N_("Accounts"),
    EntrySort.GROUP: N_("Chat groups"),
    EntrySort.PHONE: N_("Phone numbers"),
    EntrySort.ADDRESS: N_("Addresses"),
    EntrySort.NAME: N_("Names we go by"),
    EntrySort.STAFF: N_("People"),
}
"""Headings, in the order in which they stand on the page."""
DEEDS = {
    Deed.PUBLISH: N_("Publish"),
    Deed.WITHDRAW: N_("Take off"),
}
PROBLEMS = {
    "entry_unusable": N_(
        "It is not written as it must be. Nothing was changed. A website is a host, an account needs its network."
    ),
    "entry_already_registered": N_("It is in the register already, or a change of it waits for a second person."),
    "second_person_needed": N_("You proposed this yourself. Somebody else has to approve it."),
    "entry_not_found": N_("Somebody else has decided on it meanwhile."),
}
