"""Who asks in the benchmarks of pages: an administrator, logged in as people are."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

SECRET = "a long word for the bench 7"  # noqa: S105 - of a home that lives as long as the run


def administrator() -> "Client":
    """Make an account in the home of this process, and give a client that holds its session."""
    from django.test import Client

    from bayline.platform.people.actions import create
    from bayline.platform.people.terms import Grant, Person, Role

    person = Person(
        account="bench",
        name="bench",
        organisation="",
        is_active=True,
        grants=(Grant(role=Role.ADMINISTRATOR),),
        made=datetime.now(UTC),
    )
    create(person, password=SECRET)
    client = Client()
    client.post("/login", {"account": "bench", "password": SECRET})
    return client
