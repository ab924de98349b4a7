"""How well the examples hold the rules: every rule is changed a little, and some example should notice."""
