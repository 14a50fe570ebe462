"""Numbered plain SQL, applied in order, once each. Expand first, contract a release later."""
