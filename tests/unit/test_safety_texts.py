"""What people are told about secrets."""

import pytest

from dengta.platform.i18n import translate
from dengta.safety.public import NEVER_ASK, Secret, advice, label


@pytest.mark.parametrize("kind", Secret)
def test_every_kind_has_words_in_both_languages(kind: Secret) -> None:
    for said in (label(kind), advice(kind), NEVER_ASK):
        chinese = translate("zh_Hans", said)
        assert translate("en", said) == said
        assert chinese != said
        assert not set(chinese) & set(",:;!?")


def test_a_doubtful_key_is_told_how_to_send_a_hash() -> None:
    assert "tx hash" in advice(Secret.POSSIBLE_KEY)
