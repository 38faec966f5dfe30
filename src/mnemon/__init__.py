"""Mnemon: from published reports of armed conflict to a record of claims, each with its words.

`mnemon.read(text, published=...)` gives the claims in one report; `mnemon.Record(path)` opens a record.
"""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`read` and `Record`, loaded when they are asked for: the model and the database are heavy."""
    if name in {"read", "Record"}:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module("mnemon.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
