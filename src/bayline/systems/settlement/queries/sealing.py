"""Seals by the keys of the transport, where partners are accepted and keys are changed.

What is signed begins with a word of its own, so that nothing signed for settlement is taken for a
message of the transport, nor the other way round. The seal names its key, since answers that were
kept are looked at again when keys have changed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bayline.platform.transport import queries as transport
from bayline.platform.transport.keyring import private_key
from bayline.platform.transport.terms import PublicKey
from bayline.systems.settlement.rules.protocol.trees import Trees

_WORD = b"bayline-settlement\n"
_LENGTH = 32  # bytes of a public key


class Known(NamedTuple):
    """A public key as it is asked."""

    key: Ed25519PublicKey
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class OfficeSeal:
    """Signs for the office of this installation, and knows the keys of both.

    Attributes:
        kid: The key that signs.
        key: Its private half.
        known: All keys of either office, by office and name.
        trees: Signatures of several messages that were met last.
    """

    kid: str
    key: Ed25519PrivateKey
    known: Mapping[tuple[str, str], Known]
    trees: Trees = field(default_factory=Trees, compare=False)

    def sign(self, content: bytes) -> str:
        """Sign as the own office."""
        return f"{self.kid}.{_text_of(self.key.sign(_WORD + content))}"

    def holds(self, sender: str, content: bytes, signature: str) -> bool:
        """Tell whether an office has signed this, alone or with others, by a key in force."""
        return self.trees.holds(sender, content, signature, by=self.is_signed)

    def is_signed(self, sender: str, content: bytes, signature: str) -> bool:
        """Tell whether an office has signed just this, by a key that was not revoked."""
        kid, _, written = signature.partition(".")
        found = self.known.get((sender, kid))
        if found is None or found.is_revoked:
            return False
        try:
            raw = _bytes_of(written)
            found.key.verify(raw, _WORD + content)
        except (InvalidSignature, ValueError):
            return False
        return _text_of(raw) == written  # what means nothing in it would be read over


def seal_with(partner: str, *, now: datetime) -> OfficeSeal:
    """Give the seal of this office towards a partner, with the keys as they stand.

    Args:
        partner: Its name in the transport.
        now: The present moment.

    Raises:
        BaylineError: This installation has no name or key, or there is no such partner.
    """
    own, other = transport.own(), transport.partner(partner)
    kid = next(key.kid for key in reversed(own.keys) if key.counts(now))
    both = [(own.id, key) for key in own.keys] + [(other.id, key) for key in other.keys]
    known = {(office, key.kid): _known(key, now) for office, key in both}
    signs = private_key(kid).raw_value
    assert isinstance(signs, Ed25519PrivateKey)  # noqa: S101 - the keyring has looked
    return OfficeSeal(kid, signs, known)


def _known(key: PublicKey, now: datetime) -> Known:
    return Known(
        Ed25519PublicKey.from_public_bytes(_bytes_of(key.x)[:_LENGTH]),
        key.revoked is not None and key.revoked <= now,
    )


def _text_of(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
