"""What accounts does on others' facts."""

from collections.abc import Sequence

from dengta.accounts.seal import seal
from dengta.platform.db import Tx
from dengta.platform.relay import Fact


async def seal_audit(tx: Tx, facts: Sequence[Fact]) -> None:
    """A projection of the relay: whatever the facts, the deeds recorded with them are sealed in the same breath."""
    await seal(tx)
