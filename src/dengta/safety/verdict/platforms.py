"""On which network an account is, as links and the words around its name say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dengta.safety.verdict.wordlist import words

HOSTS: Mapping[str, str] = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "x.com": "x",
    "twitter.com": "x",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "youtube.com": "youtube",
    "github.com": "github",
    "weibo.com": "weibo",
    "medium.com": "medium",
    "reddit.com": "reddit",
    "linkedin.com": "linkedin",
    "tiktok.com": "tiktok",
    "threads.net": "threads",
    "threads.com": "threads",
}
_WRITTEN: Mapping[str, str] = {
    "telegram": "telegram tg 电报 纸飞机 飞机",
    "x": "twitter 推特 推文",
    "discord": "discord dc",
    "whatsapp": "whatsapp whatsap watsapp",
    "wechat": "wechat weixin wx vx v信 微信 薇信 威信 公众号 视频号",
    "qq": "qq 扣扣 企鹅号",
    "douyin": "douyin 抖音",
    "tiktok": "tiktok",
    "kuaishou": "kuaishou 快手",
    "xiaohongshu": "xiaohongshu xhs rednote 小红书",
    "weibo": "weibo 微博",
    "bilibili": "bilibili b站 哔哩哔哩",
    "zhihu": "zhihu 知乎",
    "tieba": "tieba 贴吧",
    "toutiao": "toutiao 头条",
    "dingtalk": "dingtalk 钉钉",
    "feishu": "feishu lark 飞书",
    "momo": "momo 陌陌 探探",
    "xianyu": "xianyu 闲鱼 淘宝 支付宝 alipay taobao",
    "facebook": "facebook messenger fb 脸书 脸谱",
    "instagram": "instagram insta ig ins",
    "youtube": "youtube 油管",
    "github": "github gitee",
    "medium": "medium",
    "reddit": "reddit",
    "linkedin": "linkedin 领英",
    "kakao": "kakao kakaotalk",
    "zalo": "zalo",
    "viber": "viber",
    "skype": "skype",
    "snapchat": "snapchat",
    "slack": "slack",
    "teams": "msteams",
    "vk": "vk vkontakte",
    "mastodon": "mastodon fediverse 长毛象",
    "bluesky": "bluesky bsky",
    "farcaster": "farcaster warpcast",
    "nostr": "nostr",
    "wickr": "wickr",
    "potato": "potato 土豆聊天",
    "batchat": "batchat 蝙蝠",
    "safew": "safew",
    "twitch": "twitch",
    "pinterest": "pinterest",
    "quora": "quora",
    "debank": "debank",
    "binance square": "币安广场",
}
_CAPITAL: Mapping[str, str] = {
    "X": "x",
    "LINE": "line",
    "Line": "line",
    "Signal": "signal",
    "Session": "session",
    "Threads": "threads",
    "Matrix": "matrix",
    "Element": "element",
    "Max": "max",
    "Soul": "soul",
}
"""Ordinary words, and a letter, that are networks only as they write themselves."""
_HAN = "\u3400-\u9fff"
_JOINS = (
    r"(?:[^\S\n]|[:：()（）\[\]\"“”'`=>|\-–—]|"
    r"\b(?:official|verified|accounts?|handles?|users?|usernames?|ids?|names?|channels?|groups?|bots?|pages?|profiles?|support|"
    r"on|in|at|via|of|from|is|named|called|the|an?|our|your|my|their|this|new|by)\b|"
    r"账号|帐号|账户|用户名?|频道|群组?|官方|客服|主页|平台|自称|我们|你们|他们|有个|来自|这个|[号上的是为叫里中在有个于这])*"
)
_JOIN = re.compile(_JOINS, re.IGNORECASE)
_SENTENCE = re.compile(r"[\n。！？!?；;]")
_DENIED = re.compile(r"(?i)\b(?:not|never|instead|rather|without)\b|n['’]t\b|(?<!是)不[是在]|并非|而非")
_ELSEWHERE = re.compile(
    rf"(?i)[^\S\n]*(?:[(（](?=\S)|(?:on|via|at|in|over|using|from|through)[^\S\n]+(?:the[^\S\n]+)?(?=\w)|在(?=[{_HAN}\w]{{1,8}}[上里中]))"
)
_CALLED = re.compile(
    r"[^\S\n]{0,3}(?:(?P<said>群号?|号码?|账号|帐号|用户名|\b(?:id|username|handle)\b)|\b(?:account|user)\b)?[^\S\n]{0,3}"
    r"(?:[:：是为]|\bis\b)?[^\S\n]{0,3}(?P<name>[A-Za-z][A-Za-z0-9_-]{4,31}|[1-9]\d{4,11})(?![\w@./:-])",
    re.IGNORECASE | re.ASCII,
)
_SIGN = re.compile(r"[\d_]")
FARTHEST = 40
"""Letters between a network's name and the account that it is tied to."""


