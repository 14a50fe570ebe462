"""Measurements, each held against a limit taken on the same machine in the same run."""
