"""The accounts of the demonstration: everybody may know them, for nothing in it is real."""

from bayline.platform.people.terms import Role


def demonstration_name(role: Role) -> str:
    """Give the name by which one logs in with a role."""
    return f"demo-{role.name.lower()}"


def demonstration_password(role: Role) -> str:
    """Give the password of the account with a role."""
    return f"bayline-demo-{role.name.lower()}"
