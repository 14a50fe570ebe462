"""The commands people type. Each file adds one to the parser and imports what it needs only when it is chosen."""
