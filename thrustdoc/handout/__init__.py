"""The handout: the page that a client takes home, as HTML or PDF, with a studio's name and its own templates."""
