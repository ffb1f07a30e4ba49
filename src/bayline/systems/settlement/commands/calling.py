"""A hospital's system as it speaks to the desk of its office."""

import ssl
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

_NUMBERS = count(1)
_MOST = 10_000  # messages of a second; the sequence has four digits
_WAITS_S = 20.0


def message_id(hospital: str) -> str:
    """Give the id of a message: institution, time, sequence of four digits, which begins anew."""
    return f"{hospital}{datetime.now(UTC):%Y%m%d%H%M%S}{next(_NUMBERS) % _MOST:04}"


class Calling:
    """Sends messages with the certificate of a hospital."""

    def __init__(self, folder: Path, port: int, hospital: str) -> None:
        self.folder, self.hospital = folder, hospital
        self.address = f"https://127.0.0.1:{port}/settlement/desk"

    def say(self, number: str, data: object, *, name: str = "", **more: object) -> dict[str, Any]:
        """Send a message, and give the answer; empty if there was none."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.load_verify_locations(cafile=self.folder / "shanghai.pem")
        context.load_cert_chain(self.folder / "hospital.pem", self.folder / "hospital.key")
        body = {
            "infno": number,
            "msgid": name or message_id(self.hospital),
            "fixmedins_code": self.hospital,
            "input": {"data": data, **more},
        }
        with urllib3.PoolManager(ssl_context=context, assert_hostname=False) as pool:
            try:
                found = pool.request(
                    "POST", self.address, json=body, retries=False, timeout=_WAITS_S
                )
            except HTTPError:
                return {}
            answer: dict[str, Any] = found.json()
            return answer
