from mnemon.api import Record as Record
from mnemon.api import read as read

__version__: str
