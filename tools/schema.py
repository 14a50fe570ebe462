"""Keep src/dengta/migrations/schema.sql, the schema for a reader, level with what the migrations make.

    python -m tools.schema            fail when they differ
    python -m tools.schema --update   write it anew

The job queue's own tables are its library's and left out.
"""

import difflib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from dengta.platform import postgres
from dengta.platform.migrate import LEDGER, migrations

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "src" / "dengta" / "migrations" / "schema.sql"
HEADER = "-- Made by `make schema` from the numbered migrations, for people to read; nothing applies it.\n\n"
NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)$\n", re.MULTILINE)


def main(arguments: list[str]) -> int:
    made = HEADER + dump()
    if arguments == ["--update"]:
        FILE.write_text(made, encoding="utf-8")
        return 0
    kept = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    diff = difflib.unified_diff(kept.splitlines(), made.splitlines(), "schema.sql", "what the migrations make", n=1)
    lines = list(diff)
    if lines:
        sys.stdout.write("\n".join([*lines[:60], "schema.sql differs from the migrations; run make schema", ""]))
    return 1 if lines else 0


def dump() -> str:
    """The schema of a freshly migrated database, without comments, settings and owners."""
    with tempfile.TemporaryDirectory(prefix="dengta-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "postgres"
        url = postgres.start(data)
        try:
            with psycopg.connect(url, autocommit=True) as db:
                db.execute(LEDGER)
                for migration in migrations()[1:]:
                    db.execute(migration.statements.encode())
            return tidy(run_pg_dump(url))
        finally:
            postgres.stop(data)


def run_pg_dump(url: str) -> str:
    command = [postgres.program("pg_dump"), "--schema-only", "--no-owner", "--no-privileges", url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", NOISE.sub("", text)).strip() + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
