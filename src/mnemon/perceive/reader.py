"""The opening verb: texts in, marks out, many texts together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from mnemon.model.marks import Frame, Marks, Name
from mnemon.model.text import Span
from mnemon.perceive.adjacent import told_as_one, trimmed, with_counts, with_wholes
from mnemon.perceive.calibration import Calibration
from mnemon.perceive.encoder import Encoder
from mnemon.perceive.frames import Found, Window, read_windows
from mnemon.perceive.harm_words import HarmWords
from mnemon.perceive.idioms import with_idioms
from mnemon.perceive.people import with_people
from mnemon.perceive.sentences import sentences

MODEL = Path(__file__).parent / "model"
TOGETHER = 96
"""Sentences read together: enough to keep several workers busy, few enough that what follows need not wait for them."""


class Reader:
    """Reads texts with one opened model."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._calibration = Calibration.of(encoder.card)
        self._harm_words = HarmWords.of(encoder.card)
        self.digest = encoder.digest

    def perceive(self, text: str) -> Marks:
        """The marks of one text; all spans count in its Unicode code points."""
        return next(self.perceive_all([text]))

    def perceive_all(self, texts: Iterable[str]) -> Iterator[Marks]:
        """The marks of each text, in the order given; reads ahead by TOGETHER sentences at most, and one text.

        With several workers each reads a portion of its own, and one more waits for them: one worker's sentences are
        in the network, which needs no interpreter, while another's are cut up or put together.
        """
        workers = self._encoder.workers
        if workers == 1:
            for batch in _batches(texts):
                yield from self._together(batch)
            return
        with ThreadPoolExecutor(workers) as beside:
            ahead: deque[Future[list[Marks]]] = deque()
            for batch in _batches(texts):
                ahead.append(beside.submit(self._together, batch))
                if len(ahead) > workers:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()

    def _together(self, texts: Sequence[tuple[str, tuple[Span, ...]]]) -> list[Marks]:
        pieces = self._encoder.windows([span.of(text) for text, spans in texts for span in spans])
        windows = [Window(i, window) for i, found in enumerate(pieces) for window in found]
        found: dict[int, list[Found]] = {}
        for at in range(0, len(windows), TOGETHER):
            part = windows[at : at + TOGETHER]
            for window, result in zip(part, read_windows(self._encoder, part), strict=True):
                found.setdefault(window.sentence, []).append(result)
        marks, first = [], 0
        for text, spans in texts:
            sentences_found = [found.get(first + i, []) for i in range(len(spans))]
            read = _marks(spans, sentences_found, self._calibration)
            known = self._harm_words.kept(text, read.frames)
            told = told_as_one(text, with_counts(text, trimmed(text, known)))
            frames = tuple(with_idioms(text, spans, with_wholes(text, told)))
            marks.append(with_people(text, replace(read, frames=frames)))
            first += len(spans)
        return marks


def _batches(texts: Iterable[str]) -> Iterator[list[tuple[str, tuple[Span, ...]]]]:
    """Texts with their sentences, in portions of about TOGETHER sentences."""
    waiting: list[tuple[str, tuple[Span, ...]]] = []
    count = 0
    for text in texts:
        waiting.append((text, sentences(text)))
        count += len(waiting[-1][1])
        if count >= TOGETHER:
            yield waiting
            waiting, count = [], 0
    if waiting:
        yield waiting


def _marks(spans: Sequence[Span], found: Sequence[Sequence[Found]], calibration: Calibration) -> Marks:
    frames: list[Frame] = []
    names: list[Name] = []
    for number, (span, windows) in enumerate(zip(spans, found, strict=True)):
        for window in windows:
            first = len(frames)
            scored = (replace(frame, score=calibration.chance(frame.score)) for frame in window.frames)
            frames.extend(_placed(frame, number, span.start_char, first) for frame in scored)
            names.extend(replace(name, span=name.span.shifted(span.start_char)) for name in window.names)
    return Marks(tuple(spans), tuple(frames), tuple(names))


def _placed(frame: Frame, sentence: int, start: int, first: int) -> Frame:
    """The frame with spans of the whole text, and its whole counted among the text's frames."""
    return replace(
        frame,
        sentence=sentence,
        trigger=frame.trigger.shifted(start),
        roles={role: tuple(s.shifted(start) for s in spans) for role, spans in frame.roles.items()},
        part_of=None if frame.part_of is None else frame.part_of + first,
    )


def open_reader(folder: Path = MODEL, threads: int = 1) -> Reader:
    """The shipped model, or another in the same form. Raises ModelError where its files are missing or altered."""
    return Reader(Encoder(folder, threads))
