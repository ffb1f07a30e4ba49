"""Single sign-on by OpenID Connect: code flow with PKCE, state and nonce.

Of the protocol only what an office needs: the provider is discovered by its issuer, the code is
exchanged by this server, and the identity token is looked at by `joserfc`: signature, issuer,
audience, end and nonce. A claim of the token, such as `groups`, gives the roles.
"""

import base64
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people.terms import Grant, Role

_PATIENCE = timedelta(minutes=10)  # between leaving for the provider and coming back
_ANSWER_MOST, _WAIT_S, _LEEWAY_S = 2**20, 10, 60
_ALGORITHMS = ("RS256", "PS256", "ES256")
_DISCOVERY = "/.well-known/openid-configuration"
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
Fetch = Callable[[str, Mapping[str, str] | None], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who vouches for people, as the settings name it.

    Attributes:
        issuer: Its address.
        client: What this program is called there.
        secret: What this program proves itself with.
        name: What the page to log in calls it; empty for a plain word.
        claim: The claim that roles are read from.
        roles: Which values of it give which roles.
    """

    issuer: str
    client: str
    secret: str
    name: str
    claim: str
    roles: Mapping[str, Grant]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is kept of somebody who left for the provider, until they come back."""

    state: str
    nonce: str
    verifier: str
    next: str
    at: int  # seconds since 1970


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Whom the provider vouches for."""

    subject: str  # issuer and number there
    account: str
    name: str
    grants: tuple[Grant, ...]


def provider_of(settings: Mapping[str, str]) -> Provider | None:
    """Read who vouches for people; None where nobody is named.

    Raises:
        BaylineError: A setting is missing or malformed.
    """
    issuer = settings.get("BAYLINE_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise _bad(
            "BAYLINE_OIDC_ISSUER", "the issuer must begin with https://", "要以 https:// 开头"
        )
    if not settings.get("BAYLINE_OIDC_CLIENT_ID"):
        raise _bad("BAYLINE_OIDC_CLIENT_ID", "the name of this program there is missing", "没有写")
    return Provider(
        issuer=issuer,
        client=settings["BAYLINE_OIDC_CLIENT_ID"],
        secret=settings.get("BAYLINE_OIDC_CLIENT_SECRET", ""),
        name=settings.get("BAYLINE_OIDC_NAME", ""),
        claim=settings.get("BAYLINE_OIDC_CLAIM") or "groups",
        roles=_roles(settings.get("BAYLINE_OIDC_ROLES", "")),
    )


def _roles(written: str) -> dict[str, Grant]:
    """Read `group=role:system, …`."""
    found = {}
    for part in filter(None, map(str.strip, written.split(","))):
        group, marked, role = part.rpartition("=")
        name, _colon, system = role.strip().partition(":")
        if not marked or name.upper() not in Role.__members__:
            raise _bad(
                "BAYLINE_OIDC_ROLES", f"“{part[:60]}” gives no role", f"“{part[:60]}”没有角色"
            )
        found[group.strip()] = Grant(role=Role[name.upper()], system=system)
    return found


def _bad(where: str, what: str, zh: str) -> BaylineError:
    do = ("see the guide on settings", "请看设置说明")
    return BaylineError(what, where=where, do=do[0], zh=Words(zh, do=do[1]))


def provider_here() -> Provider | None:
    """Read who vouches for people from the environment."""
    return provider_of(os.environ)


def leaving(*, onward: str, now: datetime) -> Leaving:
    """Make what ties an answer of the provider to whoever left."""
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    verifier = secrets.token_urlsafe(64)
    return Leaving(
        state=state, nonce=nonce, verifier=verifier, next=onward, at=int(now.timestamp())
    )


def address_to(provider: Provider, left: Leaving, *, back: str, fetch: Fetch) -> str:
    """Give the address at the provider where somebody logs in.

    Args:
        provider: Who vouches.
        left: What is kept until they come back.
        back: The address here that they come back to.
        fetch: Asks an address for its JSON.
    """
    digest = sha256(left.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": back,
        "scope": "openid profile",
        "state": left.state,
        "nonce": left.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    found = _discovered(provider, fetch)
    return f"{found['authorization_endpoint']}?{urlencode(asked)}"


def _discovered(provider: Provider, fetch: Fetch) -> Mapping[str, Any]:
    found = fetch(f"{provider.issuer}{_DISCOVERY}", None)
    if str(found.get("issuer", "")).rstrip("/") != provider.issuer:
        raise _refused("the provider names another issuer", "登录服务报的名字不对")
    return found


def vouched(
    provider: Provider,
    left: Leaving,
    answer: Mapping[str, str],
    *,
    back: str,
    now: datetime,
    fetch: Fetch,
) -> Vouched:
    """Look at what somebody brings back from the provider.

    Args:
        provider: Who vouches.
        left: What was kept of them.
        answer: `state` and `code` of the address they came back to.
        back: That address, as it was named when they left.
        now: The present moment.
        fetch: Asks an address for its JSON, with a form where there is one.

    Raises:
        BaylineError: The answer is not to what was asked, or the provider vouches for nobody.
    """
    if not hmac.compare_digest(left.state.encode(), answer.get("state", "").encode()):
        raise _refused("the answer belongs to another log-in", "回来的不是这一次登录")
    if not 0 <= int(now.timestamp()) - left.at < _PATIENCE.total_seconds():
        raise _refused("the log-in took too long", "登录用时太久")
    if not answer.get("code"):
        raise _refused("the provider let nobody in", "登录服务没有放行")
    found = _discovered(provider, fetch)
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": back,
        "client_id": provider.client,
        "code_verifier": left.verifier,
        **({"client_secret": provider.secret} if provider.secret else {}),
    }
    token = fetch(str(found["token_endpoint"]), form).get("id_token")
    keys = fetch(str(found["jwks_uri"]), None)
    return _person(provider, _claims(provider, str(token), keys, nonce=left.nonce, now=now))


def _claims(
    provider: Provider, token: str, keys: Mapping[str, Any], *, nonce: str, now: datetime
) -> Mapping[str, Any]:
    """Look at an identity token: who signed it, for whom, until when, in answer to what."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    known = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=_LEEWAY_S,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        key_set = KeySet.import_key_set({"keys": [*keys["keys"]]})
        claims = jwt.decode(token, key_set, algorithms=[*_ALGORITHMS]).claims
        known.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError):
        raise _refused("what the provider says cannot be trusted", "登录服务的凭据不可信") from None
    is_for_many = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if is_for_many and claims.get("azp") != provider.client:
        raise _refused("what the provider says is for others", "登录服务的凭据不是给这里的")
    return claims


