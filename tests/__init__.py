"""The suite. Names are sentences; the only thing stood in for is time."""
