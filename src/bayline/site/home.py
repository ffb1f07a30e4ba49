"""Where a region's home lies, and what is kept in it: the database address and the secret key."""

import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from bayline.kernel.errors import BaylineError

_ENGINES = {
    "postgresql": "django.db.backends.postgresql",
    "postgres": "django.db.backends.postgresql",
}


def home_folder() -> Path:
    """Find the home: `BAYLINE_HOME`, else `.bayline` in the folder the program was started in."""
    return Path(os.environ.get("BAYLINE_HOME") or ".bayline").expanduser().resolve()


def secret_key(home: Path) -> str:
    """Give `BAYLINE_SECRET_KEY`, or the key of this home, made once and readable by its owner only.

    Args:
        home: The home folder; it is made when it is not there.

    Returns:
        The key, 64 characters or more.
    """
    given = os.environ.get("BAYLINE_SECRET_KEY")
    return given or _kept_key(home / "secret.key")


def _kept_key(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may start at once: the first to create the file wins, the other reads it.
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        key = secrets.token_urlsafe(64)
        opened.write(key)
    return key


def database(address: str, *, home: Path) -> dict[str, object]:
    """Turn a database address into Django's settings for it.

    Args:
        address: `sqlite:///path`, `postgresql://user:password@host:port/name`, or empty.
        home: Where `bayline.sqlite3` lies when the address is empty.

    Returns:
        One entry of Django's `DATABASES`.

    Raises:
        BaylineError: The address names another kind of database.
    """
    if not address:
        return _sqlite(home / "bayline.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path.removeprefix("/"))))
    if parts.scheme in _ENGINES:
        return _server(parts)
    raise BaylineError(
        f"database kind “{parts.scheme}” is not known",
        where="BAYLINE_DATABASE_URL",
        do="give sqlite:///path or postgresql://user:password@host:port/name",
    )


def _sqlite(file: Path) -> dict[str, object]:
    return {
        "ENGINE": "bayline.platform.sqlite",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _server(parts: SplitResult) -> dict[str, object]:
    return {
        "ENGINE": _ENGINES[parts.scheme],
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
