"""What the console says outside its templates. English here, Chinese in the module's catalogue."""

from dengta.platform.i18n import N_

TODAY = N_("Today")
YESTERDAY = N_("Yesterday")
SPANS = (N_("%(number)s min"), N_("%(number)s h"), N_("%(number)s d"))
JUST_NOW = N_("just now")

LANES = {
    "emergency": N_("Emergency"),
    "urgent": N_("Urgent"),
    "standard": N_("Standard"),
    "feedback": N_("Feedback"),
}
STATUSES = {
    "open": N_("Open"),
    "waiting": N_("Waiting for the customer"),
    "snoozed": N_("Snoozed"),
    "resolved": N_("Resolved"),
}

EVENTS = {
    "someone": N_("A colleague"),
    "the_desk": N_("The desk"),
    "no_group": N_("no group"),
    "assigned": N_("%(who)s gave it to %(to)s"),
    "taken": N_("%(who)s took it"),
    "unassigned": N_("%(who)s gave it back: nobody has it"),
    "group": N_("%(who)s handed it over to %(to)s"),
    "status_open": N_("%(who)s reopened it"),
    "status_waiting": N_("%(who)s set it to wait for the customer"),
    "status_resolved": N_("%(who)s resolved it"),
    "status_snoozed": N_("%(who)s snoozed it"),
    "snoozed_until": N_("%(who)s snoozed it until %(time)s"),
    "reopened_by_customer": N_("The customer wrote again, so it is open"),
    "lane": N_("%(who)s moved it to the lane %(to)s"),
    "topic": N_("%(who)s changed the topic to %(to)s"),
    "confidential": N_("%(who)s made it confidential"),
    "not_confidential": N_("%(who)s showed it to everyone again"),
    "understood": N_("Understood as: %(to)s · %(lane)s"),
    "redacted": N_("A secret was removed before anything was kept; the customer was told what to do"),
    "merged": N_("%(who)s merged it with %(other)s"),
    "unmerged": N_("%(who)s undid the merge with %(other)s"),
    "warned": N_("The promised time is close"),
    "escalated": N_("The promise was not kept; a lead was told"),
    "reminded": N_("The customer was reminded"),
    "delivery": N_("A delivery changed"),
    "delivery_failed": N_("A message could not be delivered"),
    "delivery_queued": N_("%(who)s sent a message again"),
    "rated": N_("The customer rated the answer"),
    "other": N_("Something changed"),
}

ICONS = {
    "assigned": "user",
    "group": "users",
    "status": "circle",
    "lane": "flag",
    "topic": "tag",
    "understood": "info",
    "confidential": "lock",
    "redacted": "shield-alert",
    "merged": "merge",
    "unmerged": "undo-2",
    "warned": "timer",
    "escalated": "triangle-alert",
    "reminded": "bell",
    "rated": "star",
    "delivery": "send",
}

SAID = {
    "assigned": N_("Assigned."),
    "unassigned": N_("Nobody has it now; it waits in Unassigned."),
    "handed_over": N_("Handed over, with your note."),
    "snoozed": N_("Snoozed. It comes back by itself, or when the customer writes."),
    "waiting": N_("Waiting for the customer. They will be reminded."),
    "resolved": N_("Resolved. A reply of the customer opens it again."),
    "reopened": N_("Open again."),
    "merged": N_("Merged. The customer was told in both."),
    "unmerged": N_("The merge is undone."),
    "confided": N_("Confidential: only security officers see it now."),
    "unconfided": N_("Everyone on the desk can see it again."),
    "classified": N_("Changed."),
    "resent": N_("It is being sent again."),
    "replied": N_("Sent."),
    "noted": N_("Note added."),
    "noted_unreached": N_("Note added. Not told, because they are unknown or may not see this: %(names)s"),
    "redacted": N_("Sent, without the secret that was in it. Never put secrets into a reply."),
    "view_saved": N_("View saved."),
    "view_removed": N_("View removed."),
    "bulk": N_("Done with %(done)s; not with %(failed)s."),
    "bulk_all": N_("Done with %(done)s."),
    "revealed": N_("Shown to you once, with your reason as a note."),
    "canned_saved": N_("Canned reply saved."),
    "canned_removed": N_("Canned reply removed. What was sent with it stays sent."),
    "canned": N_("The canned reply is in the box. Read it before you send it."),
}

REFUSALS = {
    "conversation_not_found": N_("This conversation is not there, or not for you. Nothing was changed."),
    "not_allowed": N_("Your role does not allow this. Nothing was changed; ask a lead."),
    "client_id_reused": N_("This was sent already with other words. Look at the conversation before you send again."),
    "empty_message": N_("There is nothing in the box. Write something first."),
    "text_too_long": N_("This is too long. What you wrote is still in the box; send it in two parts."),
    "conversation_merged": N_("This conversation goes on in another one. Nothing was changed here."),
    "cannot_take_conversation": N_("They cannot be given this conversation. Choose someone else."),
    "group_not_found": N_("There is no such group. Choose another one."),
    "reason_needed": N_("Say in at least 10 characters why you need it. Nothing was shown."),
    "read_limit_reached": N_("You have looked at more than the desk allows for now. A security officer can help."),
    "attachment_too_large": N_("The file is too large: at most 10 MB. What you wrote is still in the box."),
    "bad_attachment": N_("The file was not taken. Send a picture, a PDF or plain text of at most 10 MB."),
    "topic_invalid": N_("There is no such topic. Nothing was changed."),
    "cannot_merge": N_("These two cannot be merged: they belong to different customers, or one holds others."),
    "not_merged": N_("This conversation is not merged with another one."),
    "too_many": N_("That is too many at once. Nothing was changed."),
    "canned_not_found": N_("This canned reply is no longer there."),
    "canned_invalid": N_(
        "Give it a free shortcut of small letters and digits, and a title and a text in both languages. "
        "Only the variables named below are filled in."
    ),
    "view_not_found": N_("This view is no longer there."),
    "name_invalid": N_("Give it a name of at most 60 characters."),
    "delivery_not_failed": N_("It has not failed, so it is not sent twice."),
    "moment_invalid": N_("That time is not one we can use. Choose one that lies ahead."),
}
WITHHELD = N_("Not sent, and what you wrote is still in the box.")
REFUSED = N_("That could not be done, and nothing was changed. What you wrote is still in the box.")

SNOOZES = {
    "hour": N_("In an hour"),
    "later": N_("Later today"),
    "tomorrow": N_("Tomorrow morning"),
    "week": N_("Next Monday"),
}

DETAILS = {
    "wallet_version": N_("Wallet version"),
    "device": N_("Device"),
    "network": N_("Network"),
    "tx_hash": N_("Transaction"),
    "address": N_("Address"),
    "error_text": N_("Error text"),
    "app_language": N_("App language"),
}
FIELDS = {"name": N_("Their name"), "email": N_("Their e-mail address")}
CHANNELS = {"widget": N_("the chat"), "form": N_("the help form"), "api": N_("a program")}
KNOWN_BY = {"device": N_("this device"), "host": N_("signed in to the wallet"), "integration": N_("through a program")}
