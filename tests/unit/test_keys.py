"""The installation's key: made once, whole, and by one process only."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dengta.platform.keys import load_keys
from dengta.platform.settings import BadSetting, Settings


def test_many_first_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as starts:
        keys = list(starts.map(lambda _: load_keys(Settings(home=tmp_path / "home")), range(64)))
    assert len({key.derive("purpose") for key in keys}) == 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret.key"]
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o077 == 0


def test_purposes_have_keys_of_their_own(tmp_path: Path) -> None:
    keys = load_keys(Settings(home=tmp_path))
    assert keys.derive("one") == keys.derive("one") != keys.derive("other")
    assert keys.derive("one").hex() not in repr(keys)


def test_a_short_key_is_refused_without_being_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="at least 32 characters") as refused:
        load_keys(Settings(home=tmp_path, secret_key="hunter2"))
    assert "hunter2" not in str(refused.value)
