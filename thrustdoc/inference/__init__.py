"""From rules to experta and back: only this package knows the engine, and only compat.py imports it."""
