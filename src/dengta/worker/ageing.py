"""Everything that grows old, of every module."""

from dengta.inbox.public import ageing as inbox_ageing
from dengta.kernel.clock import Clock
from dengta.platform.files import Files
from dengta.platform.jobs import forget_given_up, given_up_due
from dengta.platform.retention import Kind
from dengta.platform.settings import Settings
from dengta.webhooks.public import ageing as webhooks_ageing


def ageing(settings: Settings, *, files: Files, clock: Clock) -> tuple[Kind, ...]:
    """The kinds, with the days this installation keeps them."""
    return (
        *inbox_ageing(settings, files=files, clock=clock),
        webhooks_ageing(settings),
        Kind("jobs", settings.keep_jobs, given_up_due, forget_given_up),
    )
