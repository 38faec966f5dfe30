"""Reported statements by the words of saying alone: who said something, by which word, and what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mnemon.coding.codebook import Saying
from mnemon.model.claims import Attribution
from mnemon.model.marks import Marks
from mnemon.model.text import Span

LONGEST = 16
"""More words than this are no speaker."""

BREAKS = re.compile(
    r'[,;:"“”()]|\s[-–—]\s|\b(?:but|and that|while|although|because|when|after|before|as|if|that|which)\b'
)
"""What parts the words for a speaker from what stands before them."""

LEAD = re.compile(
    r"(?:(?:and|but|when|where|while|meanwhile|also|however|earlier|later|still|yet|on \w+day|\w+day)\b,?\s+)+",
    re.IGNORECASE,
)
"""Words before a speaker that are none of it."""

TAIL = re.compile(
    r"\s+(?:on \w+day|\w+day|today|yesterday|earlier|later|also|had|has|have|now|just|then|still|first"
    r"|repeatedly|recently)$",
    re.IGNORECASE,
)
"""Words between a speaker and the verb."""

PLAIN = ("said", "says", "added", "adds")
"""Verbs that a speaker may follow without a quotation: ", said the mayor"."""

AFTER = re.compile(r'[,;:."“”()]|\b(?:in|on|at|after|during|who|which|that|when|as|while|before|but|and)\b')
"""What ends a speaker named after the verb."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Finds them in one report."""

    text: str
    marks: Marks
    saying: Saying

    def find(self, sentences: Sequence[int]) -> Iterator[Attribution]:
        """The statement of each of these sentences (by number), where it reports one for sure."""
        phrases = re.compile("|".join(rf"\b{re.escape(p)}\s" for p in self.saying.phrases), re.IGNORECASE)
        verbs = re.compile(rf"\b(?:{'|'.join(sorted(self.saying.verbs))})\b")
        for number in sentences:
            found = self._of(self.marks.sentences[number], phrases, verbs)
            if found is not None:
                yield found

    def _of(self, sentence: Span, phrases: re.Pattern[str], verbs: re.Pattern[str]) -> Attribution | None:
        said = sentence.of(self.text)
        phrase = phrases.search(said)
        if phrase is not None:
            cue = Span(phrase.start(), phrase.end() - 1)
            source = self._named_after(said, phrase.end(), sentence)
            if source is not None:
                return self._made(sentence, source, cue)
        for verb in verbs.finditer(said):
            source = self._named_before(said, verb, sentence) or self._inverted(said, verb, sentence)
            if source is not None:
                return self._made(sentence, source, Span(*verb.span()))
        return None

    def _made(self, sentence: Span, source: Span, cue: Span) -> Attribution:
        who, word = source.shifted(sentence.start_char), cue.shifted(sentence.start_char)
        return Attribution((who,), (word,), rest(self.text, sentence, (who, word)))

    def _named_before(self, said: str, verb: re.Match[str], sentence: Span) -> Span | None:
        """The speaker just before a verb: "Police in Bara said", "N, a spokesman for X, said"."""
        if verb[0] in self.saying.that_verbs and not re.match(r'\s+(?:that|:|["“])', said[verb.end() :]):
            return None
        before = said[: verb.start()]
        starts = [0, *(m.end() for m in BREAKS.finditer(before))]
        closing = before.rstrip().endswith(",")
        start = starts[-3] if closing and len(starts) >= 3 else 0 if closing else starts[-1]
        return self._speaker(said, start, len(before.rstrip(" ,")), sentence)

    def _inverted(self, said: str, verb: re.Match[str], sentence: Span) -> Span | None:
        """The speaker after a verb that follows a quotation or a comma: "..., said the mayor"."""
        before = said[: verb.start()].rstrip()
        quoted = before.endswith(('"', "”", "’", "''"))
        if not quoted and not (before.endswith(",") and verb[0] in PLAIN):
            return None
        return self._named_after(said, verb.end(), sentence)

    def _named_after(self, said: str, start: int, sentence: Span) -> Span | None:
        ends = AFTER.search(said, start + 4)
        return self._speaker(said, start, ends.start() if ends else len(said), sentence)

    def _speaker(self, said: str, start: int, end: int, sentence: Span) -> Span | None:
        """The words between two places without what only surrounds a speaker; None where they name nobody."""
        words = said[start:end]
        start += len(words) - len(words.lstrip())
        lead = LEAD.match(said, start, end)
        start = lead.end() if lead else start
        words = said[start:end].rstrip(" ,.")
        while tail := TAIL.search(words):
            words = words[: tail.start()]
        span = Span(start, start + len(words))
        return span if self._names_somebody(words, span.shifted(sentence.start_char)) else None

    def _names_somebody(self, words: str, span: Span) -> bool:
        tokens = [w.strip("'’,.") for w in words.lower().split()]
        if (
            not 0 < len(tokens) <= LONGEST
            or tokens[-1] in ("and", "or", "the", "of")
            or re.search(r"\b(?:was|were|is|are|will|would|has|have|had)\b", words)
        ):
            return False
        named = any(n.type in ("person", "organisation") and n.span.overlaps(span) for n in self.marks.names)
        return named or not self.saying.speakers.isdisjoint(tokens)


