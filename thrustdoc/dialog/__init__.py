"""The interview at a terminal, or with piped answers: one way to put the questions of thrustdoc.interview."""
