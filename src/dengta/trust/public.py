"""What other modules may use of trust."""

from dengta.trust.model import EntrySort, Standing
from dengta.trust.register import Register
from dengta.trust.signed import SignedRegister, is_genuine

__all__ = ["EntrySort", "Register", "SignedRegister", "Standing", "is_genuine"]
