"""The prior: what words alone say about the topic."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from dialogue.understanding.arrays import Floats


@dataclass(frozen=True, slots=True)
class Prior:
    """Keywords of topics, in Thai; a word of few topics says more, and so does a longer one."""

    words: Sequence[tuple[str, tuple[int, ...], float]]
    count: int

    @classmethod
    def of(cls, keywords: Mapping[str, Sequence[str]], topics: Sequence[str]) -> Self:
        """Weigh the keywords of topics; words are bridged already."""
        sharing = Counter(word for words in keywords.values() for word in set(words))
        at = {topic: number for number, topic in enumerate(topics)}
        holders: dict[str, list[int]] = {}
        for topic in topics:
            for word in keywords.get(topic, ()):
                if word and at[topic] not in holders.setdefault(word, []):
                    holders[word].append(at[topic])
        words = [
            (word, tuple(found), math.log1p(len(word)) / sharing[word])
            for word, found in sorted(holders.items())
        ]
        return cls(words, len(topics))

    def scores(self, text: str) -> Floats:
        """Score the topics by the keywords that stand in a bridged text."""
        scores = np.zeros(self.count, dtype=np.float32)
        for word, topics, weight in self.words:
            if word in text:
                for topic in topics:
                    scores[topic] += weight
        return scores
