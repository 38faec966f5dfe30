"""Which words matter? Report text -> Marks (frames with their roles, and names). The only room that loads ONNX."""

from __future__ import annotations

from mnemon.perceive.reader import Reader, open_reader

__all__ = ["Reader", "open_reader"]
