"""A figure with its source, as one line to be copied into a report."""

from django.utils.translation import gettext as _

from bayline.systems.reading.pages.claims import ClaimCard


def citation(card: ClaimCard, *, address: str, sha256: str) -> str:
    """Write what a claim says, what it is about, and where it stands.

    Args:
        card: The claim.
        address: The whole address of its page.
        sha256: Hash of its document; empty of a computation.
    """
    about = "".join((card.period, card.subject, card.attribute)) or card.what
    basis = _("（%(basis)s）") % {"basis": "、".join(card.basis)} if card.basis else ""
    head = _("%(about)s%(basis)s：%(printed)s") % {
        "about": about,
        "basis": basis,
        "printed": card.printed,
    }
    published = card.published.isoformat() if card.published else ""
    where = _("《%(title)s》") % {"title": card.document} if card.document else ""
    short = f"sha256:{sha256[:12]}" if sha256 else ""
    sources = [
        part for part in (where, card.publisher, published, card.word, short, address) if part
    ]
    return _("%(head)s。出处：%(sources)s") % {"head": head, "sources": _("，").join(sources)}
