"""Reading long files as streams: gzip taken off, bytes counted, and breaks told as our errors."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from mnemon.errors import OversizedInput, UnreadableInput

GZIP_MAGIC = b"\x1f\x8b"
BLOCK = 1 << 16


class Unpacked(io.RawIOBase):
    """The bytes of a stream without their gzip, if they have any; at most `limit` of them.

    Reading raises UnreadableInput where the gzip is broken or ends too early, OversizedInput beyond the limit.
    """

    def __init__(self, stream: BinaryIO, limit: int, where: str) -> None:
        super().__init__()
        buffered = io.BufferedReader(_Raw(stream), BLOCK)
        packed = buffered.peek(2)[:2] == GZIP_MAGIC
        self._source = gzip.GzipFile(fileobj=buffered) if packed else buffered
        self._left = limit
        self._where = where
        self.tail = b""
        """The last bytes read so far, four at most."""

    def readable(self) -> bool:
        """True: it is there to be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from its beginning and return how many bytes were put in, 0 at the end."""
        try:
            block = self._source.read1(len(buffer))  # read() would lose what comes before a break
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableInput(f"the gzip is broken or cut short ({error})", where=self._where) from error
        self._left -= len(block)
        if self._left < 0:
            raise OversizedInput("unpacks to more bytes than are read from one file", where=self._where)
        buffer[: len(block)] = block
        self.tail = (self.tail + block)[-4:]
        return len(block)


class _Raw(io.RawIOBase):
    """Any object with `read`, as a raw stream; closing it leaves the object open for its owner."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)


def unpacked(stream: BinaryIO, limit: int, where: str) -> io.BufferedReader:
    """A buffered reader over Unpacked."""
    return io.BufferedReader(Unpacked(stream, limit, where), BLOCK)


def lines(stream: io.BufferedReader, limit: int) -> Iterator[bytes | None]:
    """Each line without its end; None for a line of more than `limit` bytes, which is passed over unread."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(BLOCK)
        yield None
