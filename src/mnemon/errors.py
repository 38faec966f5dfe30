"""Every error that Mnemon raises on purpose. Each says what was wrong, where, and what to do.

MnemonError                     base: a sentence for people, with `where`
├── InputError                  a report could not be taken in; the run goes on with the next one
│   ├── EmptyInput              nothing to read: no bytes, or no text in them
│   ├── UnreadableInput         broken, truncated or encrypted bytes; not what they claim to be
│   ├── OversizedInput          larger, deeper or more compressed than the limits allow
│   ├── UnsupportedInput        a kind of file that no reader takes
│   └── FetchError              the network said no, was too slow, or led where we do not go
├── RecordError                 the record itself
│   ├── ArchiveError            kept bytes are missing or no longer match their sha256
│   ├── StoreError              the database is not a Mnemon record, is newer than this program, or is in use
│   ├── NotFound                no claim, report or event has this id
│   └── Outdated                somebody decided on this since it was shown
├── ModelError                  the shipped model's files are missing or do not match their card
├── DataError                   a codebook, actor list, gazetteer or rule file breaks its own rules
└── UsageError                  options that do not go together
"""


class MnemonError(Exception):
    """Base of all errors: `what` was wrong, `where` it was, and what to `do` about it."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The error as one line: where: what; what to do."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.do})" if self.do else line


class InputError(MnemonError):
    """A report could not be taken in."""


class EmptyInput(InputError):
    """No bytes, or no text in them."""


class UnreadableInput(InputError):
    """Broken, truncated or encrypted bytes, or bytes that are not what they claim to be."""


class OversizedInput(InputError):
    """Larger, deeper or more compressed than the limits allow."""


class UnsupportedInput(InputError):
    """A kind of file that no reader takes."""


class FetchError(InputError):
    """The network refused, was too slow, or led where we do not go."""


class RecordError(MnemonError):
    """Something is wrong with the record itself."""


class ArchiveError(RecordError):
    """Kept bytes are missing or no longer match their sha256."""


class StoreError(RecordError):
    """The database is not a Mnemon record, is newer than this program, or is in use."""


class NotFound(RecordError):
    """No claim, report or event has this id."""


class Outdated(RecordError):
    """Somebody decided on this since it was shown: nothing was written."""


class ModelError(MnemonError):
    """The shipped model's files are missing or do not match their card."""


class DataError(MnemonError):
    """A codebook, actor list, gazetteer or rule file breaks its own rules."""


class UsageError(MnemonError):
    """Options that do not go together."""
