"""Measurements side by side; `python -m benchmarks` runs them all. Not shipped, and not part of the tests."""
