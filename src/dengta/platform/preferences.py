"""Settings that people change while the desk runs: JSON under a key, remembered by every process for a short while."""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from psycopg.types.json import Jsonb

from dengta.kernel.events import Event
from dengta.platform import outbox
from dengta.platform.db import Tx
from dengta.platform.i18n import Language

LOAD = "select key, value from platform_setting"
PUT = """
    insert into platform_setting (key, value) values (%s, %s)
    on conflict (key) do update set value = excluded.value, changed_at = now()
"""

SETTINGS = "settings"
"""The live key that is woken when anything changes that processes remember."""

BRAND = "desk.brand"
COLOUR = re.compile(r"#[0-9a-f]{6}")
DEFAULT_COLOUR = "#125ea8"

Kept = TypeVar("Kept", bound=msgspec.Struct)


class Brand(msgspec.Struct, frozen=True):
    """How the desk presents itself. `colour` is `#rrggbb`; `logo` is the identifier of a picture in the files;
    `language` is for visitors whose browser asks for none that we have."""

    name_en: str = ""
    name_zh: str = ""
    colour: str = DEFAULT_COLOUR
    logo: str | None = None
    language: Language = "en"

    def name(self, language: Language) -> str:
        """The name in a language, or in the other one; empty when the desk has none yet."""
        first, second = (self.name_zh, self.name_en) if language == "zh_Hans" else (self.name_en, self.name_zh)
        return first or second


@dataclass(frozen=True, slots=True)
class SettingChanged(Event):
    """A setting changed; every process reads its settings again."""

    topic = "platform.setting_changed"
    key: str

    def streams(self) -> tuple[str, ...]:
        return (SETTINGS,)


class Preferences:
    """What was set, from memory. `refresh` at start and whenever `SETTINGS` is woken keeps it true across processes."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    async def refresh(self, tx: Tx) -> None:
        """Read everything again."""
        rows = await (await tx.execute(LOAD)).fetchall()
        self._values = {str(key): value for key, value in rows}

    def get(self, key: str, kind: type[Kept]) -> Kept:
        """What is kept under a key, or the defaults of its kind when there is nothing, or nothing that fits."""
        try:
            return msgspec.convert(self._values.get(key, {}), kind)
        except msgspec.ValidationError:
            return kind()

    async def put(self, tx: Tx, key: str, value: msgspec.Struct) -> None:
        """Keep a value; this process sees it at once, others as soon as the relay has told them."""
        plain = msgspec.to_builtins(value)
        await tx.execute(PUT, (key, Jsonb(plain)))
        await outbox.append(tx, [SettingChanged(key)])
        self._values = {**self._values, key: plain}
