import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from functools import partial
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bayline.kernel.errors import BaylineError
from bayline.site.serving import refuse_busy

PROGRAM = "from bayline.site.commands import main; main()"


@pytest.fixture
def listener():
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener


def port_of(listener):
    return listener.getsockname()[1]


def refused_to_serve(*arguments, home, **settings):
    """Try to serve, which must be refused in one line; gives what was said."""
    command = [sys.executable, "-c", PROGRAM, "--home", str(home), "serve", *arguments]
    said = {**os.environ, "LC_ALL": "C.UTF-8", **settings}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=said)


def test_a_busy_port_is_refused_in_one_sentence(listener, tmp_path):
    refused = refused_to_serve("--port", str(port_of(listener)), home=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert f"port {port_of(listener)} is in use" in refused.stderr
    assert "--port" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BAYLINE_DATABASE_URL", "mysql://somewhere/x"),
        ("BAYLINE_DATABASE_URL", "postgresql://u:secret@[half/x"),
        ("BAYLINE_DATABASE_URL", "postgresql://u:secret@host:port/x"),
        ("BAYLINE_DATABASE_URL", "somewhere"),
        ("BAYLINE_TIME_ZONE", "Asia/Nowhere"),
        ("BAYLINE_TIME_ZONE", "/etc"),
    ],
)
def test_a_bad_setting_is_refused_before_anything_is_served(name, value, tmp_path):
    refused = refused_to_serve(home=tmp_path, **{name: value})
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith(f"bayline: {name}: ")
    assert "secret" not in refused.stderr


def test_a_home_that_cannot_be_written_is_refused_before_anything_is_served(tmp_path):
    (tmp_path / "file").touch()
    refused = refused_to_serve(home=tmp_path / "file" / "home")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "choose another folder with --home" in refused.stderr


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(BaylineError, match="give an address of this machine"):
        refuse_busy("203.0.113.1", 8000)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(BaylineError, match="give an address of this machine"):
        refuse_busy("no such host", 8000)


def test_a_free_port_stays_free_after_asking(listener):
    port = port_of(listener)
    listener.close()
    refuse_busy("127.0.0.1", port)
    refuse_busy("127.0.0.1", port)


def test_pages_are_served_until_the_program_is_stopped(listener, tmp_path, until):
    port = port_of(listener)
    listener.close()
    command = [sys.executable, "-c", PROGRAM, "--home", str(tmp_path), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as served:
        try:
            until(partial(shows_a_page, f"http://127.0.0.1:{port}/"))
        finally:
            served.send_signal(signal.SIGTERM)
            complaints = served.stderr.read() if served.stderr else b""
        assert served.wait(timeout=10) == 0
    assert b"Traceback" not in complaints


def shows_a_page(address):
    try:
        with urlopen(address, timeout=10) as page:  # noqa: S310 - an address of this machine
            return b"<html" in page.read()
    except (URLError, ConnectionError):
        return False
