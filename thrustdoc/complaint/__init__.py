"""From plain English to facts: phrases of the knowledge base, numbers with units, negation, degrees, typing errors.

text -> tokens.py -> lexicon.py (one key for all words of one meaning) -> match.py (phrases that may stand there)
     -> choose.py (those that do) -> polarity.py (said or denied) -> read.py (facts, questions, the rest)
"""
