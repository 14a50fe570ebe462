"""Composition root for HTTP: puts the modules together, guards the edge, maps refusals to answers."""
