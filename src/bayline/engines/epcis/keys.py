"""Identifiers of GS1: check digits, and one form of digital link for every way to write a key."""

import re
from functools import lru_cache
from typing import NamedTuple

CANONICAL = "https://id.gs1.org"
_CUT = 3  # prefix, reference and serial number of an object
_LONGEST = 30  # characters of a serial number


class Scheme(NamedTuple):
    """How a kind of EPC address becomes a digital link.

    Attributes:
        key: The application identifier of the key.
        digits: Digits of prefix and reference together, 0 where they are free.
        checked: Whether a check digit follows them.
        qualifier: The identifier of what follows the key, or "" if it is joined to it.
        leading: What the link puts before the digits.
        indicated: Whether the reference begins with a digit that comes first in the key.
    """

    key: str
    digits: int
    checked: bool = True
    qualifier: str = ""
    leading: str = ""
    indicated: bool = False


_SCHEMES = {
    "sgtin": Scheme("01", 13, qualifier="21", indicated=True),
    "lgtin": Scheme("01", 13, qualifier="10", indicated=True),
    "upui": Scheme("01", 13, qualifier="235", indicated=True),
    "itip": Scheme("8006", 13, qualifier="21", indicated=True),
    "sscc": Scheme("00", 17, indicated=True),
    "sgln": Scheme("414", 12, qualifier="254"),
    "pgln": Scheme("417", 12),
    "gsrn": Scheme("8018", 17),
    "gsrnp": Scheme("8017", 17),
    "gsin": Scheme("402", 16),
    "grai": Scheme("8003", 12, leading="0"),
    "gdti": Scheme("253", 12),
    "sgcn": Scheme("255", 12),
    "giai": Scheme("8004", 0, checked=False),
    "ginc": Scheme("401", 0, checked=False),
    "cpi": Scheme("8010", 0, checked=False, qualifier="8011"),
}
_NO_SERIAL = frozenset(("sscc", "pgln", "gsrn", "gsrnp", "gsin", "giai", "ginc"))
_URN = re.compile(r"urn:epc:(id|class|idpat):([a-z]+):(\d{6,12})\.(.*)", re.DOTALL)
_SERIAL = re.compile(r"(?:%[0-9A-Fa-f]{2}|[!')(*+,.0-9:;=A-Za-z_-]){1,30}")
_NAMES = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "party": "417", "gsrnp": "8017",
    "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401", "gsin": "402",
    "grai": "8003", "giai": "8004", "cpv": "22", "lot": "10", "ser": "21",
}  # fmt: skip
_LINK = re.compile(
    r"https?://[^/?#]+(?:/[^?#]*?)?/"
    r"(01|gtin|8006|itip|8010|cpid|414|gln|417|party|8017|gsrnp|8018|gsrn|255|gcn|00|sscc|253|gdti"
    r"|401|ginc|402|gsin|8003|grai|8004|giai)/(\d{4}[^/?#]+)((?:/[^/?#]+/[^/?#]+)*)/?(?:[?#].*)?$"
)
# The digits a key in a link has, check digit included, and where that digit stands.
_LENGTHS = {
    "00": (18, 18), "01": (14, 14), "253": (13, 30), "255": (13, 25), "402": (17, 17),
    "414": (13, 13), "417": (13, 13), "8003": (14, 30), "8006": (18, 18), "8017": (18, 18),
    "8018": (18, 18),
}  # fmt: skip
_CHECKED_AT = {
    "00": 18, "01": 14, "253": 13, "255": 13, "402": 17, "414": 13, "417": 13, "8003": 14,
    "8006": 14, "8017": 18, "8018": 18,
}  # fmt: skip
# What the resolver of GS1 is asked for by a key with a check digit.
_MEANT = re.compile(r"https?://(?:id\.)?gs1\.org/(00|01|253|255|402|414|417|8003|8006|8017|8018)/"
                    r"([^/?#]+)")  # fmt: skip
_RESERVED = str.maketrans(
    {"!": "%21", "(": "%28", ")": "%29", "*": "%2A", "+": "%2B", ",": "%2C", ":": "%3A"}
)
NAMES_OF_KEYS = {
    "00": "SSCC", "01": "GTIN", "253": "GDTI", "255": "GCN", "402": "GSIN", "414": "GLN",
    "417": "GLN", "8003": "GRAI", "8006": "ITIP", "8017": "GSRN", "8018": "GSRN",
}  # fmt: skip