BULLET = re.compile(r"\s*(?:[-*•–]|\d+[.)])\s")
FIRST_PERSON = re.compile(r"\s*[^\n]*?\b(?:I|[Ww]e|[Oo]ur|[Mm]y)\b")
"""A paragraph in which the speaker still speaks."""

OPENING = ":"
HEAD = 700
"""Within so many characters a report that is one statement opens it."""

ANOTHER = re.compile(r"[\"“”]|\b(?:said|says|told|added|stated|according to|reported|announced)\b")
"""What a text holds where others speak in it, too."""

FARTHEST = 4000
"""How many characters an opened statement runs on at most."""


def opened(text: str, sentence: Span) -> Span | None:
    """The stretch that a sentence opens with its colon ("The ministry said the following:"); None where it opens none.

    It runs to the end of the quotation, of the list, or of the paragraph that follows; to the end of a report that is
    one statement, opened at its head ("The minister said:"), in which nobody else speaks.
    """
    if not sentence.of(text).rstrip().endswith(OPENING):
        return None
    start = sentence.end_char + len(text[sentence.end_char :]) - len(text[sentence.end_char :].lstrip())
    if start >= len(text):
        return None
    return Span(start, min(_end_of_statement(text, start), start + FARTHEST))


def governed(text: str, sentences: Sequence[Span], said: Attribution) -> Span | None:
    """What a statement's sentence opens with a colon; None where it opens nothing."""
    first = min((*said.source, *said.cue))
    at = bisect_right(sentences, first.start_char, key=lambda s: s.start_char) - 1
    return opened(text, sentences[at]) if at >= 0 else None


def _end_of_statement(text: str, start: int) -> int:
    mark = {'"': '"', "“": "”"}.get(text[start])
    if mark is not None:
        closed = text.find(mark, start + 1)
        return closed + 1 if closed >= 0 else _paragraph_end(text, start)
    if start <= HEAD and ANOTHER.search(text, start) is None:
        return len(text)
    end = _paragraph_end(text, start)
    goes_on = BULLET.match if BULLET.match(text, start) else FIRST_PERSON.match
    while end < len(text) and goes_on(text, end):
        end = _paragraph_end(text, end + len(text[end:]) - len(text[end:].lstrip()))
    return end


def in_quotes(text: str, at: int) -> bool:
    """Whether a quotation is open before a character."""
    return text.count("“", 0, at) > text.count("”", 0, at) or text.count('"', 0, at) % 2 == 1


def _paragraph_end(text: str, start: int) -> int:
    """Where the line or paragraph that begins at `start` ends."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


EDGES = " \t\r\n\f\v,;:.\"“”'"


def rest(text: str, sentence: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of a sentence without the words taken, white space and edge punctuation trimmed."""
    edges = [sentence.start_char, *(e for s in sorted(taken) for e in (s.start_char, s.end_char)), sentence.end_char]
    left = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = text[start:end]
        lead = len(words) - len(words.lstrip(EDGES))
        kept = words.strip(EDGES)
        if len(kept) > 2:
            left.append(Span(start + lead, start + lead + len(kept)))
    return tuple(left)
