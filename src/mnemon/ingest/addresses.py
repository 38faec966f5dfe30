"""Where we go on the network: hosts are looked up once, checked, and connected to at the address that was checked."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from mnemon.errors import FetchError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]

_NAT64 = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host, as the system knows them; FetchError where it knows none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"no such host: {host}", where=host, do="check the address and the connection") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """True for an address of the open internet, and for one that carries such an address within it."""
    inner = _carried(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast


def _carried(address: Address) -> IPv4Address | None:
    """The IPv4 address within an IPv6 one (mapped, 6to4, Teredo, NAT64); None where there is none."""
    if isinstance(address, IPv4Address):
        return None
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class GuardedTransport(httpx.BaseTransport):
    """A transport that checks every host it is sent to, redirects included, and connects to the checked address.

    The name is looked up once for each request, so a name server that changes its answer gains nothing; the server's
    certificate is still checked against the name.
    """

    def __init__(self, inner: httpx.BaseTransport, allowed: Callable[[Address], bool], resolver: Resolver) -> None:
        self._inner = inner
        self._allowed = allowed
        self._resolver = resolver

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to its host's checked address; FetchError where the host has an address we do not go to."""
        host = request.url.host
        address = self._checked(host, request.url.port or (443 if request.url.scheme == "https" else 80))
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _checked(self, host: str, port: int) -> str:
        addresses = [words.partition("%")[0] for words in self._resolver(host, port)]
        for words in addresses:
            if not self._allowed(ip_address(words)):
                raise FetchError(
                    f"{host} is at {words}, which is not on the open internet", where=host, do="save the page to a file"
                )
        if not addresses:
            raise FetchError(f"no such host: {host}", where=host)
        return addresses[0]
