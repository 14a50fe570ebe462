"""The door of triage: what the composition roots and the modules above may use.

`watch_clocks` is to run every 15 seconds and `measure_replies` every few minutes, on any number of nodes.
"""

from dengta.triage.change_hours import add_date, change_week, drop_date
from dengta.triage.change_target import change_target
from dengta.triage.desk import CachedDesk, FormTopic, topics, topics_for_form
from dengta.triage.errors import BadCalendar, BadTarget
from dengta.triage.measure_replies import measure_replies
from dengta.triage.model.calendar import Calendar, Span, zones
from dengta.triage.model.targets import Target
from dengta.triage.texts import label
from dengta.triage.watch_clocks import watch_clocks

__all__ = [
    "BadCalendar",
    "BadTarget",
    "CachedDesk",
    "Calendar",
    "FormTopic",
    "Span",
    "Target",
    "add_date",
    "change_target",
    "change_week",
    "drop_date",
    "label",
    "measure_replies",
    "topics",
    "topics_for_form",
    "watch_clocks",
    "zones",
]
