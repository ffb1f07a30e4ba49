"""Parts of addresses: names of registers, and keys of their entries, which may hold a /."""

from functools import cache

from django.urls import register_converter


class _Name:
    """The name of a register."""

    regex = "[a-z][a-z0-9_]*"

    def to_python(self, value: str) -> str:
        """Give the name as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Give the name as it stands in the address."""
        return value


class _Key(_Name):
    """The key of an entry; what ends with .json is the twin of another address."""

    regex = r"[^\n]+?(?<!\.json)"


@cache
def register() -> None:
    """Let addresses hold `<register:…>` and `<entry:…>`."""
    register_converter(_Name, "register")
    register_converter(_Key, "entry")
