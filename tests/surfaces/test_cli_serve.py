import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
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


def test_a_busy_port_is_refused_in_one_sentence(listener):
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(port_of(listener))]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert f"port {port_of(listener)} is in use" in refused.stderr
    assert "--port" in refused.stderr


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


def test_pages_are_served_until_the_program_is_stopped(listener, tmp_path):
    port = port_of(listener)
    listener.close()
    command = [sys.executable, "-c", PROGRAM, "--home", str(tmp_path), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as served:
        try:
            assert b"<html" in _answered(f"http://127.0.0.1:{port}/")
        finally:
            served.send_signal(signal.SIGTERM)
            complaints = served.stderr.read() if served.stderr else b""
        assert served.wait(timeout=10) == 0
    assert b"Traceback" not in complaints


def _answered(address):
    for _ in range(100):
        try:
            with urlopen(address, timeout=10) as page:  # noqa: S310 - an address of this machine
                return page.read()
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")
