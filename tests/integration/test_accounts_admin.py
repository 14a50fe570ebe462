"""`dengta admin` on a real database."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pyotp
import pytest

from dengta.accounts.sessions import Visitor
from dengta.accounts.sign_in import sign_in
from dengta.cli.main import main
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.staff import PASSWORD, rows

ROOT = "0" * 64


@pytest.fixture
def admin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, database_url: str
) -> Any:
    """Run `dengta admin … --json`; its exit code and what it answered."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DENGTA_HOME", str(tmp_path))
    monkeypatch.setenv("DENGTA_SECRET_KEY", ROOT)

    def run(*words: str, typed: str = "") -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["admin", *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_first_administrator_is_made_without_a_browser(admin: Any) -> None:
    code, told = admin("create", "Ana@example.org", "--name", "Ana", "--password-stdin", typed=PASSWORD + "\n")
    assert code == 0
    assert (told["login"], told["roles"], len(told["recovery_codes"])) == ("ana@example.org", ["administrator"], 10)
    assert told["totp_uri"].startswith("otpauth://totp/Dengta:ana%40example.org?secret=" + told["totp_secret"])
    assert admin("create", "ana@example.org", "--name", "Ana", "--password-stdin", typed=PASSWORD + "\n") == (
        1,
        {"ok": False, "refused": "login_taken", "why": "Someone has this login, or has been invited under it."},
    )


async def test_who_was_made_can_sign_in(admin: Any, db: Database) -> None:
    make = ("create", "ana", "--name", "Ana", "--role", "lead", "--password-stdin")
    _, told = await asyncio.to_thread(admin, *make, typed=PASSWORD + "\n")
    code = pyotp.TOTP(told["totp_secret"]).now()
    opened = await sign_in(
        "ana", PASSWORD, code, visitor=Visitor(), keys=Keys(ROOT.encode()), db=db, clock=SystemClock()
    )
    assert opened.token


def test_a_weak_password_is_refused_with_its_reason(admin: Any) -> None:
    code, told = admin("create", "ana", "--name", "Ana", "--password-stdin", typed="password1234\n")
    assert (code, told["refused"], told["why"]) == (1, "weak_password", "common")


def test_links_are_made_for_new_people_and_for_those_locked_out(admin: Any) -> None:
    code, told = admin("invite", "bo", "--name", "Bo", "--role", "agent")
    assert code == 0
    assert told["link"].startswith("http://127.0.0.1:8400/staff/enrol/")
    admin("create", "ana", "--name", "Ana", "--password-stdin", typed=PASSWORD + "\n")
    assert admin("reset", "ana")[1]["link"] != told["link"]
    assert admin("reset", "nobody") == (1, {"ok": False, "refused": "not_found", "why": "nobody has this login"})


async def test_the_log_is_verified_against_a_head_written_down_before(admin: Any, db: Database) -> None:
    async def run(*words: str, typed: str = "") -> Any:
        return await asyncio.to_thread(admin, *words, typed=typed)

    await run("create", "ana", "--name", "Ana", "--password-stdin", typed=PASSWORD + "\n")
    await run("grant", "ana", "security_officer")
    code, told = await run("audit", "verify")
    assert (code, told["entries"]) == (0, 2)
    assert (await run("audit", "verify", "--anchor", told["head"]))[0] == 0
    async with db.transaction() as tx:
        await tx.execute("alter table accounts_audit disable trigger user")
    await rows(db, "update accounts_audit set detail = '{}' where position = 2 returning 1")
    assert await run("audit", "verify") == (1, {"ok": False, "position": 2, "why": "altered"})
