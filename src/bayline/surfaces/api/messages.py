"""The address that partners post signed messages to, as the description of the interface has it."""

from typing import Any

from bayline.platform.transport.posting import PATH as MESSAGES_PATH

__all__ = ["MESSAGES_PATH", "REFUSED", "messages_described"]
REFUSED = (400, 401, 404, 405, 413, 429)
_JWS = {"type": "string", "description": "A compact JWS (RFC 7515), signed with Ed25519."}
_LIST = {"type": "array", "items": _JWS}


def messages_described(refusals: dict[str, Any]) -> dict[str, Any]:
    """Describe the address.

    Args:
        refusals: The answers that refuse, by status.
    """
    posted = [
        _object("messages", {**_LIST, "minItems": 1, "maxItems": 100}),
        _object("question", _JWS),
    ]
    answered = [_object("receipts", _LIST), _object("answer", _JWS)]
    post = {
        "operationId": "post_messages",
        "summary": "Hand over signed messages of a partner, or a question.",
        "x-title-zh": "伙伴交来签名消息或询问",
        "description": "No key and no cookie counts here, the signature alone. Every message has "
        "its effect once, and the same message gets the same receipt each time.",
        "security": [{}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"oneOf": posted}}},
        },
        "responses": {
            "200": {
                "description": "A signed receipt for each message, or the signed answer.",
                "content": {"application/json": {"schema": {"oneOf": answered}}},
            },
            **refusals,
        },
    }
    return {"post": post}


def _object(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name],
        "properties": {name: schema},
        "additionalProperties": False,
    }
