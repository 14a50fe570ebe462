"""Passwords and one-time codes, only where the writer says what they are."""

import re
from collections.abc import Iterable

from dengta.safety.detect.fold import Folded
from dengta.safety.model import Certainty, Secret, Span

PASSWORD_NAMES = (
    *("passwords?", "pass\\s?code", "passwd", "pass ?word", "passphrase", "pwd", "pw", "pin", "pin code", "pin number"),
    *("contraseña", "contrasena", "mot de passe", "passwort", "kennwort", "senha"),
)
CODE_NAMES = (
    *("otps?", "2fa", "(?:2fa|one-time|one time|sms|security|verification|auth|login|confirmation|backup) codes?"),
    *("one-time password", "one time password", "authenticator(?: codes?)?", "totp"),
)
HAN_PASSWORD_NAMES = ("密码", "密碼", "口令", "PIN码")
HAN_CODE_NAMES = ("验证码", "驗證碼", "校验码", "动态码", "动态口令", "短信码", "安全码", "认证码", "谷歌验证")
_FIRST_WORDS = frozenset(
    b"password passwords pass passcode passwd passphrase pwd pw pin contrasena mot passwort kennwort senha otp otps fa "
    b"code codes secret authenticator totp otpauth".split()
)
"""One of these stands in every text that a Latin name stands in."""
_FIRST_HAN = ("码", "碼", "口令", "谷歌验证")

_QUOTES = "[\\s\"'“”‘’「」]{0,3}"
_IS = f"{_QUOTES}(?:is|was|are|[:=\uff1a是为為→]|->){_QUOTES}"
_COLON = f"{_QUOTES}[:=\uff1a]{_QUOTES}"
_PASSWORD = f"(?:^|[^a-z])(?:{'|'.join(PASSWORD_NAMES)})(?![a-z])"
_CODE = f"(?:^|[^a-z])(?:{'|'.join(CODE_NAMES)})(?![a-z])"
_HAN_PASSWORD = f"(?:{'|'.join(HAN_PASSWORD_NAMES).lower()})"
_HAN_CODE = f"(?:{'|'.join(HAN_CODE_NAMES)})"
_DIGITS = "([0-9]{3}[\\s-]?[0-9]{3,5})(?![0-9])"
_VALUE = "((?=[!-~]{0,63}[0-9])[!-~]{4,64})"
_ODD = "((?=[!-~]{1,62}[!@#$%^&*_+=][!-~])[!-~]{6,64})"
LATIN_LABELS = (
    (Secret.PASSWORD, f"{_PASSWORD}{_IS}{_VALUE}"),
    (Secret.PASSWORD, f"{_PASSWORD}{_COLON}{_ODD}"),
    (Secret.PRIVATE_KEY, f"(?:^|[^a-z?&])(?:api[ _-]?)?secret(?:[ _-]?key)?{_COLON}([!-~]{{24,128}})"),
    (Secret.PASSWORD, "otpauth://[!-~]{1,200}?[?&]secret=([a-z2-7]{16,128})"),  # what an authenticator is set up with
    (Secret.ONE_TIME_CODE, f"{_CODE}(?:{_IS}|\\s{{0,2}}){_DIGITS}"),
    (Secret.ONE_TIME_CODE, f"(?:^|[^0-9])([0-9]{{6}})(?=\\s?is\\s?(?:my|the|your)?[^\\n]{{0,12}}{_CODE})"),
)
HAN_LABELS = (
    (Secret.PASSWORD, f"{_HAN_PASSWORD}{_IS}{_VALUE}"),
    (Secret.PASSWORD, f"{_HAN_PASSWORD}{_COLON}{_ODD}"),
    (
        Secret.PASSWORD,
        f"{_HAN_PASSWORD}\\s?((?=[!-~]{{0,31}}[0-9])[0-9a-z!@#$%^&*_.+-]{{6,32}})(?![位年个個0-9a-z!@#$%^&*_.+-])",
    ),
    (Secret.PASSWORD, f"{_HAN_PASSWORD}{_IS}([a-z]{{6,32}})(?![a-z])"),
    (Secret.ONE_TIME_CODE, f"{_HAN_CODE}(?:{_IS}|\\s{{0,2}}){_DIGITS}"),
    (Secret.ONE_TIME_CODE, f"([0-9]{{6}})(?=\\s?是\\s?(?:我的|您的)?[^\\n]{{0,6}}{_HAN_CODE})"),
)
"""What is found by which pattern, in small letters, the value its only group and its end; in the syntax that Python
and browsers share. Those with Chinese names stand apart, for they begin with what few texts have."""

_LATIN_FIRST = re.compile(
    f"(?:pass ?word|pass|pwd|pw|pin|contrase|mot de|passwort|kennwort|senha|otp|2fa|code|secret|authenticator|totp)"
    f"[a-zñ _-]{{0,8}}(?:{_IS}|{_QUOTES}[0-9]|://)|[0-9]{{6}}\\s?is"
)
_HAN_FIRST = re.compile(f"(?:{_HAN_PASSWORD}|{_HAN_CODE})[^!-~]{{0,12}}[!-~]")
_SIX = re.compile("[0-9]{6}\\s?是")
"""What stands in every text that one of the rules fits."""
_LATIN_RULES, _HAN_RULES = (
    tuple((kind, re.compile(pattern)) for kind, pattern in labels) for labels in (LATIN_LABELS, HAN_LABELS)
)


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `PASSWORD` and `ONE_TIME_CODE`: the value alone, not the words before it."""
    if not _FIRST_WORDS.isdisjoint(folded.letters) and _LATIN_FIRST.search(folded.lower):
        yield from _values(folded.lower, _LATIN_RULES)
    if folded.plain.isascii() or not any(part in folded.plain for part in _FIRST_HAN):
        return
    if _HAN_FIRST.search(folded.lower) or _SIX.search(folded.lower):
        yield from _values(folded.lower, _HAN_RULES)


def _values(text: str, rules: Iterable[tuple[Secret, re.Pattern[str]]]) -> Iterable[Span]:
    for kind, rule in rules:
        for match in rule.finditer(text):
            yield Span(match.start(1), match.end(1), kind, Certainty.LIKELY)
