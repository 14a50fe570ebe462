"""The door of triage: what the composition roots and the modules above may use.

`watch_clocks` is to run every 15 seconds and `measure_replies` every few minutes, on any number of nodes.
"""

from dengta.triage.desk import CachedDesk, FormTopic, topics_for_form
from dengta.triage.jobs import measure_replies, watch_clocks
from dengta.triage.texts import label

__all__ = ["CachedDesk", "FormTopic", "label", "measure_replies", "topics_for_form", "watch_clocks"]
