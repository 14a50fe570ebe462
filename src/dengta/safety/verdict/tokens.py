"""Names of tokens: anybody may give any name to a token, so a name proves nothing."""

import re
from collections.abc import Iterator, Mapping

from dengta.safety.verdict.letters import imitated, is_mixed
from dengta.safety.verdict.model import Certainty, Grade, Reason
from dengta.safety.verdict.wordlist import words

CONTRACTS: Mapping[str, str] = {
    "0xdac17f958d2ee523a2206206994597c13d831ec7": "USDT",
    "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48": "USDC",
    "0x6b175474e89094c44da98b954eedeac495271d0f": "DAI",
    "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2": "WETH",
    "0x2260fac5e5542a773aa44fbcfedf7c193bc2c599": "WBTC",
    "0x55d398326f99059ff775485246999027b3197955": "USDT",
    "tr7nhqjekqxgtci8q8zy4pl8otszgjlj6t": "USDT",
    "epjfwdd5aufqssqem2qn1xzybapc8g4weggkzwytdt1v": "USDC",
    "es9vmfrzacermjfrf4h2fyd4kconky11mcce8benwnyb": "USDT",
}
"""Contracts of widely held tokens, in lower case, each the only one of its name on its chain."""
TOOLS: Mapping[str, str] = {
    "0x000000000022d473030f116ddee9f6b43ac78ba3": "Permit2",
    "0xca11bde05977b3631167028862be2a173976ca11": "Multicall3",
}
BURNT = frozenset({"0x" + "0" * 40, "0x000000000000000000000000000000000000dead", "1" * 32})
SYMBOLS = frozenset(
    words("""
    BTC ETH USDT USDC DAI BNB SOL XRP ADA DOGE TRX TON DOT MATIC POL LTC BCH AVAX SHIB UNI LINK ATOM ETC XLM FIL APT
    ARB OP SUI NEAR AAVE MKR WBTC WETH STETH PEPE FDUSD USDE TUSD BUSD OKB CRO LEO HBAR ICP INJ TIA SEI STX WLD JUP
    BONK WIF PENGU
    """)
)
_BAIT = re.compile(
    r"(?i)https?:|www\.|t\.me/|\b[\w-]+\.(?:com|io|org|net|xyz|app|site|top|vip|finance|cc|me|info|gift|fi|live|online|claims?)\b"
    r"|\bclaim\b|airdrop|visit|reward|voucher|\bgift\b|^\W*\$ ?\d|领取|空投|兑换|奖励"
)


def examine_name(name: str) -> Iterator[Reason]:
    """What a token's name or symbol gives away."""
    plain = imitated(name)
    if plain is not None and plain.upper() in SYMBOLS:
        yield Reason("lookalike_token", Certainty.CERTAIN, {"name": plain.upper()}, Grade.IMPERSONATION)
    elif is_mixed(name):
        yield Reason("mixed_scripts", Certainty.LIKELY, {"written": name[:60], "read": plain or "?"}, Grade.SUSPICIOUS)
    if _BAIT.search(name):
        yield Reason("token_bait", Certainty.LIKELY, {}, Grade.SUSPICIOUS)
    if plain is None and name.upper() in SYMBOLS:
        yield Reason("anybodys_name", Certainty.CERTAIN, {"name": name.upper()})


def is_disguised(word: str) -> bool:
    """Whether a word is a well-known symbol written with foreign letters."""
    plain = imitated(word)
    return plain is not None and plain.upper() in SYMBOLS
