"""Private keys: one file each in the home, readable by its owner only, in no backup."""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from joserfc.jwk import OKPKey

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport.sealing import thumbprint

_OTHERS = 0o077  # what nobody but the owner may have


def make_key() -> tuple[str, str]:
    """Make a key pair; the private key is on the disk before its name is told.

    Returns:
        Thumbprint and public key.
    """
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    x = _public(OKPKey.import_key(made))
    kid = thumbprint(x)
    handle = os.open(_file(kid), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(pem)
        opened.flush()
        os.fsync(opened.fileno())
    return kid, x


def private_key(kid: str) -> OKPKey:
    """Read a private key.

    Raises:
        BaylineError: Its file is not in this home, is none, or is readable by others.
    """
    file = _file(kid)
    try:
        state = file.stat()
    except OSError:
        raise _missing(file) from None
    return _read(file, state.st_mtime_ns, state.st_mode)


def has_key(kid: str) -> bool:
    """Tell whether the file of a private key is in this home."""
    return _file(kid).is_file()


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, mode: int) -> OKPKey:
    if mode & _OTHERS:
        raise _open_to_others(file)
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise _missing(file) from None
    if (
        not isinstance(key, Ed25519PrivateKey)
        or thumbprint(_public(OKPKey.import_key(key))) not in file.name
    ):
        raise _missing(file)
    return OKPKey.import_key(key)


def _public(key: OKPKey) -> str:
    return str(key.as_dict(private=False)["x"])


def _file(kid: str) -> Path:
    home: Path = settings.HOME
    return home / f"transport-{kid}.key"


def _missing(file: Path) -> BaylineError:
    return BaylineError(
        "the private key of the transport is not there or not readable",
        where=str(file),
        why="it is in no backup, and a home that was restored has none",
        do="put the file back, or make a new key with `bayline transport rotate --lost`",
        zh=Words(
            "传输的私钥文件不在或读不了",
            "私钥不进备份，恢复出来的家文件夹里没有",
            "请把原文件放回，或用 bayline transport rotate --lost 换一把",
        ),
    )


def _open_to_others(file: Path) -> BaylineError:
    return BaylineError(
        "the private key of the transport can be read by others",
        where=str(file),
        why="whoever reads it can sign in our name",
        do="run `chmod 600` on it; if others had access, rotate and revoke it",
        zh=Words(
            "别的用户也能读传输的私钥",
            "读到它的人就能冒用我方签名",
            "请对它 chmod 600；若已有人读过，请换密钥并作废旧的",
        ),
    )
