"""Near-copies: the same agency text under two mastheads is one voice, and must not count as two.

Texts are compared by their 5-word shingles. MinHash estimates the share of shingles that two texts have in common.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable

import numpy as np
from datasketch import LeanMinHash, MinHash, MinHashLSH

from mnemon.model.text import Copy

SHINGLE_WORDS = 5
"""Five words in a row seldom meet by chance, and an editor's single change spoils five shingles, not ten."""

PERMUTATIONS = 128
"""The estimate's standard error is then at most 0.044; each signature has 512 bytes."""

THRESHOLD = 0.7
"""An agency text with a new headline and last paragraph keeps 0.7 to 0.9; two reporters at one scene stay under 0.3."""

BANDS, ROWS = 25, 5
"""Of pairs of similarity 0.7, 99 in 100 meet in one of 25 bands of 5 values; of 0.8, nearly all; of 0.3, 6."""

MIN_WORDS = 30
"""Shorter texts have too few shingles to estimate from: they are copies only when equal after normalising."""

SCHEME = "affine32"
"""How datasketch permutes; stored signatures hold only as long as this stays as it is."""

EXACT = b"="
"""The first byte of a short text's signature; the sha256 of its normalised words follows."""

_WORD = re.compile(r"\w+")
_SIGNATURE_BYTES = PERMUTATIONS * 4


def normalised_words(text: str) -> list[str]:
    """The words of a text in small letters; punctuation, width and accents' spelling make no difference."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def signature(text: str) -> bytes:
    """What is stored to compare a text with others: 512 bytes of MinHash, or 33 bytes for a text of under 30 words."""
    words = normalised_words(text)
    if len(words) < MIN_WORDS:
        return EXACT + hashlib.sha256(" ".join(words).encode("utf-8", "replace")).digest()
    shingles = {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1)}
    sketch = MinHash(num_perm=PERMUTATIONS, scheme=SCHEME, hashfunc=zlib.crc32)
    sketch.update_batch([shingle.encode("utf-8", "replace") for shingle in shingles])
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


class CopyFinder:
    """Finds the known report that a text is a near-copy of. It grows with `add`, and is built anew from signatures."""

    def __init__(self, known: Iterable[tuple[str, bytes]] = ()) -> None:
        self._index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        self._signatures: dict[str, bytes] = {}
        self._order: dict[str, int] = {}
        self._exact: dict[bytes, str] = {}
        for report_id, known_signature in known:
            self.add(report_id, known_signature)

    def add(self, report_id: str, signature: bytes) -> None:
        """Make a report known; adding it again changes nothing. ValueError where the signature is none of ours."""
        if report_id in self._signatures:
            return
        _check(signature)
        self._signatures[report_id] = signature
        self._order[report_id] = len(self._order)
        if len(signature) != _SIGNATURE_BYTES:
            self._exact.setdefault(signature, report_id)
        else:
            self._index.insert(report_id, _sketch(signature), check_duplication=False)

    def find(self, report_id: str, signature: bytes) -> Copy | None:
        """The known report most like this one, the first known among equals; None where none is like enough."""
        _check(signature)
        if len(signature) != _SIGNATURE_BYTES:
            return self._find_equal(report_id, signature)
        values = np.frombuffer(signature, "<u4")
        best, similarity = None, THRESHOLD
        for other in self._candidates(report_id, signature):
            shared = float(np.mean(values == np.frombuffer(self._signatures[other], "<u4")))
            if shared > similarity or (best is None and shared >= THRESHOLD):
                best, similarity = other, shared
        return Copy(report_id, best, similarity) if best else None

    def _find_equal(self, report_id: str, signature: bytes) -> Copy | None:
        other = self._exact.get(signature)
        return Copy(report_id, other, 1.0) if other and other != report_id else None

    def _candidates(self, report_id: str, signature: bytes) -> list[str]:
        """Reports that share a band with this one, in the order in which they became known."""
        met = set(self._index.query(_sketch(signature))) - {report_id}
        return sorted(met, key=self._order.__getitem__)


def _sketch(signature: bytes) -> LeanMinHash:
    values = np.frombuffer(signature, "<u4").astype(np.uint32)
    return LeanMinHash(seed=1, hashvalues=values, scheme=SCHEME)


def _check(signature: bytes) -> None:
    exact = len(signature) == 33 and signature.startswith(EXACT)
    if not exact and len(signature) != _SIGNATURE_BYTES:
        raise ValueError(f"not a signature: {len(signature)} bytes")
