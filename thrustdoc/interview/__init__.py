"""Asking only what matters: what can still change a page, and which question is next."""
