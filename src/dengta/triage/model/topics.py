"""What people write about, in two levels, and what follows from each: lane, group and what the form asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from dengta.inbox.public import Lane

TRANSFER = ("network", "tx_hash", "address", "wallet_version", "error_text")
SAFETY = ("address", "tx_hash", "network")
APP = ("wallet_version", "device", "error_text")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `group` is the key of the group that takes it; `fields` are the details its form asks for."""

    key: str
    lane: Lane
    group: str
    fields: tuple[str, ...]
    on_form: bool = True


OTHER = "other"

_IN_ORDER = (
    Topic("security.theft", Lane.EMERGENCY, "security", SAFETY),
    Topic("security.phrase_exposed", Lane.EMERGENCY, "security", ("address", "network")),
    Topic("security.phishing", Lane.URGENT, "security", ("address", "error_text")),
    Topic("approval.suspicious", Lane.URGENT, "security", SAFETY),
    Topic("transaction.not_arrived", Lane.STANDARD, "transactions", TRANSFER),
    Topic("transaction.pending", Lane.STANDARD, "transactions", TRANSFER),
    Topic("transaction.failed", Lane.STANDARD, "transactions", TRANSFER),
    Topic("transaction.wrong_address", Lane.STANDARD, "transactions", TRANSFER),
    Topic("transaction.wrong_network", Lane.STANDARD, "transactions", TRANSFER),
    Topic("asset.missing_token", Lane.STANDARD, "transactions", ("network", "address", "wallet_version")),
    Topic("asset.scam_token", Lane.URGENT, "security", SAFETY),
    Topic("fees", Lane.STANDARD, "transactions", ("network", "tx_hash", "wallet_version")),
    Topic("cross_chain", Lane.STANDARD, "transactions", TRANSFER),
    Topic("swap", Lane.STANDARD, "transactions", TRANSFER),
    Topic("buy", Lane.STANDARD, "transactions", ("network", "address", "error_text")),
    Topic("account.restore", Lane.STANDARD, "accounts", APP),
    Topic("account.password", Lane.STANDARD, "accounts", APP),
    Topic("account.backup", Lane.STANDARD, "accounts", ("wallet_version", "device")),
    Topic("account.personal_data", Lane.STANDARD, "accounts", (), on_form=False),
    Topic("approval.revoke", Lane.STANDARD, "security", ("network", "address"), on_form=False),
    Topic("dapp", Lane.STANDARD, "product", ("network", *APP)),
    Topic("defi", Lane.STANDARD, "product", ("network", "tx_hash", *APP)),
    Topic("nft", Lane.STANDARD, "product", ("network", "tx_hash", "address", "wallet_version")),
    Topic("hardware", Lane.STANDARD, "accounts", APP),
    Topic("app", Lane.STANDARD, "product", APP),
    Topic("security.advice", Lane.STANDARD, "security", (), on_form=False),
    Topic("security.vulnerability", Lane.URGENT, "security", ("wallet_version", "error_text"), on_form=False),
    Topic("complaint", Lane.STANDARD, "complaints", ("tx_hash", "wallet_version")),
    Topic("suggestion", Lane.FEEDBACK, "product", ("wallet_version", "device")),
    Topic(OTHER, Lane.STANDARD, "product", ("wallet_version", "device", "network")),
)

TOPICS: Mapping[str, Topic] = {topic.key: topic for topic in _IN_ORDER}
"""Every topic by its key, the gravest first."""


def topic_of(key: str) -> Topic:
    """The topic of a key, or `other` for a key that is not ours."""
    return TOPICS.get(key, TOPICS[OTHER])
