"""Encrypt and decrypt one value, and one key with the key of the home.

AES-256-GCM (NIST SP 800-38D): whoever changes a sealed value makes it unreadable, and a value that
is moved to another person does not open, since the person's name is part of what is authenticated.
"""

from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MARK = "sealed:1:"
_NONCE = 12  # bytes, as the standard recommends
_KEY = 32


def is_sealed(text: str) -> bool:
    """Tell whether a text is a sealed value."""
    return text.startswith(_MARK)


def closed(text: str, *, subject: str, key: bytes, nonce: bytes) -> str:
    """Seal a text.

    Args:
        text: The value.
        subject: Whom it is about.
        key: The key of that person, 32 bytes.
        nonce: 12 bytes that were never used with this key before.
    """
    sealed = AESGCM(key).encrypt(nonce, text.encode(), subject.encode())
    return f"{_MARK}{b64encode(nonce + sealed).decode()}"


def opened(token: str, *, subject: str, key: bytes) -> str | None:
    """Open a sealed text; None if it was changed or belongs to somebody else."""
    try:
        sealed = b64decode(token.removeprefix(_MARK), validate=True)
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], subject.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def home_key(secret: str) -> bytes:
    """Derive the key that wraps all others from the secret of the home (RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"bayline seals 1")
    return derived.derive(secret.encode())


def wrapped(key: bytes, *, subject: str, home: bytes, nonce: bytes) -> bytes:
    """Encrypt the key of a person with the key of the home."""
    return nonce + AESGCM(home).encrypt(nonce, key, subject.encode())


def unwrapped(stored: bytes, *, subject: str, home: bytes) -> bytes | None:
    """Decrypt the key of a person; None if it was wrapped in another home."""
    try:
        return AESGCM(home).decrypt(stored[:_NONCE], stored[_NONCE:], subject.encode())
    except InvalidTag:
        return None