@lru_cache(maxsize=4096)
def check_digit(digits: str) -> str:
    """Compute the check digit that follows digits: weights 3 and 1 from the right, modulo 10."""
    values = digits.encode()
    odd, even = values[-1::-2], values[-2::-2]
    total = (sum(odd) - 48 * len(odd)) * 3 + sum(even) - 48 * len(even)
    return str(-total % 10)


class Key(NamedTuple):
    """A key of GS1 as a digital link says it.

    Attributes:
        identifier: Its application identifier.
        value: The digits, and what is joined to them.
        qualifiers: What makes it finer, in pairs of identifier and value.
    """

    identifier: str
    value: str
    qualifiers: tuple[tuple[str, str], ...] = ()

    def link(self) -> str:
        """Write the key as a canonical digital link."""
        rest = "".join(f"/{name}/{value}" for name, value in self.qualifiers)
        return f"{CANONICAL}/{self.identifier}/{self.value}{rest}"


@lru_cache(maxsize=16384)
def canonical(uri: str) -> str | None:
    """Give the one digital link of an EPC address, a class, a pattern or any other digital link.

    Returns:
        The link with the finest identification only, or None if there is no key of GS1 in it.
    """
    if uri.startswith("urn:epc:"):
        parts = uri.split(".", 2)
        serial = parts[-1]
        if len(parts) == _CUT and _is_plain(serial):
            stem = _stem(parts[0], parts[1])
            if stem:
                return stem + serial
    elif uri.startswith("http"):
        head, _, serial = uri.rpartition("/")
        stem = _stem_of_link(head) if _is_plain(serial) else ""
        if stem:
            return stem + serial
    key = key_of(uri)
    return None if key is None else key.link()


def _is_plain(serial: str) -> bool:
    return serial.isalnum() and serial.isascii() and len(serial) <= _LONGEST


@lru_cache(maxsize=4096)
def _stem_of_link(head: str) -> str:
    """Do the same for links, whose path ends with the name of what comes last."""
    found = re.fullmatch(r"https?://[^?#]+/(?:01|gtin)/\d+/(?:21|10|ser|lot)", head)
    key = _key_of_link(f"{head}/1") if found else None
    return key.link()[:-1] if key and key.qualifiers else ""


@lru_cache(maxsize=4096)
def _stem(head: str, reference: str) -> str:
    """Give what the links of all objects of a class begin with; "" if each is to be read alone."""
    found = re.fullmatch(r"urn:epc:(?:id|class):(sgtin|lgtin|upui):\d+", head)
    key = _key_of_urn(f"{head}.{reference}.1") if found else None
    return key.link()[:-1] if key and key.qualifiers else ""


@lru_cache(maxsize=16384)
def key_of(uri: str) -> Key | None:
    """Read the key out of an address; None if it holds none, or one that is cut wrong."""
    if uri.startswith("urn:epc:"):
        return _key_of_urn(uri)
    if uri.startswith(("http://", "https://")):
        return _key_of_link(uri)
    return None


def _key_of_urn(urn: str) -> Key | None:
    found = _URN.fullmatch(urn)
    scheme = _SCHEMES.get(found[2]) if found else None
    if found is None or scheme is None or (found[1] == "class") != (found[2] == "lgtin"):
        return None
    if scheme.digits == 0:
        return _free_key(scheme, found[3], found[4])
    reference, dot, serial = found[4].partition(".")
    if found[2] in {"grai", "gdti", "sgcn"} and len(found[3]) == scheme.digits:
        reference, serial = "", found[4].removeprefix(".")
        dot = "."
    digits = found[3] + reference
    if (
        len(digits) != scheme.digits
        or not digits.isdigit()
        or (found[2] in _NO_SERIAL) == bool(dot)
    ):
        return None
    return _counted_key(scheme, found[3], reference, serial, is_pattern=found[1] == "idpat")


