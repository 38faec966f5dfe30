"""Commands that are loaded when they are called. Each parses what the user wants and calls the Python door."""

from mnemon.commands.gazetteer import gazetteer_group
from mnemon.commands.out import export_command

__all__ = ["export_command", "gazetteer_group"]
