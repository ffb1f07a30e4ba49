"""The command that serves the pages: one process with two threads, on a port that is free."""

import errno
import os
import socket

import click

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import open_home
from bayline.platform.languages import either, reason_in_chinese
from bayline.site.home import refuse_bad_settings
from bayline.site.working import WISH

_APPLICATION = "bayline.site.wsgi:application"
_THREADS = 2


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    envvar="BAYLINE_PORT",
    show_envvar=True,
    help="Port to listen on.",
)
@click.option("--no-worker", is_flag=True, help="Leave jobs to a `bayline work` of its own.")
def serve(host: str, port: int, *, no_worker: bool) -> None:
    """Open the pages at http://HOST:PORT until Ctrl-C."""
    refuse_bad_settings()
    refuse_busy(host, port)
    open_home()
    # A host that was named on purpose may be asked for by its name.
    os.environ.setdefault("BAYLINE_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    address = f"[{host}]" if ":" in host else host
    _say_who_may_come_in(host)
    click.echo(f"Bayline is open at http://{address}:{port} (Ctrl-C stops it)", err=True)
    os.environ[WISH] = "0" if no_worker else "1"
    _listen(host, port)


_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def _say_who_may_come_in(host: str) -> None:
    from bayline.platform.people import queries

    if host not in _LOCAL and queries.demonstration_roles():
        click.echo(
            either(
                "注意：这里有示范账号，密码人人知道，别的机器也能登录。不要放进真的资料。",
                "Mind: everybody knows the passwords of the demonstration accounts, and other "
                "machines can log in. Put nothing real into this home.",
            ),
            err=True,
        )
    if queries.is_empty():
        click.echo(
            either(
                "还没有账号，只能看公布的内容。建第一个管理员："
                "bayline user create 登录名 --role administrator",
                "There is no account yet, so only what is published is shown. Make the first "
                "administrator: bayline user create NAME --role administrator",
            ),
            err=True,
        )


def refuse_busy(host: str, port: int) -> None:
    """Make sure that the address can be listened on.

    Raises:
        BaylineError: If another program has the port, or the address is not of this machine.
    """
    if not host:  # the system would take it for every address there is
        raise _refusal(host, port, error=OSError())
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen(1)
    except OSError as error:
        raise _refusal(host, port, error=error) from None


def _refusal(host: str, port: int, *, error: OSError) -> BaylineError:
    if error.errno == errno.EADDRINUSE:
        return BaylineError(
            f"port {port} is in use",
            why=f"another program listens on {host}",
            do="stop it, or choose another port with --port or BAYLINE_PORT",
            zh=Words(
                f"端口{port}被占用",
                f"另有程序在{host}上监听",
                "请停下它，或用 --port 或 BAYLINE_PORT 换一个端口",
            ),
        )
    if error.errno == errno.EACCES:
        return BaylineError(
            f"port {port} is reserved",
            why="ports below 1024 belong to the system",
            do="choose a port from 1024 on with --port",
            zh=Words(f"端口{port}不能用", "1024以下的端口归系统", "请用 --port 选1024以上的端口"),
        )
    return BaylineError(
        f"cannot listen on “{host}”",
        why=error.strerror or "it is no address of this machine",
        do="give an address of this machine with --host, such as 127.0.0.1",
        zh=Words(
            f"不能在“{host}”上监听",
            reason_in_chinese(error) if error.errno else "不是本机的地址",
            "请用 --host 写本机的地址，如127.0.0.1",
        ),
    )


def _listen(host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        _APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        log_level=LogLevels.warning,
    ).serve()
