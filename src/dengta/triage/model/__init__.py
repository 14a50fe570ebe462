"""Values and pure rules of triage: the calendar, the targets and the topics."""