def _counted_key(
    scheme: Scheme, prefix: str, reference: str, serial: str, *, is_pattern: bool
) -> Key | None:
    body = reference[:1] + prefix + reference[1:] if scheme.indicated else prefix + reference
    body = scheme.leading + body
    value = body + check_digit(body)
    if scheme.key == "8006":
        piece, _, serial = serial.partition(".")
        total, _, serial = serial.partition(".")
        value += piece + total
    if is_pattern:
        return Key(scheme.key, value) if serial == "*" else None
    if serial and not _SERIAL.fullmatch(serial):
        return None
    plain = serial.translate(_RESERVED)
    if not scheme.qualifier:
        return Key(scheme.key, value + plain)
    is_whole = not plain or (scheme.key == "414" and plain == "0")
    return Key(scheme.key, value, () if is_whole else ((scheme.qualifier, plain),))


def _free_key(scheme: Scheme, prefix: str, reference: str) -> Key | None:
    serial = ""
    if scheme.qualifier:
        reference, _, serial = reference.rpartition(".")
    if not reference:
        return None
    value = prefix + reference.translate(_RESERVED)
    is_whole = not serial or serial == "*"
    return Key(scheme.key, value, () if is_whole else ((scheme.qualifier, serial),))


def _key_of_link(link: str) -> Key | None:
    found = _LINK.match(link)
    if found is None:
        return None
    identifier = _NAMES.get(found[1], found[1])
    value = found[2]
    if identifier == "01" and value.isdigit() and len(value) in {8, 12, 13}:
        value = value.zfill(14)
    parts = found[3].split("/")[1:]
    pairs = {
        _NAMES.get(name, name): part for name, part in zip(parts[::2], parts[1::2], strict=True)
    }
    pairs.pop("22", None)
    if "21" in pairs:
        pairs.pop("10", None)
    if not _is_cut_right(identifier, value):
        return None
    return Key(identifier, value, tuple(pairs.items()))


def _is_cut_right(identifier: str, value: str) -> bool:
    bounds = _LENGTHS.get(identifier)
    if bounds is None:
        return True
    digits = _CHECKED_AT[identifier]
    return bounds[0] <= len(value) <= bounds[1] and value[:digits].isdigit()


def is_sound(uri: str) -> bool:
    """Say whether nothing stands against the key in an address; what holds none is sound."""
    if uri.startswith("urn:"):
        return canonical(uri) is not None or not is_broken_urn(uri)
    if not uri.startswith("http"):
        return True
    head, _, serial = uri.rpartition("/")
    return _is_sound_link(f"{head}/1" if serial.isalnum() and _stem_of_link(head) else uri)


@lru_cache(maxsize=4096)
def _is_sound_link(uri: str) -> bool:
    return wrong_check_digit(uri) is None and other_than_its_path(uri) is None


def wrong_check_digit(uri: str) -> tuple[str, str] | None:
    """Name the key whose check digit is wrong, and the digit it should be; None if it is right.

    EPC addresses carry no check digit, so only digital links can be wrong.
    """
    if not uri.startswith("http"):
        return None
    key = key_of(uri)
    at = _CHECKED_AT.get(key.identifier) if key else None
    if key is None or at is None:
        return None
    due = check_digit(key.value[: at - 1])
    return None if key.value[at - 1] == due else (NAMES_OF_KEYS[key.identifier], due)


def other_than_its_path(uri: str) -> str | None:
    """Say in what a digital link contradicts itself; None if it does not.

    Its path names the key; what stands behind the question mark may name it again, and then the
    same one. A path of GS1's own resolver holds a key that is cut as its kind demands.
    """
    if not uri.startswith("http"):
        return None
    key = key_of(uri)
    if key is None:
        is_meant = _MEANT.match(uri)
        return f"{is_meant[2]} is no {NAMES_OF_KEYS[is_meant[1]]}" if is_meant else None
    told = {key.identifier: key.value, **dict(key.qualifiers)}
    for pair in uri.partition("#")[0].partition("?")[2].split("&"):
        name, _, value = pair.partition("=")
        identifier = _NAMES.get(name, name)
        held = told.get(identifier)
        given = value.zfill(len(held)) if held and identifier == "01" else value
        if held is not None and given != held:
            return f"its path says {held}, what follows the question mark says {value}"
    return None


def is_broken_urn(uri: str) -> bool:
    """Say whether an EPC address names a known kind of key but is cut wrong."""
    if not uri.startswith("urn:epc:") or canonical(uri) is not None:
        return False
    parts = uri.split(":")
    return len(parts) > 3 and parts[3] in _SCHEMES  # noqa: PLR2004 - urn, epc, form, kind
