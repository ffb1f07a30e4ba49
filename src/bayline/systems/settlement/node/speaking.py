"""Speak to the partner's node: a post of messages, and its answers in the same connection."""

import ssl
from collections.abc import Sequence

import orjson
import urllib3
from urllib3.exceptions import HTTPError

from bayline.systems.settlement.node.configuring import Configured
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.messages import Message

PATH = "/settlement/messages"
_CONNECT_S, _READ_S = 3.0, 10.0
_CONNECTIONS = 4
_OK = 200


class NoAnswerError(Exception):
    """The partner did not answer; whether anything had an effect there is not known."""


class Line:
    """The way to the partner: this side shows its certificate, and takes only the partner's."""

    def __init__(self, told: Configured) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        # The one certificate that is trusted names the partner, at whatever address it is.
        context.check_hostname = False
        context.load_verify_locations(cafile=told.partner_certificate)
        context.load_cert_chain(told.certificate, told.key)
        self.address = told.address + PATH
        self.pool = urllib3.PoolManager(
            maxsize=_CONNECTIONS, ssl_context=context, assert_hostname=False
        )

    def close(self) -> None:
        """Close the connections."""
        self.pool.clear()

    def post(self, messages: Sequence[Message]) -> Messages:
        """Send messages, and give what is answered.

        Raises:
            NoAnswerError: There was no answer, or none that can be read.
        """
        try:
            response = self.pool.request(
                "POST",
                self.address,
                body=orjson.dumps(messages),
                headers={"Content-Type": "application/json"},
                timeout=urllib3.Timeout(connect=_CONNECT_S, read=_READ_S),
                retries=False,
                redirect=False,
            )
            answer = orjson.loads(response.data)
        except (HTTPError, OSError, ValueError) as error:
            raise NoAnswerError(str(error)) from None
        if response.status != _OK or not isinstance(answer, dict):
            raise NoAnswerError(f"HTTP {response.status}")
        return [one for one in answer.get("messages", []) if isinstance(one, dict)]
