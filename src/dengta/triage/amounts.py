"""Amounts and assets in a message, roughly: enough to see that a transfer is large and which asset is meant."""

import re

LARGE = 10_000  # US dollars, as a frightened person would call large

ASSETS = {
    "usdt": "USDT", "usdc": "USDC", "dai": "DAI", "busd": "BUSD", "u": "USDT", "tether": "USDT",
    "eth": "ETH", "ether": "ETH", "ethereum": "ETH", "以太坊": "ETH", "以太": "ETH",
    "btc": "BTC", "bitcoin": "BTC", "比特币": "BTC", "bnb": "BNB", "sol": "SOL", "solana": "SOL",
    "trx": "TRX", "tron": "TRX", "波场": "TRX", "xrp": "XRP", "doge": "DOGE", "ton": "TON", "matic": "MATIC",
    "pol": "POL", "ada": "ADA", "dot": "DOT", "ltc": "LTC", "shib": "SHIB", "avax": "AVAX", "atom": "ATOM",
}  # fmt: skip

DOLLARS = {
    "USDT": 1, "USDC": 1, "DAI": 1, "BUSD": 1, "ETH": 2_000, "BTC": 50_000, "BNB": 500, "SOL": 100, "TRX": 0.2,
    "XRP": 1, "TON": 3, "AVAX": 20, "LTC": 80,
}  # fmt: skip
"""Orders of magnitude, not prices: they decide only what is looked at first."""

TIMES = {"k": 1_000, "m": 1_000_000, "w": 10_000, "万": 10_000, "百万": 1_000_000, "千": 1_000, "": 1}

TICKER = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,6}(?![A-Za-z0-9])")
NOT_TICKERS = (
    "API APP APR APY BEP BSC CEO CNY CSV DAPP ERC EUR EVM FAQ GDPR HELP HTTP IOS KYC NFC NFT NFTS OTC PIN RPC SMS TRC "
    "URL USB USD VPN"
)
NO_TICKERS = frozenset(NOT_TICKERS.split())

_NAMES = "|".join(sorted((name for name in ASSETS if name != "u"), key=len, reverse=True))
NAMED = re.compile(rf"(?<![a-z])(?:{_NAMES})(?![a-z])|(?<=[\u3400-\u9fff\d])u(?![a-z])|(?<![a-z])u(?=[\u3400-\u9fff])")
AMOUNT = re.compile(
    rf"(?=[$\d])(\$?)(\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,18}})?)\s?(百万|万|千|[kmw](?![a-z]))?\s?(?:枚|个|的)?\s?((?:{_NAMES}|u)(?![a-z])|美元|美金|dollars?|usd)?"
)


def asset_in(words: str) -> str | None:
    """The ticker of the asset that is named first, in a normalised text."""
    found = NAMED.search(words)
    return ASSETS[found[0]] if found else None


def largest(words: str) -> float:
    """The largest amount named, in very rough dollars; 0 when none is."""
    return max((_dollars(*found.groups(default="")) for found in AMOUNT.finditer(words)), default=0.0)


def _dollars(sign: str, number: str, times: str, unit: str) -> float:
    amount = float(number.replace(",", "")) * TIMES[times]
    if unit in ASSETS:
        return amount * DOLLARS.get(ASSETS[unit], 0)
    return amount if sign or unit else 0.0


def names_ticker(text: str) -> bool:
    """Whether a text, as it was typed, holds what looks like a token's ticker: `PEPE`, `WBTC`."""
    return any(found[0] not in NO_TICKERS for found in TICKER.finditer(text))
