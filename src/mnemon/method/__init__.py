"""The method report: what was read, what was counted and why, how sure it is, made from the record itself."""

from mnemon.method.document import Document
from mnemon.method.sections import Asked, document
from mnemon.method.writing import write

__all__ = ["Asked", "Document", "document", "write"]
