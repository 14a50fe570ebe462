"""The page on which security officers and administrators choose lists."""

from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from dengta.accounts.public import Actor
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.http import Outbound
from dengta.platform.i18n import N_
from dengta.platform.web import AnyRequest, render, say
from dengta.safety.feeds.errors import BadFeed
from dengta.safety.feeds.manage import add_feed, fetch_soon, fill_feed, list_feeds, remove_feed
from dengta.safety.feeds.model import FeedKind
from dengta.safety.feeds.texts import KINDS, PROBLEMS
from dengta.safety.verdict.feeds import UnreadableFeed

HERE = "/staff/lists"
WRONG_FILE = N_("There is no site or address in this file. Nothing was changed.")
WRONG_FEED = N_(
    "This name or address cannot be used. Nothing was changed. Use a name of its own, and an https address that is "
    "reachable from the internet."
)


@get(HERE, include_in_schema=False)
async def show_lists(request: AnyRequest, actor: Actor, db: Database, clock: Clock) -> Response[str]:
    """Every list, its size, its age and what went wrong last."""
    return await _page(request, actor, db, clock)


@post(HERE, include_in_schema=False)
async def add_list(request: AnyRequest, actor: Actor, db: Database, clock: Clock, outbound: Outbound) -> Response[str]:
    """Add a list by its address, or by a file."""
    form = await request.form()
    name, url = str(form.get("name", "")).strip(), str(form.get("url", "")).strip()
    kind = FeedKind.GOOD if form.get("kind") == FeedKind.GOOD else FeedKind.BAD
    hours = str(form.get("hours", "24"))
    every = int(hours) if hours.isdecimal() and len(hours) < 4 else 0
    file = form.get("file")
    content = await file.read() if isinstance(file, UploadFile) and file.filename else b""
    try:
        uid = await add_feed(
            name, url or None, kind, every_hours=every, actor=actor, db=db, clock=clock, outbound=outbound
        )
        if content:
            await fill_feed(uid, content, actor=actor, db=db, clock=clock)
    except BadFeed:
        return await _page(request, actor, db, clock, wrong=WRONG_FEED)
    except UnreadableFeed:
        await remove_feed(uid, actor=actor, db=db)
        return await _page(request, actor, db, clock, wrong=WRONG_FILE)
    return Redirect(HERE, status_code=303)


@post(HERE + "/{uid:uuid}/{deed:str}", include_in_schema=False)
async def do_with_list(
    request: AnyRequest, uid: UUID, deed: str, actor: Actor, db: Database, clock: Clock
) -> Response[str]:
    """Fetch it now, replace it by a file, or remove it."""
    if deed == "file":
        file = (await request.form()).get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        try:
            await fill_feed(uid, content, actor=actor, db=db, clock=clock)
        except UnreadableFeed:
            return await _page(request, actor, db, clock, wrong=WRONG_FILE)
    elif deed == "fetch":
        await fetch_soon(uid, actor=actor, db=db, clock=clock)
    elif deed == "remove":
        await remove_feed(uid, actor=actor, db=db)
    return Redirect(HERE, status_code=303)


async def _page(request: AnyRequest, actor: Actor, db: Database, clock: Clock, *, wrong: str = "") -> Response[str]:
    return render(
        request,
        "safety/lists.html",
        status=422 if wrong else 200,
        actor=actor,
        feeds=await list_feeds(actor=actor, db=db),
        now=clock.now(),
        kinds=KINDS,
        problems=PROBLEMS,
        wrong=say(request, wrong) if wrong else "",
    )


routes = [show_lists, add_list, do_with_list]
