"""Messages between two offices: canonical JSON of whole numbers and text, sealed by the sender."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Protocol

import orjson
from orjson import Fragment

VERSION = 3  # 2 had a signature for each message
MOST_SKEW = 1800  # seconds between the clocks of two offices, beyond which nothing is taken
Message = dict[str, Any]
_PLAIN = {int, str, bool, type(None)}


class Seal(Protocol):
    """Signs for one office, and knows the keys of both."""

    def sign(self, content: bytes) -> str:
        """Sign as the own office."""
        ...

    def holds(self, sender: str, content: bytes, signature: str) -> bool:
        """Tell whether an office has signed this, alone or with others."""
        ...


def canonical(value: object) -> bytes:
    """Write a value so that it is written in one way only: keys sorted, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def hash_of(body: Mapping[str, Any]) -> str:
    """Give the hash of what a message says, whenever it is sent."""
    return sha256(canonical(body)).hexdigest()


def is_whole(value: object) -> bool:
    """Whether a value has nothing in it but objects, lists, text, truth and whole numbers."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            waiting.extend(one.values())
        elif type(one) is list:
            waiting.extend(one)
        elif type(one) not in _PLAIN:
            return False
    return True


def sealed(head: Message, body: Mapping[str, Any], seal: Seal) -> Message:
    """Make a message.

    Args:
        head: From, to, id, kind, what it refers to, when, and how far the journals were known.
        body: What it says.
        seal: Signs it.
    """
    whole, content = unsigned(head, body)
    whole["signature"] = seal.sign(content)
    return whole


def unsigned(head: Message, body: Mapping[str, Any]) -> tuple[Message, bytes]:
    """Give a message that is not signed yet, and what is to be signed of it."""
    written = canonical(body)
    told = {**head, "version": VERSION, "hash": sha256(written).hexdigest()}
    return {**told, "body": body}, canonical({**told, "body": Fragment(written)})


def without_signature(message: Message) -> Message:
    """Give what is signed of a message."""
    content = message.copy()
    content.pop("signature", None)
    return content


def is_sealed(message: Message, seal: Seal, *, is_usual: bool = False) -> bool:
    """Whether a message is whole and was signed by whom it names as its sender.

    Args:
        message: The message.
        seal: Knows the keys.
        is_usual: Whether it is known to have nothing in it but text and whole numbers.
    """
    try:
        content = without_signature(message)
        written = canonical(content["body"])
        if content["hash"] != sha256(written).hexdigest():
            return False
        if not is_usual and not is_whole(content):
            return False
        content["body"] = Fragment(written)
        return seal.holds(content["from"], canonical(content), str(message["signature"]))
    except (KeyError, TypeError):
        return False


def unsealed(message: Message, *, partner: str) -> str:
    """Say by its code why a seal does not hold.

    Args:
        message: A message whose seal does not hold.
        partner: The only office this node speaks to.
    """
    if message.get("from") != partner:
        return "unknown_partner"
    return "bad_signature" if is_whole(message) else "not_integer"


def refusal(message: Message, *, to: str, partner: str, now: int) -> str:
    """Say by its code why a message is not for this node; empty if it is.

    Args:
        message: A message whose seal holds.
        to: The node.
        partner: The only one it speaks to.
        now: Seconds by its own clock.
    """
    if message["version"] != VERSION:
        return "wrong_version"
    if message["from"] != partner:
        return "unknown_partner"
    if message["to"] != to:
        return "wrong_node"
    if abs(message["at"] - now) > MOST_SKEW:
        return "clock"
    return ""
