"""From where a request comes: the machine that is connected, or the one a trusted proxy names."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings

from bayline.kernel.errors import BaylineError, Words

if TYPE_CHECKING:
    from django.http import HttpRequest  # which settings, that name proxies, do without

Network = IPv4Network | IPv6Network


def networks(written: str, *, setting: str) -> tuple[Network, ...]:
    """Read addresses and networks, with commas between them.

    Raises:
        BaylineError: One of them is none.
    """
    return tuple(_network(one.strip(), setting) for one in written.split(",") if one.strip())


def _network(written: str, setting: str) -> Network:
    try:
        return ip_network(written)
    except ValueError:
        raise BaylineError(
            f"“{written[:60]}” is no address and no network",
            where=setting,
            do="write them like 127.0.0.1 or 172.16.0.0/12, with commas between them",
            zh=Words(
                f"“{written[:60]}”不是地址，也不是网段",
                do="请写成127.0.0.1或172.16.0.0/12这样，用逗号隔开",
            ),
        ) from None


def caller_of(request: "HttpRequest") -> str:
    """Give the address a request comes from, by which strangers are counted.

    A proxy adds whom it speaks for at the end of `X-Forwarded-For`; what stands before that anybody
    may have written. So it is read from the end, for as long as proxies of ours are named.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    asked = [one.strip() for one in forwarded if one.strip()]
    caller = str(request.META.get("REMOTE_ADDR", ""))
    while asked and _is_among(caller, settings.PROXIES):
        caller = asked.pop()
    return caller


def _is_among(address: str, proxies: Sequence[Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in proxies)
