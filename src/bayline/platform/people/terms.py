"""Nouns of people: roles, the audiences that addresses are for, and whoever asks."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Role(IntEnum):
    """What somebody does in the office; each may also do what those before it may."""

    VIEWER = 1
    CLERK = 2
    REVIEWER = 3
    PUBLISHER = 4
    ADMINISTRATOR = 5


class Audience(StrEnum):
    """Whom an address is for; every address declares one.

    Attributes:
        PUBLIC: Anybody; the address shows nothing of the record.
        PUBLISHED: Anybody; whoever may not READ sees what is published, and no more.
        READ: Viewers and up: everything that is kept.
        WRITE: Clerks and up: sending in documents, entries and corrections.
        REVIEW: Reviewers and up: deciding on claims and findings.
        PUBLISH: Publishers and up: freezing and withdrawing publications.
        ADMINISTER: Administrators: people, keys, what the system does.
    """

    PUBLIC = "public"
    PUBLISHED = "published"
    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    PUBLISH = "publish"
    ADMINISTER = "administer"


_LEAST = {
    Audience.READ: Role.VIEWER,
    Audience.WRITE: Role.CLERK,
    Audience.REVIEW: Role.REVIEWER,
    Audience.PUBLISH: Role.PUBLISHER,
    Audience.ADMINISTER: Role.ADMINISTRATOR,
}


def least_role(audience: Audience) -> Role | None:
    """Give the role that an audience begins with; None where anybody belongs to it."""
    return _LEAST.get(audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role somebody has.

    Attributes:
        role: The role.
        organisation: Code of the organisation it is held for; empty for all.
        system: Name of the system it is held in; empty for all.
    """

    role: Role
    organisation: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever asks: somebody who logged in, the holder of a key, or the public.

    Attributes:
        name: The name that is written beside what they do; empty for the public.
        grants: Their roles; none for the public.
        account: The name they log in with; empty for the public and for keys.
    """

    name: str = ""
    grants: tuple[Grant, ...] = ()
    account: str = ""

    def may(self, audience: Audience, *, system: str = "") -> bool:
        """Tell whether an address for `audience` is for them.

        There is one record, so whoever has any role reads all of it; what else a role allows ends
        where its system does.

        Args:
            audience: Whom the address is for.
            system: The system it belongs to; empty for what all share.
        """
        least = least_role(audience)
        return least is None or any(
            grant.role >= least and (least is Role.VIEWER or grant.system in {"", system})
            for grant in self.grants
        )

    def writes_for(self, organisation: str, *, system: str = "") -> bool:
        """Tell whether they write what belongs to an organisation.

        Args:
            system: The system it belongs to; empty for what all share.
            organisation: Its code or name; empty for what belongs to nobody, which whoever writes
                for all may write.
        """
        written = {"", system}
        held = (one for one in self.grants if one.role >= Role.CLERK and one.system in written)
        return any(grant.organisation in {"", organisation} for grant in held)


PUBLIC = Visitor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """That somebody wrote something; never what.

    Attributes:
        who: The account, or the name of the key; `-` where the command line was used.
        method: How it was asked, such as POST; CLI for the command line.
        address: The name of the address, or the words of the command.
        recorded: When.
        about: The account that it was done to; empty where it is none.
        status: What was answered; 0 for the command line.
        request: The id of the request.
    """

    who: str
    method: str
    address: str
    recorded: datetime
    about: str = ""
    status: int = 0
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account as others see it.

    Attributes:
        account: What is typed to log in.
        name: The name that is written beside what they do.
        organisation: Code of the organisation they work for; empty where none is said.
        is_active: Whether they may log in.
        grants: Their roles.
        made: When the account was made.
    """

    account: str
    name: str
    organisation: str
    is_active: bool
    grants: tuple[Grant, ...]
    made: datetime
