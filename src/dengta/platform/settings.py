"""What an operator sets from outside, read once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


class CannotStart(Exception):  # noqa: N818
    """What an operator must put right before anything can be done; the message says what and how, in a line."""


class BadSetting(CannotStart):
    """A setting cannot be used; the message says which, what was wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the process needs to know before it can ask the database.

    `home` holds what belongs to this installation: the embedded database, files and the key. `database_url`
    None means the embedded server. `base_url` has no trailing slash. `trusted_proxies` is how many proxies in
    front add to X-Forwarded-For; 0 believes nobody. `keep_…` are days; 0 keeps for ever.
    """

    home: Path
    database_url: str | None = field(default=None, repr=False)
    base_url: str = "http://127.0.0.1:8400"
    host: str = "127.0.0.1"
    port: int = 8400
    secret_key: str | None = field(default=None, repr=False)
    trusted_proxies: int = 0
    pool_size: int = 12
    frame_ancestors: str = "'self'"
    metrics_token: str | None = field(default=None, repr=False)
    limits: bool = True
    outbound_private: bool = False
    log_json: bool = False
    traces: str | None = None
    keep_words: int = 730
    keep_files: int = 365
    keep_devices: int = 90
    keep_deliveries: int = 30
    keep_jobs: int = 30

    @property
    def https(self) -> bool:
        """Whether people reach the desk over TLS, which decides cookie names and HSTS."""
        return self.base_url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme, host and port of `base_url`, as browsers send it in `Origin`."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read `DENGTA_*` and `DATABASE_URL`; raises `BadSetting` with advice."""
    env = os.environ if environ is None else environ
    port = _number(env, "DENGTA_PORT", 8400)
    host = env.get("DENGTA_HOST", "127.0.0.1")
    base_url = env.get("DENGTA_BASE_URL", f"http://{host}:{port}").rstrip("/")
    if not base_url.startswith(("http://", "https://")):
        raise BadSetting(f"DENGTA_BASE_URL must start with http:// or https://, not {base_url!r}")
    url = env.get("DATABASE_URL") or None
    if url is not None and not url.startswith(("postgresql://", "postgres://")):
        raise BadSetting("DATABASE_URL must start with postgresql://; leave it unset for the embedded server")
    return Settings(
        home=Path(env.get("DENGTA_HOME", ".dengta")).resolve(),
        database_url=url,
        base_url=base_url,
        host=host,
        port=port,
        secret_key=env.get("DENGTA_SECRET_KEY") or None,
        trusted_proxies=_number(env, "DENGTA_TRUSTED_PROXIES", 0),
        pool_size=_number(env, "DENGTA_POOL_SIZE", 12),
        frame_ancestors=env.get("DENGTA_FRAME_ANCESTORS", "'self'"),
        metrics_token=env.get("DENGTA_METRICS_TOKEN") or None,
        outbound_private=env.get("DENGTA_OUTBOUND", "public") == "private",
        limits=env.get("DENGTA_LIMITS", "on") != "off",
        log_json=env.get("DENGTA_LOG", "text") == "json",
        traces=_address(env, "DENGTA_TRACES"),
        keep_words=_number(env, "DENGTA_KEEP_WORDS", 730),
        keep_files=_number(env, "DENGTA_KEEP_FILES", 365),
        keep_devices=_number(env, "DENGTA_KEEP_DEVICES", 90),
        keep_deliveries=_number(env, "DENGTA_KEEP_DELIVERIES", 30),
        keep_jobs=_number(env, "DENGTA_KEEP_JOBS", 30),
    )


def _address(env: Mapping[str, str], name: str) -> str | None:
    text = env.get(name, "").rstrip("/")
    if text and not text.startswith(("http://", "https://")):
        raise BadSetting(f"{name} must start with http:// or https://, not {text!r}")
    return text or None


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal():
        raise BadSetting(f"{name} must be a whole number, not {text!r}")
    return int(text)