def _person(provider: Provider, claims: Mapping[str, Any]) -> Vouched:
    held = claims.get(provider.claim, ())
    groups: Iterable[object] = held if isinstance(held, list) else [held]
    grants = (provider.roles.get(str(group)) for group in groups)
    account = str(claims.get("preferred_username") or claims["sub"])
    return Vouched(
        subject=f"{provider.issuer} {claims['sub']}",
        account=account,
        name=str(claims.get("name") or account),
        grants=tuple(dict.fromkeys(grant for grant in grants if grant)),
    )


def _refused(what: str, zh: str) -> BaylineError:
    do = ("log in again", "请重新登录")
    return BaylineError(what, why="nobody was logged in", do=do[0], zh=Words(zh, "没有登录", do[1]))


class _NoDetours(HTTPRedirectHandler):
    """Follows no redirect: a provider answers where it says that it answers."""

    def redirect_request(self, *_: object) -> None:
        """Give no other request."""


def fetched(address: str, form: Mapping[str, str] | None) -> Mapping[str, Any]:
    """Ask an address of the provider for its JSON, with a form where there is one.

    Raises:
        BaylineError: It does not answer, or not with an object.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise _refused("the provider is not asked without https", "不经https不问登录服务")
    body = urlencode(form).encode() if form is not None else None
    request = Request(address, data=body, headers={"Accept": "application/json"})  # noqa: S310 - https, looked at above
    try:
        with build_opener(_NoDetours).open(request, timeout=_WAIT_S) as response:
            found = json.loads(response.read(_ANSWER_MOST))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise _refused("the provider does not answer as it should", "登录服务没有好好答复")
    return found
