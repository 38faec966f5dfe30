"""Commands that are loaded when they are called. Each parses what the user wants and calls the Python door."""

from mnemon.commands.codebook import codebook_group
from mnemon.commands.compare import compare_command, import_command
from mnemon.commands.gazetteer import gazetteer_group
from mnemon.commands.method import method_command
from mnemon.commands.out import export_command
from mnemon.commands.readings import readings_command

__all__ = [
    "codebook_group",
    "compare_command",
    "export_command",
    "gazetteer_group",
    "import_command",
    "method_command",
    "readings_command",
]
