"""Names and diagnoses, encrypted with SM4-GCM (GB/T 32907, RFC 8998) under a key that is named.

What is authenticated beside the text is whom it is about, so that it opens for nobody else.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

LENGTH, NONCE, TAG = 16, 12, 16  # bytes
_WORD = b"bayline-settlement-personal\n"


def closed(text: str, *, person: str, kid: str, key: bytes, nonce: bytes) -> str:
    """Encrypt a text about a person.

    Args:
        text: The text.
        person: Their pseudonym.
        kid: The name of the key.
        key: 16 bytes.
        nonce: 12 bytes that were never used with this key before.

    Returns:
        Name of the key, nonce, encrypted text with its tag, with points between them.
    """
    sealed = encrypted(text.encode(), key=key, nonce=nonce, beside=_beside(kid, person))
    return ".".join((kid, _text_of(nonce), _text_of(sealed)))


def opened(token: str, *, person: str, keys: Mapping[str, bytes]) -> str | None:
    """Decrypt a text; None if its key is not here, it was changed, or it is about somebody else."""
    kid, _, rest = token.partition(".")
    nonce, _, sealed = rest.partition(".")
    if kid not in keys:
        return None
    try:
        found = decrypted(
            _bytes_of(sealed), key=keys[kid], nonce=_bytes_of(nonce), beside=_beside(kid, person)
        )
        return found.decode()
    except (InvalidTag, ValueError):
        return None


def encrypted(text: bytes, *, key: bytes, nonce: bytes, beside: bytes) -> bytes:
    """Encrypt with SM4-GCM; the tag of 16 bytes stands at the end."""
    made = Cipher(SM4(key), GCM(nonce)).encryptor()
    made.authenticate_additional_data(beside)
    return made.update(text) + made.finalize() + made.tag


def decrypted(sealed: bytes, *, key: bytes, nonce: bytes, beside: bytes) -> bytes:
    """Decrypt with SM4-GCM.

    Raises:
        InvalidTag: Something was changed, or the key is another.
        ValueError: It is too short, or the nonce is of the wrong length.
    """
    if len(sealed) < TAG or len(nonce) != NONCE:
        raise ValueError("too short for a sealed text")
    made = Cipher(SM4(key), GCM(nonce, sealed[-TAG:])).decryptor()
    made.authenticate_additional_data(beside)
    return made.update(sealed[:-TAG]) + made.finalize()


def _beside(kid: str, person: str) -> bytes:
    return _WORD + f"{kid}\n{person}".encode()


def _text_of(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
