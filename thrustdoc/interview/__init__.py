"""Asking only what matters: what can still change a page, which question is next, and the talk at a terminal."""
