"""The link with which whoever runs the machine sets a fresh desk up in a browser."""

import asyncio

from dengta.platform.settings import Settings


def setup_link(settings: Settings) -> str | None:
    """The link, code and all, while the desk has no administrator; None once it has one."""
    return asyncio.run(_link(settings))


async def _link(settings: Settings) -> str | None:
    from dengta.accounts.public import has_administrator
    from dengta.cli.desk import open_desk
    from dengta.web.setup_code import setup_code

    async with open_desk(settings) as desk:
        async with desk.db.transaction() as tx:
            if await has_administrator(tx):
                return None
        return f"{settings.base_url}/setup?code={setup_code(desk.keys)}"
