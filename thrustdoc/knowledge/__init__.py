"""The knowledge base: its records, the condition language, the loader and its lint."""
