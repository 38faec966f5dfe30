"""Mnemon: from published reports of armed conflict to a record of claims, each with its words."""

__version__ = "0.1.0"
