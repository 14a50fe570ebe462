"""The door of triage: what the composition roots and the modules above may use."""

from dengta.triage.desk import CachedDesk, FormTopic, topics_for_form
from dengta.triage.texts import label

__all__ = ["CachedDesk", "FormTopic", "label", "topics_for_form"]
