"""How often an address may post: so many in a stretch, counted in the memory of this process."""

from threading import Lock

STRETCH_S = 60
OF_PARTNERS, OF_STRANGERS = 1200, 60  # requests of one address in a stretch
_MOST_ADDRESSES = 10_000


class Limit:
    """Counts requests by where they come from; forgets with each stretch."""

    def __init__(self, most: int) -> None:
        self._most, self._stretch = most, 0
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def admits(self, address: str, *, second: int) -> bool:
        """Count a request, and tell whether it is within the limit.

        Args:
            address: Where it comes from.
            second: Seconds since 1970.
        """
        stretch = second // STRETCH_S
        with self._lock:
            if stretch != self._stretch or len(self._counts) >= _MOST_ADDRESSES:
                self._stretch, self._counts = stretch, {}
            count = self._counts.get(address, 0) + 1
            self._counts[address] = count
            return count <= self._most

    def is_open(self, address: str, *, second: int) -> bool:
        """Tell whether the limit is not reached yet, without counting."""
        with self._lock:
            is_present = second // STRETCH_S == self._stretch
            return not is_present or self._counts.get(address, 0) < self._most
