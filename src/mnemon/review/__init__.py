"""A person decides: web pages that show a suggestion beside its text, and write down what was decided."""

from mnemon.review.app import app
from mnemon.review.serve import Listening, serve

__all__ = ["Listening", "app", "serve"]
