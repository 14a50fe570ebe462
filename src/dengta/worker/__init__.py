"""Composition root for what happens behind the pages: the relay, reactions to facts, and work on a schedule."""
