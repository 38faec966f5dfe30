"""Where does it come from? A file, URL, feed, web archive, PDF or folder in; captures and reports out."""

from mnemon.ingest.reading import read
from mnemon.ingest.records import Arrival, Limits, Options, Refusal

__all__ = ["Arrival", "Limits", "Options", "Refusal", "read"]
