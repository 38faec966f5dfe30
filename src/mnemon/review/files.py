"""The pages' own files: kept in memory, compressed once, good for ever under an address that names their content."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from mimetypes import guess_type

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

FOREVER = "public, max-age=31536000, immutable"
SMALL = 600
"""Bytes below which compressing makes nothing smaller."""


@cache
def _content(name: str) -> tuple[bytes, bytes, str] | None:
    """A file's bytes, the same compressed, and the first letters of its checksum; None where there is none such."""
    if any(part in {"", ".", ".."} for part in name.split("/")) or "\\" in name:
        return None
    file = (resources.files("mnemon.review") / "static").joinpath(*name.split("/"))
    if not file.is_file():
        return None
    held = file.read_bytes()
    packed = gzip.compress(held, 9, mtime=0) if len(held) > SMALL else held
    return held, packed, sha256(held).hexdigest()[:12]


def address(name: str) -> str:
    """Where a page finds one of these files; another address when the file changes."""
    content = _content(name)
    if content is None:
        raise FileNotFoundError(name)
    return f"/static/{name}?v={content[2]}"


async def serve_file(scope: Scope, receive: Receive, send: Send) -> None:
    """One file, compressed for whoever takes it so."""
    request = Request(scope)
    name = request.url.path.removeprefix("/static/")
    content = _content(name) if request.method in {"GET", "HEAD"} and len(name) < 200 else None
    if content is None:
        await Response("There is no such file.", status_code=404)(scope, receive, send)
        return
    held, packed, version = content
    headers = {"etag": f'"{version}"', "vary": "accept-encoding"}
    headers["cache-control"] = FOREVER if request.query_params.get("v") == version else "no-cache"
    if request.headers.get("if-none-match") == headers["etag"]:
        await Response(status_code=304, headers=headers)(scope, receive, send)
        return
    small = len(packed) < len(held) and "gzip" in request.headers.get("accept-encoding", "")
    more: Mapping[str, str] = {"content-encoding": "gzip"} if small else {}
    kind = guess_type(name)[0] or "application/octet-stream"
    body = packed if small else held
    await Response(body, media_type=kind, headers={**headers, **more})(scope, receive, send)
