"""Pages that are remembered until something changes.

A page that shows the record, and nothing else, is the same for the same question as long as no
chain has moved. It is kept with a slot for its form token, which is another one in every answer.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b
from secrets import token_hex

from django.core.cache import cache

from bayline.platform import standstill
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import ends_everywhere

# Nobody outside this process knows the word, so nothing that was typed is taken for a token.
TOKEN_SLOT = f"token-{token_hex(24)}"
_SLOT = TOKEN_SLOT.encode()
LARGEST = 2**17  # bytes of an answer
_HELD = "held"
_KEY_BYTES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An answer without what differs from request to request.

    Attributes:
        headers: Names and values.
        pieces: The body between the slots of the token; one piece where there is none.
        packed: Each piece as it is sent compressed; none where no browser shows it.
    """

    headers: tuple[tuple[str, str], ...]
    pieces: tuple[bytes, ...]
    packed: tuple[bytes, ...] = ()

    @property
    def has_token(self) -> bool:
        """Whether a form stands in it."""
        return len(self.pieces) > 1

    def body(self, token: str) -> bytes:
        """Give the body of an answer."""
        return token.encode().join(self.pieces)


def present_state() -> Hashable:
    """Tell what the record holds now and how far of it is seen, in few words.

    As long as it is the same, what is shown of the record to the same person on the same day is.
    """
    return (present_reach(), _held())


def _held() -> Hashable:
    """Tell what the record holds; where that has changed, all that was remembered is dropped.

    What was erased must not lie in memory until other pages have taken its room.
    """
    held = ends_everywhere()
    if cache.get(_HELD) != held:
        cache.clear()
        cache.set(_HELD, held)
        standstill.drop()
    standstill.stands(held)
    return held


def pieces_of(content: bytes) -> tuple[bytes, ...]:
    """Cut a body where tokens are to stand."""
    return tuple(content.split(_SLOT))


def key_of(*parts: Hashable) -> str:
    """Give the name that an answer is remembered by."""
    return blake2b(repr(parts).encode(), digest_size=_KEY_BYTES).hexdigest()


def recall(key: str) -> Remembered | None:
    """Give an answer again; None where it is not known, or no longer."""
    found: Remembered | None = cache.get(key)
    return found


def remember(key: str, answer: Remembered) -> None:
    """Keep an answer, unless it is very large; the oldest make room."""
    if sum(map(len, answer.pieces)) <= LARGEST:
        cache.set(key, answer)
