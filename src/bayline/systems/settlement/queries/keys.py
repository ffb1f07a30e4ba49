"""The keys that this office shares with its partners, and what they open."""

from datetime import date
from typing import NamedTuple

from django.conf import settings

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.seals.ciphers import home_key, unwrapped
from bayline.systems.settlement.models import KeyRow
from bayline.systems.settlement.rules import ciphers
from bayline.systems.settlement.rules.handing import PERSONS, TEXTS, Shared
from bayline.systems.settlement.rules.pseudonyms import Naming

TABLE = "settlement_key"


class Held(NamedTuple):
    """A key without its bytes.

    Attributes:
        kid: Its name.
        partner: With whom it is shared.
        use: What it is for.
        year: The year of the visits it is for.
        is_newest: Whether what is written now is written with it.
    """

    kid: str
    partner: str
    use: str
    year: int
    is_newest: bool


def subject_of(kid: str) -> str:
    """Name a key where it is wrapped, so that one is never taken for another."""
    return f"{TABLE}:{kid}"


def held() -> tuple[Held, ...]:
    """List the keys of this home, those of a partner together, the newest first."""
    rows = KeyRow.objects.order_by("partner", "-year", "use", "-made", "kid")
    newest: set[tuple[str, str, int]] = set()
    found = []
    for row in rows.only("kid", "partner", "use", "year"):
        place = (row.partner, row.use, row.year)
        found.append(Held(row.kid, row.partner, row.use, row.year, place not in newest))
        newest.add(place)
    return tuple(found)


def naming(partner: str, *, on: date) -> Naming:
    """Give the key by which persons are named towards a partner on a day.

    Raises:
        BaylineError: There is none of that year, or it does not open here.
    """
    found = _newest(partner, PERSONS, on.year)
    return Naming(found.kid, found.key)


def writing_key(partner: str, *, on: date) -> Shared:
    """Give the key with which names and diagnoses are encrypted towards a partner on a day.

    Raises:
        BaylineError: There is none of that year, or it does not open here.
    """
    return _newest(partner, TEXTS, on.year)


def _newest(partner: str, use: str, year: int) -> Shared:
    rows = KeyRow.objects.filter(partner=partner, use=use, year=year).order_by("-made", "kid")
    row = rows.first()
    if row is None:
        raise BaylineError(
            f"no key is shared with “{partner}” for {year}",
            why="persons are named and their data encrypted with keys of the pair and the year",
            do=f"run `bayline settlement keys make --partner {partner} --year {year}`, "
            "or take the file that the partner made",
            zh=Words(
                f"与“{partner}”没有{year}年的密钥",
                "人员化名和个人信息加密都用两家当年共用的密钥",
                f"请运行 bayline settlement keys make --partner {partner} --year {year}，"
                "或收下对方生成的文件",
            ),
        )
    return Shared(row.kid, use, year, _bare(row))


def opening_keys() -> dict[str, bytes]:
    """Give the keys that open names and diagnoses, by name; one that does not open here is left."""
    rows = KeyRow.objects.filter(use=TEXTS)
    found = ((row.kid, unwrapped_in(row)) for row in rows)
    return {kid: key for kid, key in found if key is not None}


def opened(token: str, *, person: str) -> str | None:
    """Decrypt what is sealed about a person; None if it does not open here."""
    return ciphers.opened(token, person=person, keys=opening_keys())


def unwrapped_in(row: KeyRow) -> bytes | None:
    """Decrypt a key with the key of the home; None if the home has another now."""
    home = home_key(str(settings.SECRET_KEY))
    return unwrapped(bytes(row.wrapped), subject=subject_of(row.kid), home=home)


def _bare(row: KeyRow) -> bytes:
    found = unwrapped_in(row)
    if found is None:
        raise BaylineError(
            f"the key {row.kid} of settlement does not open here",
            why="it was wrapped with another secret key than this home has now",
            do="put back the home's secret.key, or take the partner's file of keys again",
            zh=Words(
                f"结算密钥{row.kid}打不开",
                "存入时用的密钥不是现在这个",
                "请放回原来的secret.key，或重新收下对方的密钥文件",
            ),
        )
    return found
