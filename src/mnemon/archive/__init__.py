"""Bytes, kept for ever: content-addressed, write-once, verifiable."""

from mnemon.archive.folder import Archive, Problem

__all__ = ["Archive", "Problem"]
