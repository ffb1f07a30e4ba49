"""What pages of projects rest on, and where projects and batches lead."""

from urllib.parse import quote

from bayline.platform.grounds import Asked, Linked, Number, Quoted, asked_by
from bayline.platform.grounds import Grounds as AnyGrounds

__all__ = ["Asked", "Grounds", "Linked", "Number", "Quoted", "asked_by"]


class Grounds(AnyGrounds):
    """Answers where each thing of a page leads."""

    def project(self, code: str) -> str:
        """Give the address of a project."""
        return self.ways.to(f"/projects/{quote(code)}")

    def library(self, code: str) -> str:
        """Give the address of a library."""
        return self.ways.to(f"/projects/libraries/{quote(code)}")

    def renewal(self, code: str) -> str:
        """Give the address of a land renewal."""
        return self.ways.to(f"/projects/renewals/{quote(code)}")

    def batch(self, code: str) -> str:
        """Give the address of a batch."""
        return self.ways.to(f"/batches/{quote(code)}")
