"""Passwords and one-time codes, only where the writer says what they are."""

import re
from collections.abc import Iterable

from dengta.safety.detect.fold import Folded
from dengta.safety.model import Certainty, Secret, Span

_IS = "[\\s\"'“”]{0,3}(?:is|was|are|[:=\uff1a是为→]|->)[\\s\"'“”]{0,3}"
PASSWORD_NAMES = (
    *("password", "passcode", "passwd", "pass word", "pass code", "pwd", "pin", "pin code"),
    *("密码", "密碼", "口令"),
)
CODE_NAMES = (
    *("otp", "2fa", "2fa code", "one-time code", "one time code", "one-time password", "one time password"),
    *("verification code", "auth code", "authenticator code", "验证码", "驗證碼", "校验码", "动态码"),
)
LABELS = (
    (Secret.PASSWORD, PASSWORD_NAMES, f"{_IS}((?=[!-~]{{0,63}}[0-9])[!-~]{{4,64}})"),
    (Secret.ONE_TIME_CODE, CODE_NAMES, f"(?:{_IS}|\\s{{0,2}})([0-9]{{3}}[\\s-]?[0-9]{{3,5}})(?![0-9])"),
)
"""What is named, by which names, and what then stands after the name; in the syntax that Python and browsers share."""

_RULES = tuple((kind, names, re.compile(f"(?:^|[^a-z])(?:{'|'.join(names)}){value}")) for kind, names, value in LABELS)


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `PASSWORD` and `ONE_TIME_CODE`: the value alone, not the words before it."""
    text = folded.lower
    for kind, names, rule in _RULES:
        if any(name in text for name in names):
            for match in rule.finditer(text):
                yield Span(match.start(1), match.end(1), kind, Certainty.LIKELY)
