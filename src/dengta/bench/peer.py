"""The peer of `dengta bench intake`: django-helpdesk's REST ticket creation, under gunicorn, on the same PostgreSQL.

Installed from the checkout's `requirements/bench.txt` into a folder of its own when first asked for. Set up as its
documentation says, with everything optional left out, a fast password hash, and connections kept open.
"""

import asyncio
import base64
import contextlib
import os
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec

import dengta
from dengta.bench import stand
from dengta.bench.http import load, request

WORKERS = 3  # gunicorn's advice is twice the cores and one; more of them were slower on two cores
SETTINGS = """
import json, os
DATABASES = {"default": json.loads(os.environ["PEER_DATABASE"])}
SECRET_KEY = "measured and thrown away"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.sites", "django.contrib.humanize",
    "django.contrib.admin", "rest_framework", "helpdesk"]
SITE_ID = 1
ROOT_URLCONF = "peer_urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True
STATIC_URL = "/static/"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
HELPDESK_ACTIVATE_API_ENDPOINT = True
HELPDESK_TEAMS_MODE_ENABLED = False
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.BasicAuthentication"]}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
"""
WSGI = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer_settings")
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
PREPARE = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer_settings")
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import get_user_model
from helpdesk.models import Queue
get_user_model().objects.create_superuser("bench", "bench@example.org", "bench")
sys.stdout.write(str(Queue.objects.create(title="Bench", slug="bench").pk))
"""


def tickets_a_second(url: str, text: str, *, clients: int, seconds: float) -> float:
    """How many tickets the peer creates a second; raises `RuntimeError` when it cannot be installed or run."""
    python = installed()
    with (
        tempfile.TemporaryDirectory(prefix="dengta-bench-peer-") as name,
        _served(python, Path(name), url) as (port, queue),
    ):
        message = _ticket(port, queue, text)
        asyncio.run(load(("127.0.0.1", port), lambda: message, clients=clients, seconds=2))
        return asyncio.run(load(("127.0.0.1", port), lambda: message, clients=clients, seconds=seconds)).rate


def installed(name: str = "bench") -> Path:
    """The Python of a peer's own environment, made from its lock when it is not there yet."""
    root = Path(dengta.__file__).parents[2]
    lock, folder = root / "requirements" / f"{name}.txt", root / ".cache" / f"{name}-peer"
    python = folder / "bin" / "python"
    if not lock.is_file():
        raise RuntimeError(f"the peer is installed from a checkout's requirements/{name}.txt, which is not here")
    if not (folder / "complete").is_file():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
        subprocess.run(command, check=True)
        (folder / "complete").touch()
    return python


@contextlib.contextmanager
def _served(python: Path, folder: Path, url: str) -> Iterator[tuple[int, int]]:
    for name, content in (("settings", SETTINGS), ("urls", URLS), ("wsgi", WSGI), ("prepare", PREPARE)):
        (folder / f"peer_{name}.py").write_text(content)
    environment = {
        **os.environ,
        "PEER_DATABASE": msgspec.json.encode(_database(url)).decode(),
        "PYTHONPATH": str(folder),
    }
    prepare = [str(python), str(folder / "peer_prepare.py")]
    prepared = subprocess.run(prepare, env=environment, capture_output=True, text=True, check=False)
    if prepared.returncode:
        raise RuntimeError(prepared.stderr[-1000:])
    port = stand.free_port()
    serve = [str(python), "-m", "gunicorn", "-w", str(WORKERS), "-k", "gthread", "--threads", "4", "--keep-alive", "60"]
    serve += ["-b", f"127.0.0.1:{port}", "--log-level", "critical", "peer_wsgi:application"]
    process = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(5)
        yield port, int(prepared.stdout.split()[-1])
    finally:
        process.terminate()
        process.wait(30)


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
    }


def _ticket(port: int, queue: int, text: str) -> bytes:
    body = {"queue": queue, "title": text[:80], "description": text, "submitter_email": "a@example.org", "priority": 3}
    password = base64.b64encode(b"bench:bench").decode()
    headers = {"content-type": "application/json", "authorization": f"Basic {password}"}
    return request("POST", "/api/tickets/", msgspec.json.encode(body), headers, port)
