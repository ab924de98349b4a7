"""The figure of a report: the lockout as measured against the lockout aimed for."""
