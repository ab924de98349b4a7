"""What is wrong with a knowledge base as a whole, found exactly: over every legal case, by a SAT solver."""
