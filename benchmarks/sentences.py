"""python -m benchmarks.sentences: precision and recall of reading plain English; any word adds what goes wrong."""

from __future__ import annotations

import sys
import time

from tests.sentences import TUNED, UNSEEN, Sentence, pairs, read_sentences, score
from thrustdoc import Thrustdoc
from thrustdoc.complaint.reader import Reader


def main(arguments: list[str]) -> int:
    """Print the figures of both corpora; after any word, also what is read wrongly in the tuned one. Exit code 0."""
    started = time.perf_counter()
    reader = Thrustdoc().reader
    ready, count = (time.perf_counter() - started) * 1e3, sum(map(len, reader.phrases.values()))
    print(f"{count} phrases, ready in {ready:.0f} ms together with the base")
    for name, path in (("tuned", TUNED), ("unseen", UNSEEN)):
        sentences = read_sentences(path)
        started = time.perf_counter()
        found = score(reader, sentences)
        took = (time.perf_counter() - started) / len(sentences) * 1e3
        whole = sum(pairs(reader.read(each.text).facts) == pairs(each.facts) for each in sentences)
        asked = [_asks(reader, each) for each in sentences if each.unclear]
        print(f"{name}: {len(sentences)} sentences, {found.right + found.missed} facts, {took:.1f} ms a sentence")
        print(f"  precision {found.precision:.3f}, recall {found.recall:.3f}, all facts right in {whole}")
        print(f"  of what is not clear, {sum(asked)} of {len(asked)} sentences are asked about")
        if arguments and path == TUNED:
            for each in sentences:
                _show(reader, each)
    return 0


def _asks(reader: Reader, sentence: Sentence) -> bool:
    return {each.fact.id for each in reader.read(sentence.text).unclear} >= set(sentence.unclear)


def _show(reader: Reader, sentence: Sentence) -> None:
    """Print a sentence that is read wrongly, with what was read too much and what was missed."""
    reading = reader.read(sentence.text)
    found, stated = pairs(reading.facts), pairs(sentence.facts)
    if found == stated:
        return
    print(f"- {sentence.text}")
    words = {
        (each.fact.id, each.words) for each in reading.understood if each.fact.id in {n for n, _ in found - stated}
    }
    if found - stated:
        print(f"    too much  {sorted(map(str, found - stated))} from {sorted(words)}")
    if stated - found:
        print(f"    missed    {sorted(map(str, stated - found))}, left over: {reading.rest}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
