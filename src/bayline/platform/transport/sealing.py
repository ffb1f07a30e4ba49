"""Sign and open what travels: JSON Web Signatures (RFC 7515) by Ed25519 over canonical JSON.

The bytes that are signed are canonical (RFC 8785), so one content has one digest; a text that says
the same in other bytes is refused. The type in the header keeps messages, receipts and cards apart.
"""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
import rfc8785
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport.terms import Body

ALGORITHM = "Ed25519"  # as RFC 9864 names it
MESSAGE, RECEIPT, CARD, QUESTION, LETTER = (
    "bayline-message",
    "bayline-receipt",
    "bayline-card",
    "bayline-question",
    "bayline-letter",
)
LARGEST = 2**20  # bytes of a request
LONGEST = LARGEST - 2**12  # characters of one message in it
_MOST_INTEGER = 2**53 - 1  # beyond it RFC 8785 has no numbers
_GROUPS, _DIGITS = 8, 5
_KID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class _Registry(jws.JWSRegistry):
    """Lets messages be as long as they may be here; the library's own bound is 128,000 bytes."""

    max_payload_length = LARGEST


_REGISTRY = _Registry(algorithms=[ALGORITHM])


class Opened(NamedTuple):
    """What a signature covers, before anybody has looked at what it means."""

    typ: str
    kid: str
    payload: dict[str, Any]
    digest: str


def canonical(body: object) -> bytes:
    """Write JSON in the one form that is signed.

    Raises:
        BaylineError: It holds fractions, numbers beyond 2^53, or what JSON does not know.
    """
    try:
        _refuse_inexact(body)
        return rfc8785.dumps(body)  # type: ignore[arg-type]  # its refusal is what is wanted
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError):
        raise malformed("it holds what JSON cannot", "里面有JSON写不了的内容") from None


def _refuse_inexact(value: object) -> None:
    if isinstance(value, float):
        raise malformed("it holds a fraction; write decimals as text", "有小数，小数要写成文字")
    if isinstance(value, int) and abs(value) > _MOST_INTEGER:
        raise malformed("a number is too large; write it as text", "数字太大，要写成文字")
    if isinstance(value, dict):
        for member in value.values():
            _refuse_inexact(member)
    if isinstance(value, list | tuple):
        for member in value:
            _refuse_inexact(member)


def digest_of(payload: bytes) -> str:
    """Give the name of a content: SHA-256 of its bytes."""
    return sha256(payload).hexdigest()


def moment_text(moment: datetime) -> str:
    """Write a moment as it travels: in UTC, to the microsecond."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def moment_of(text: object) -> datetime:
    """Read a moment as it travels.

    Raises:
        BaylineError: It is written otherwise.
    """
    if isinstance(text, str) and _MOMENT.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise malformed("a moment is not written in UTC", "时间没有写成UTC")


def thumbprint(x: str) -> str:
    """Name a public key by what it is (RFC 7638)."""
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x}).thumbprint()


def fingerprint(x: str) -> str:
    """Give a public key in digits that two people can compare on the telephone.

    Returns:
        40 digits in groups of five, 132 bits of SHA-256 over the JWK (RFC 7638).
    """
    whole = int.from_bytes(sha256(f"bayline {thumbprint(x)}".encode()).digest())
    digits = f"{whole % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}d}"
    return " ".join(digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))


def is_same_fingerprint(typed: str, x: str) -> bool:
    """Tell whether somebody typed the fingerprint of a key; blanks and signs between are free."""
    digits = "".join(char for char in typed if char.isdecimal())
    return "".join(map(str, map(int, digits))) == fingerprint(x).replace(" ", "")


def signed(typ: str, payload: Body, *, key: OKPKey, kid: str) -> tuple[str, str]:
    """Sign a content.

    Returns:
        The compact JWS, and the digest of the content.
    """
    content = canonical(payload)
    header = {"alg": ALGORITHM, "kid": kid, "typ": typ}
    return jws.serialize_compact(header, content, key, registry=_REGISTRY), digest_of(content)


def header_of(text: str) -> tuple[str, str]:
    """Give the type and the key that a text names, before its signature is looked at.

    Raises:
        BaylineError: It is no JWS of ours.
    """
    try:
        header = jws.extract_compact(text.encode("ascii"), registry=_REGISTRY).headers()
    except (JoseError, ValueError, UnicodeError):
        raise malformed("it is no JWS", "不是JWS") from None
    typ, kid = header.get("typ"), header.get("kid")
    is_named = isinstance(kid, str) and _KID.fullmatch(kid) is not None
    if header.get("alg") != ALGORITHM or not isinstance(typ, str) or not is_named:
        raise malformed("its header names no Ed25519 key", "头部没有写Ed25519密钥")
    if {*header} - {"alg", "kid", "typ"}:
        raise malformed("its header says more than alg, kid, typ", "头部有多余的内容")
    return typ, str(kid)


def opened(text: str, *, x: str) -> Opened:
    """Check a signature, and that what it covers is canonical.

    Raises:
        BaylineError: The signature is not that of the key, or the content is not as it must be.
    """
    typ, kid = header_of(text)
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})
    try:
        payload = jws.deserialize_compact(text, key, registry=_REGISTRY).payload
    except (JoseError, ValueError, UnicodeError):
        raise _unproven() from None
    return Opened(typ, kid, _content(payload), digest_of(payload))


def body_of(text: str) -> Body:
    """Give the body of a message whose signature was looked at before."""
    body: Body = _looked_at(text)["body"]
    return body


def signed_for(text: str) -> tuple[datetime, dict[str, Any]]:
    """Give when a receipt was signed whose signature was looked at before, and its answer."""
    content = _looked_at(text)
    return moment_of(content["at"]), content.get("answer") or {}


def _looked_at(text: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(
        jws.extract_compact(text.encode("ascii"), registry=_REGISTRY).payload
    )
    return found


def _content(payload: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(payload)
    except orjson.JSONDecodeError:
        raise malformed("its content is no JSON", "内容不是JSON") from None
    if not isinstance(content, dict):
        raise malformed("its content is no JSON object", "内容不是JSON对象")
    if canonical(content) != payload:
        raise malformed("its content is not canonical (RFC 8785)", "内容不是规范写法（RFC 8785）")
    return content


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Count the whole seconds from one moment to another."""
    return int((later - earlier) / timedelta(seconds=1))


def too_large(size: int) -> BaylineError:
    """Say that a message is too large to travel."""
    return BaylineError(
        f"the message has {size} bytes",
        why=f"at most {LONGEST} travel at once",
        do="shorten it; put what is long into a document and name that",
        zh=Words(
            f"消息有{size}字节", f"一次最多{LONGEST}字节", "请写短些；长的内容放进文件，写明文件"
        ),
    )


def malformed(why: str, zh: str) -> BaylineError:
    """Say that something is not as version 1 of the messages writes it."""
    return BaylineError(
        "this is no message of version 1",
        why=why,
        do="see docs/developers/send-messages.md for how one is written",
        zh=Words("不是第1版的消息", zh, "写法见开发文档“发送消息”"),
    )


def _unproven() -> BaylineError:
    return BaylineError(
        "the signature does not hold",
        why="the content was changed on the way, or another key has signed it",
        do="ask the partner to compare fingerprints with you",
        zh=Words("签名不成立", "内容在途中被改过，或不是这把密钥签的", "请与对方核对指纹"),
    )
