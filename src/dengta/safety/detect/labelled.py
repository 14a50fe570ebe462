"""Passwords and one-time codes, only where the writer says what they are."""

import re
from collections.abc import Iterable

from dengta.safety.detect.fold import Folded
from dengta.safety.model import Certainty, Secret, Span

_IS = r"[\s\"'“”]{0,3}(?:is|was|are|:|=|\uff1a|是|为|→|->)[\s\"'“”]{0,3}"
_PASSWORD = re.compile(
    rf"(?:pass\s?(?:word|code|wd)|\bpwd|\bpin(?:\s?code)?|密码|密碼|口令){_IS}"
    r"((?=[!-~]{0,63}\d)[!-~]{4,64})"
)
_CODE = re.compile(
    rf"(?:验证码|驗證碼|校验码|动态码|\botp|2fa(?:\scode)?|one.time\s(?:code|password)|verification\scode|auth(?:enticator)?\scode)"
    rf"(?:{_IS}|\s{{0,2}})(\d{{3}}[\s-]?\d{{3,5}})(?!\d)"
)


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `PASSWORD` and `ONE_TIME_CODE`: the value alone, not the words before it."""
    text = folded.lower
    for pattern, kind in ((_CODE, Secret.ONE_TIME_CODE), (_PASSWORD, Secret.PASSWORD)):
        for match in pattern.finditer(text):
            yield Span(match.start(1), match.end(1), kind, Certainty.LIKELY)
