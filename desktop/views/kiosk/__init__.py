"""Participant mode: one person at a time, nothing of anybody else, and no way out but the code."""
