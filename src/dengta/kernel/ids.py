"""Identifiers: bigint inside, opaque UUIDv7 outside."""

import os
import time
from typing import NewType
from uuid import UUID

StaffId = NewType("StaffId", int)
GroupId = NewType("GroupId", int)
ChannelId = NewType("ChannelId", int)
CustomerId = NewType("CustomerId", int)
ConversationId = NewType("ConversationId", int)
MessageId = NewType("MessageId", int)
AttachmentId = NewType("AttachmentId", int)


def uuid7() -> UUID:
    """A time-ordered random identifier (RFC 9562, section 5.7): 48 bits of Unix milliseconds, 74 random bits."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (millis & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 64 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)
