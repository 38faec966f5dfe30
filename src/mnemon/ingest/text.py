"""Plain text: bytes to Unicode, and nothing else altered but line ends and stray NULs."""

from __future__ import annotations

import codecs
import re

from mnemon.errors import EmptyInput, OversizedInput, UnreadableInput
from mnemon.ingest.records import Document, Extract, Limits

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 stands before UTF-16, whose mark is the beginning of UTF-32's."""

MAX_CHAR_BYTES = 4
"""No encoding here takes more bytes for one code point, so longer bytes are refused before they are decoded."""

SAMPLE = 1 << 16
"""Bytes that are looked at to tell an encoding; more costs seconds and changes no answer."""

MAX_MESS = 0.1
"""The share of odd characters (charset-normalizer's `chaos`) above which a decoding is not believed."""

MAX_CONTROLS = 0.01
"""The share of control characters above which bytes are no text; a damaged text has a few, a program has many."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = frozenset(range(0x20)) - {0x09, 0x0A, 0x0D}


def extract(document: Document, limits: Limits) -> Extract:
    """The text of a plain text file. It says nothing of its title, publisher or day."""
    where = document.origin.where
    check_length(len(document.content) // MAX_CHAR_BYTES, limits, where)
    text = readable(decode(document, document.origin.charset), where)
    check_length(len(text), limits, where)
    return Extract(text=text)


def check_length(chars: int, limits: Limits, where: str) -> None:
    """OversizedInput where a text of `chars` code points is longer than the limits allow."""
    if chars > limits.max_text_chars:
        raise OversizedInput(
            f"the text is longer than {limits.max_text_chars:,} characters", where=where, do="split it into reports"
        )


def readable(text: str, where: str) -> str:
    """The text with CRLF as LF and stray NULs as U+FFFD; UnreadableInput where it is full of control characters."""
    controls = len(_CONTROLS.findall(text))
    if controls > max(3, MAX_CONTROLS * len(text)):
        raise UnreadableInput(
            f"not a text: {controls:,} of its {len(text):,} characters are control characters", where=where
        )
    text = text.replace("\r\n", "\n").replace("\x00", "\ufffd")
    if not text.strip("\ufffd\ufeff \t\n\r\f\v"):
        raise EmptyInput("there is no text in it", where=where)
    return text


def decode(document: Document, declared: str | None) -> str:
    """The bytes as Unicode: by byte order mark, UTF-16's pattern, the declared charset, UTF-8, or by likelihood.

    UnreadableInput where none of them fits.
    """
    content, where = document.content, document.origin.where
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _strictly(content, encoding, where)
    pattern = utf16_without_bom(content[:SAMPLE])
    if pattern:
        return _strictly(content, pattern, where)
    return _declared(content, declared) or _undeclared(content, where)


def _declared(content: bytes, charset: str | None) -> str | None:
    """The bytes in the declared charset; None where none is declared, it is unknown, or the bytes break its rules."""
    if not charset:
        return None
    try:
        return content.decode(charset)
    except (LookupError, UnicodeError):
        return None


def _undeclared(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(content):
            raise _broken("UTF-8", error, where) from error
        return _by_likelihood(content, where)


def _strictly(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(encoding.upper(), error, where) from error


def _broken(encoding: str, error: UnicodeDecodeError, where: str) -> UnreadableInput:
    return UnreadableInput(f"broken {encoding} at byte {error.start:,}", where=where, do="save the text again as UTF-8")


def _mostly_utf8(content: bytes) -> bool:
    """True where sound multi-byte sequences outnumber broken ones: damaged UTF-8, not some older encoding."""
    text = content[: SAMPLE * 16].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken > broken


def _by_likelihood(content: bytes, where: str) -> str:
    """Bytes of an older encoding, told by how its letters fall; strict, so that nothing is lost in silence."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (few files need it)

    best = from_bytes(content[:SAMPLE], threshold=MAX_MESS).best()
    if best is None or best.encoding.startswith("utf"):
        raise UnreadableInput("in no known text encoding", where=where, do="save the text again as UTF-8")
    return _strictly(content, best.encoding, where)


def utf16_without_bom(sample: bytes) -> str | None:
    """'utf-16-le' or 'utf-16-be' where every second byte is a control byte and the others are not; else None.

    So it is for every alphabet whose letters stand together below U+2000: the high byte is then below 0x20.
    """
    if len(sample) < 8:
        return None
    even, odd = _control_share(sample[0::2]), _control_share(sample[1::2])
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    if even > 0.7 and odd < 0.1:
        return "utf-16-be"
    return None


def _control_share(values: bytes) -> float:
    return sum(value in _CONTROL_BYTES for value in values) / len(values)
