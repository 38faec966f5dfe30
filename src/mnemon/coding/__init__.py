"""What does the codebook say? Marks and values -> claims, event mentions and attributions."""

from __future__ import annotations

from mnemon.coding.codebook import Codebook, open_codebook
from mnemon.coding.coder import Coder

__all__ = ["Codebook", "Coder", "open_codebook"]
