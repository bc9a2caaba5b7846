"""What a caller may say about taking articles in."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

IPAddress = IPv4Address | IPv6Address
Check = Callable[[IPAddress], bool]
MEGABYTE = 1_000_000


def is_public(address: IPAddress) -> bool:
    """True for an address on the open internet: not private, loopback, link-local, multicast or reserved."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address) and (address.sixtofour or address.teredo):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def refuse(address: IPAddress) -> bool:
    """Allow no private address."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOptions:
    """How articles are taken in.

    ``published`` is the ISO date of articles that have none of their own to be believed before it;
    ``language`` a code that stands above what page or text tell. ``max_bytes`` is the most that one article
    may have, raw; ``timeout`` the seconds to wait for a server's next answer, ``attempts`` how often to try,
    ``wait`` the seconds before the second try. ``allow_private`` is asked about an address that is not on the
    open internet, and says whether it may be fetched from all the same; by default none may.
    """

    published: str | None = None
    language: str | None = None
    max_bytes: int = 20 * MEGABYTE
    timeout: float = 20.0
    attempts: int = 3
    wait: float = 0.5
    redirects: int = 8
    allow_private: Check = refuse
