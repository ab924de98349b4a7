"""Many cases at once: read one by one, worked off by one engine a worker, written whole and noted in a journal."""
