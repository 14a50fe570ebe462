"""Dengta (灯塔, lighthouse): the support desk of a self-custody wallet."""

__version__ = "0.1.0"
