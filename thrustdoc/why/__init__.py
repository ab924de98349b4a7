"""Why a line stands, why another does not, and what would change the answer."""
