"""Where a region's home lies, and what is kept in it: the database address and the secret key."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese

if TYPE_CHECKING:
    from bayline.platform.callers import Network

_ENGINES = {
    "postgresql": "django.db.backends.postgresql",
    "postgres": "django.db.backends.postgresql",
}
_MOST = 100_000  # of a setting that is a number
_ADDRESSES = ("sqlite:///path", "postgresql://user:password@host:port/name")


def home_folder() -> Path:
    """Find the home: `BAYLINE_HOME`, else `.bayline` in the folder the program was started in."""
    return Path(os.environ.get("BAYLINE_HOME") or ".bayline").expanduser().resolve()


def time_zone() -> str:
    """Give `BAYLINE_TIME_ZONE`, or that of China.

    Raises:
        BaylineError: There is no such time zone.
    """
    name = os.environ.get("BAYLINE_TIME_ZONE") or "Asia/Shanghai"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BaylineError(
            f"time zone “{name}” is not known",
            where="BAYLINE_TIME_ZONE",
            do="write it like Asia/Shanghai",
            zh=Words(f"没有时区“{name}”", do="请写成Asia/Shanghai这样"),
        ) from None
    return name


def whole_number(setting: str, default: int) -> int:
    """Give a setting that is a whole number above zero, or its default.

    Raises:
        BaylineError: It is none.
    """
    written = os.environ.get(setting) or str(default)
    if not (written.isascii() and written.isdigit() and 0 < int(written) < _MOST):
        raise BaylineError(
            f"“{written[:20]}” is no whole number above zero",
            where=setting,
            do=f"write one, such as {default}",
            zh=Words(f"“{written[:20]}”不是大于零的整数", do=f"请写一个，如{default}"),
        )
    return int(written)


def proxies() -> "tuple[Network, ...]":
    """Give the proxies whose word is taken for who asks.

    Where there is HTTPS and nothing else is said, a proxy on this machine stands before us.
    """
    from bayline.platform.callers import networks

    here = "127.0.0.1,::1" if os.environ.get("BAYLINE_HTTPS") == "1" else ""
    return networks(os.environ.get("BAYLINE_PROXIES", here), setting="BAYLINE_PROXIES")


def refuse_bad_settings() -> None:
    """Look at the settings while somebody can still be told.

    Raises:
        BaylineError: The home cannot be written, or a setting names what does not exist.
    """
    from bayline.platform.people.openid import provider_of

    home = home_folder()
    time_zone()
    proxies()
    provider_of(os.environ)
    for setting in ("BAYLINE_SESSION_IDLE_MINUTES", "BAYLINE_SESSION_HOURS"):
        whole_number(setting, 1)
    database(os.environ.get("BAYLINE_DATABASE_URL", ""), home=home)
    try:
        secret_key(home)
    except OSError as error:
        raise BaylineError(
            "the home cannot be written",
            where=str(home),
            why=error.strerror or str(error),
            do="choose another folder with --home or BAYLINE_HOME",
            zh=Words(
                "家文件夹写不进去",
                reason_in_chinese(error),
                "请用 --home 或 BAYLINE_HOME 换一个文件夹",
            ),
        ) from None


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
        BaylineError: The address is none, or names another kind of database.
    """
    if not address:
        return _sqlite(home / "bayline.sqlite3")
    scheme, marked, _ = address.partition(":")
    try:
        parts = urlsplit(address)
        if scheme in _ENGINES:
            return _server(parts)
    except ValueError:  # a port that is no number, a bracket that is not closed
        raise _no_database(address.rpartition("@")[2]) from None
    if scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path.removeprefix("/"))))
    raise _no_database(scheme if marked else address)


def _no_database(named: str) -> BaylineError:
    return BaylineError(
        f"database “{named}” is not known",
        where="BAYLINE_DATABASE_URL",
        do=f"give {_ADDRESSES[0]} or {_ADDRESSES[1]}",
        zh=Words(
            f"不认识数据库“{named}”",
            do=f"请写成{_ADDRESSES[0]}或{_ADDRESSES[1]}",
        ),
    )


# Every thread keeps its connection, which doubles the rate of light pages; before a request it is
# looked at, so that a server that was away is found again.
_KEPT_OPEN: dict[str, object] = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
# A server that is cut off is given up after seconds, not after the quarter of an hour of TCP.
_PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "10000"}
# Compiling a question takes PostgreSQL seconds where it guesses many rows; ours take milliseconds.
_UNCOMPILED = {"options": "-c jit=off"}

# What is acknowledged survives a power cut, and what is deleted (a key) is overwritten.
_PRAGMAS = "; ".join(
    (
        "PRAGMA page_size=8192",  # of a new file: rows of claims are long, a tenth less to write
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON",
        # So that INSERT OR REPLACE is refused like DELETE; see `platform.append_only`.
        "PRAGMA recursive_triggers=ON",
        "PRAGMA cache_size=-32000",  # 32 MB
        "PRAGMA temp_store=MEMORY",
    )
)


def _sqlite(file: Path) -> dict[str, object]:
    return {
        "ENGINE": "bayline.platform.sqlite",
        "NAME": str(file),
        **_KEPT_OPEN,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": _PRAGMAS,
        },
    }


def _server(parts: SplitResult) -> dict[str, object]:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": _ENGINES[parts.scheme],
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        **_KEPT_OPEN,
        "OPTIONS": {**_PATIENCE, **_UNCOMPILED, **asked},
    }
