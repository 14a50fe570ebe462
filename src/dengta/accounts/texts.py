"""What accounts says by code."""

from dengta.platform.i18n import N_

ROLES = {
    "administrator": N_("Administrator"),
    "lead": N_("Lead"),
    "agent": N_("Agent"),
    "security_officer": N_("Security officer"),
    "helper": N_("Helper"),
    "auditor": N_("Auditor"),
}
ROLE_HINTS = {
    "administrator": N_("Manages people, groups and settings. Sees every conversation that is not confidential."),
    "lead": N_("Answers, and looks after everyone's conversations, canned replies and exports."),
    "agent": N_("Answers customers in their groups and those nobody has taken yet."),
    "security_officer": N_("The only role that sees confidential conversations. Watches the alarms."),
    "helper": N_("Reads what is assigned to them or their groups, and writes notes. Does not answer customers."),
    "auditor": N_("Reads conversations with personal data masked, and the audit log. Changes nothing."),
}
SCOPES = {
    "conversations:read": N_("Read the conversations it opened"),
    "conversations:write": N_("Open conversations and write in them as a customer's app"),
    "desk:read": N_("Read what its maker may read"),
    "desk:write": N_("Reply, note and change what its maker may"),
    "webhooks:manage": N_("Manage webhooks"),
}
METHODS = {
    "passkey": N_("Passkey"),
    "password": N_("Password and code"),
    "recovery_code": N_("Password and recovery code"),
    "enrolment": N_("First sign-in"),
}
LIMITS = {
    "open hour": N_("Conversations opened in an hour"),
    "open day": N_("Conversations opened in a day"),
    "reveal hour": N_("Personal data revealed in an hour"),
    "reveal day": N_("Personal data revealed in a day"),
    "export hour": N_("Exports in an hour"),
    "export day": N_("Exports in a day"),
    "search hour": N_("Searches in an hour"),
    "search day": N_("Searches in a day"),
    "refusal hour": N_("Refused reveals and exports in an hour"),
    "refusal day": N_("Refused reveals and exports in a day"),
    "sign_in hour": N_("Failed sign-ins to one account in an hour"),
    "sign_in day": N_("Failed sign-ins to one account in a day"),
}

DONE = {
    "signed_out": N_("You are signed out."),
    "proven": N_("Thank you. For the next ten minutes you can change how people get in."),
    "name": N_("Your name is changed."),
    "session": N_("That device is signed out."),
    "sessions": N_("Every other device is signed out."),
    "password": N_("Your password is changed. Every other device is signed out."),
    "passkey": N_("The passkey is added. You can sign in with it from now on."),
    "passkey_removed": N_("The passkey is removed. Delete it on your device as well."),
    "access": N_("Roles and groups are saved and hold from now on."),
    "suspended": N_("They are suspended: signed out everywhere, and their tokens no longer work."),
    "restored": N_("They can sign in again."),
    "withdrawn": N_("The invitation is withdrawn. Its link no longer works."),
    "group": N_("The group is saved."),
    "revoked": N_("The token is revoked. Programs that use it are refused from now on."),
    "acknowledged": N_("The alarm is acknowledged."),
    "limit": N_("The limit is saved and holds from now on."),
}

TOO_MANY = N_("Too many tries. Wait %(minutes)s min, then try again. A passkey works at once.")
ANY_REFUSAL = N_("That did not work, and nothing was changed. Please try again.")
WEAK = {
    "too_short": N_("Use at least 12 characters. Three or four words that do not belong together are easy to keep."),
    "too_long": N_("Use at most 256 characters."),
    "common": N_("Many people use this password, so it is guessed first. Choose another."),
    "about_you": N_("This is mostly a name that others know. Choose something that is not about you or this desk."),
}
REFUSED = {
    "sign_in_failed": N_("Login, password or code is not right. Check all three. Each code is good once."),
    "wrong_code": N_("The code is not right. Type the one the app shows now; check that your phone's clock is right."),
    "bad_name": N_("Write a name of 1 to 80 characters."),
    "bad_login": N_("Write an e-mail address, or a plain name of letters, digits and . _ -"),
    "login_taken": N_("This login is taken, or has been invited already. Choose another, or withdraw the invitation."),
    "passkey_refused": N_("The passkey was not accepted. Nothing was changed. Try again, or use password and code."),
    "passkeys_unavailable": N_("Browsers allow passkeys on a host name only, and this desk runs under an IP address."),
    "invitation_gone": N_("This invitation has been used or withdrawn, or is older than three days."),
    "last_administrator": N_("The desk needs an administrator. Make somebody else one first."),
    "not_oneself": N_("Nobody gives themselves a role or suspends themselves. Ask another administrator."),
    "last_proof": N_("This is your only way to sign in. Add another passkey or a password first."),
    "step_up_needed": N_("Please confirm that it is you, then do this again."),
    "bad_input": N_("This cannot be used here. Check what you typed."),
    "not_found": N_("It is not there any more, so nothing was changed."),
}

ACTIONS = {
    "session.opened": N_("Signed in"),
    "session.refused": N_("Sign-in refused"),
    "session.ended": N_("Signed out"),
    "session.proven": N_("Confirmed identity"),
    "staff.created": N_("Person created"),
    "staff.enrolled": N_("Person joined"),
    "staff.access_changed": N_("Roles or groups changed"),
    "staff.renamed": N_("Person renamed"),
    "staff.suspended": N_("Person suspended"),
    "staff.restored": N_("Person restored"),
    "password.set": N_("Password changed"),
    "recovery_codes.renewed": N_("Recovery codes renewed"),
    "passkey.added": N_("Passkey added"),
    "passkey.removed": N_("Passkey removed"),
    "invitation.made": N_("Invitation made"),
    "invitation.withdrawn": N_("Invitation withdrawn"),
    "group.added": N_("Group added"),
    "group.renamed": N_("Group renamed"),
    "token.made": N_("Token made"),
    "token.revoked": N_("Token revoked"),
    "alarm.raised": N_("Alarm raised"),
    "alarm.acknowledged": N_("Alarm acknowledged"),
    "limit.changed": N_("Alarm limit changed"),
    "desk.changed": N_("Desk's name or look changed"),
    "audit.exported": N_("Audit log exported"),
    "conversation.opened": N_("Conversation opened"),
    "conversation.revealed": N_("Personal data revealed"),
    "conversation.exported": N_("Conversation exported"),
    "conversation.searched": N_("Conversations searched"),
    "conversation.refused": N_("Reveal or export refused"),
    "conversation.held": N_("Kept under a legal hold"),
    "conversation.released": N_("Legal hold ended"),
}