@dataclass(frozen=True, slots=True)
class Word:
    """A network's name in a text."""

    network: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an account is said to be: `network` when words tie it there, `near` for whatever else is named around."""

    network: str = ""
    near: tuple[str, ...] = ()


def networks(text: str) -> list[Word]:
    """Every network that a text names, outside of links and account names."""
    named = _written()
    return [
        Word(_CAPITAL.get(found[0]) or named[found[0].lower()], found.start(), found.end())
        for found in _pattern().finditer(text)
    ]


def places(text: str, spots: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Where each account, standing from the first to the second place of its pair, is said to be.

    Only words next to an account tie it to a network, and only where no denial and no unknown place follows. A
    network's name elsewhere in the sentence is doubt, unless it is tied to another account.
    """
    named = networks(text) if spots else []
    ties = [{word for word in named if _tied(text, word, spot)} for spot in spots]
    for spot, own in zip(spots, ties, strict=True):
        first, last = _sentence(text, spot)
        others = set().union(*ties) - own
        around = {word for word in named if first <= word.start < last} - others - own
        tied = sorted(own, key=lambda word: word.start)
        near = [word.network for word in [*tied[1:], *sorted(around, key=lambda word: word.start)]]
        if tied and (_DENIED.search(text, first, last) or _is_elsewhere(text, spot[1], named)):
            yield Place("", tuple(dict.fromkeys([tied[0].network, *near])))
        else:
            yield Place(tied[0].network if tied else "", tuple(dict.fromkeys(near)))


def without_sign(text: str) -> Iterator[tuple[int, int, str]]:
    """Names written behind their network without an @ (`微信 abc888`): where each stands, and the network.

    Plain words count only behind a word that announces a name, or behind a network written in Chinese.
    """
    for word in networks(text):
        found = _CALLED.match(text, word.end)
        if found is None or (found["name"].isdecimal() and word.network != "qq"):
            continue
        if found["said"] or _SIGN.search(found["name"]) or not text[word.start : word.end].isascii():
            yield found.start("name"), found.end("name"), word.network


def _tied(text: str, word: Word, spot: tuple[int, int]) -> bool:
    start, end = (word.end, spot[0]) if word.end <= spot[0] else (spot[1], word.start)
    return 0 <= end - start <= FARTHEST and _JOIN.fullmatch(text, start, end) is not None


def _sentence(text: str, spot: tuple[int, int]) -> tuple[int, int]:
    before = [found.end() for found in _SENTENCE.finditer(text, max(spot[0] - 300, 0), spot[0])]
    after = _SENTENCE.search(text, spot[1])
    return (before[-1] if before else max(spot[0] - 300, 0)), (after.start() if after else len(text))


def _is_elsewhere(text: str, end: int, named: Sequence[Word]) -> bool:
    """Whether a place that is no known network follows."""
    found = _ELSEWHERE.match(text, end)
    return found is not None and not any(word.start == found.end() for word in named)


@cache
def _written() -> Mapping[str, str]:
    return {each: network for network, line in _WRITTEN.items() for each in words(line)}


@cache
def _pattern() -> re.Pattern[str]:
    latin = sorted((each for each in _written() if each.isascii()), key=len, reverse=True)
    han = sorted((each for each in _written() if not each.isascii()), key=len, reverse=True)
    alone, after = r"(?<![A-Za-z0-9_@./-])", r"(?![A-Za-z0-9_/@-]|\.\w)"
    return re.compile(f"{alone}(?:(?i:{'|'.join(latin)})|{'|'.join(_CAPITAL)}){after}|(?i:{'|'.join(han)})")
