"""Compare what is proposed for a document with what the record holds of it; nothing is overwritten.

A newer reader and a corrected edition both propose: what says the same stays, what differs takes
the place of the reading that stands once a person accepts it, and what is no longer said is
proposed for withdrawal. All is compared by lines, so that a proposal never forgets an accepted
reading behind others that were proposed since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import TextPosition
from bayline.kernel.reviews import Review
from bayline.platform.record.lines import Line
from bayline.platform.record.rows import Said, said
from bayline.platform.record.terms import Draft, KeptClaim

_Line = Line[KeptClaim]
_Matter = tuple[object, ...]


class Differences(NamedTuple):
    """What a new reading brings.

    Attributes:
        drafts: Claims to be added, in order; those that differ name what they supersede.
        outdated: Claims that nobody had decided on and that the new reading no longer holds.
        withdrawals: Accepted claims that are no longer made, each taken back, by the numbers of
            the texts they stand on.
        carried: Positions in `drafts` that say what an accepted claim of an earlier edition says.
        revived: Claims that an earlier reading had outdated and that are read so again.
    """

    drafts: tuple[Draft, ...]
    outdated: tuple[str, ...]
    withdrawals: Mapping[int, Sequence[Draft]]
    carried: tuple[int, ...]
    revived: tuple[str, ...]


class Held(NamedTuple):
    """What the record holds of a document.

    Attributes:
        lines: Lines with a reading on one of the texts.
        texts: Numbers of the texts.
        is_last: Whether no later edition replaces the document; what a later one proposes of its
            statements is not taken back here.
    """

    lines: Sequence[_Line]
    texts: Collection[int]
    is_last: bool = True


NOTHING = Held((), ())


def compared(drafts: Sequence[Draft], *, here: Held, before: Held = NOTHING) -> Differences:
    """Compare a reading of a text with what the record holds.

    Args:
        drafts: What the reading states.
        here: The statements of the same text; a draft at the same place reads the same statement.
        before: The statements of its earlier editions, and of other texts taken from the same
            bytes; places have moved there, matter has not.
    """
    comparing = _Comparing(here, before)
    for draft in drafts:
        comparing.take(draft)
    return comparing.differences()


@dataclass(slots=True)
class _Comparing:
    """A comparison under way: lines that no draft has met yet, and what was found so far."""

    here: Held
    before: Held
    places: dict[_Matter, list[_Line]] = field(init=False)
    matters: dict[_Matter, list[tuple[_Line, KeptClaim]]] = field(init=False)
    met: set[int] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    carried: list[int] = field(default_factory=list)
    revived: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places, self.matters = defaultdict(list), defaultdict(list)
        for line in self.here.lines:
            own = _on(line, self.here.texts)
            for place in dict.fromkeys(_place(one.claim) for one in own):
                self.places[place].append(line)
        known = {line.key for line in self.here.lines}
        for line in filter(_is_open, self.before.lines):
            for one in _on(line, self.before.texts) if line.key not in known else ():
                self.matters[_matter(one.claim)].append((line, one))

    def take(self, draft: Draft) -> None:
        """Compare one draft with the statement it reads, if the record holds it."""
        line = self._at_place(draft)
        if line is not None:
            self.met.add(line.key)
            self._reread(line, draft)
            return
        found = self._of_matter(draft)
        if found is None:
            self.drafts.append(draft)
            return
        self.met.add(found[0].key)
        self._reissued(*found, draft)

    def differences(self) -> Differences:
        """Give what was found, with what became of the statements that no draft reads."""
        withdrawals: dict[int, list[Draft]] = defaultdict(list)
        for accepted in self._left():
            if accepted.text is not None:
                withdrawals[accepted.text].append(_taken_back(accepted))
        return Differences(
            drafts=(*self.drafts,),
            outdated=(*self.outdated,),
            withdrawals=withdrawals,
            carried=(*self.carried,),
            revived=(*self.revived,),
        )

    def _at_place(self, draft: Draft) -> _Line | None:
        lines = [line for line in self.places[_place(draft.claim)] if line.key not in self.met]
        same = (line for line in lines if self._readings_alike(line, draft))
        return next(same, lines[0] if lines else None)

    def _readings_alike(self, line: _Line, draft: Draft) -> list[KeptClaim]:
        content = _content(draft.claim)
        own = _on(line, self.here.texts)
        return [one for one in own if _content(one.claim) == content]

    def _of_matter(self, draft: Draft) -> tuple[_Line, KeptClaim] | None:
        """Take the earlier claim that says the same, else the first of the same matter."""
        alike = self.matters[_matter(draft.claim)]
        candidates = [(line, one) for line, one in alike if line.key not in self.met]
        value = draft.claim.figure
        same = [(line, one) for line, one in candidates if one.claim.figure == value]
        stands = [(line, one) for line, one in same if one.id == line.present.id]
        return next(iter((*stands, *same, *candidates)), None)

    def _reread(self, line: _Line, draft: Draft) -> None:
        if _has_moved_on(line, self.here.texts) or not _is_open(line):
            return  # a later edition, or who noted a promise as kept, says what counts of it
        alike = self._readings_alike(line, draft)
        waiting = [one for one in alike if one.state is Review.PROPOSED][:1]
        if not _is_settled(line, alike):
            revivable = next((one for one in alike if _can_return(line, one)), None)
            if revivable is None:
                self.drafts.append(_superseding(draft, line.present))
            elif self.here.is_last:
                self.revived.append(revivable.id)
        self._outdate(line, self.here, but=waiting, withdrawals=self.here.is_last)

    def _reissued(self, line: _Line, earlier: KeptClaim, draft: Draft) -> None:
        present = line.present
        is_same = earlier.id == present.id and earlier.claim.figure == draft.claim.figure
        if is_same and present.state is Review.ACCEPTED:
            self.carried.append(len(self.drafts))
        self.drafts.append(_superseding(draft, present))
        self._outdate(line, self.before, withdrawals=True)

    def _outdate(
        self, line: _Line, held: Held, *, but: Sequence[KeptClaim] = (), withdrawals: bool
    ) -> None:
        for one in line.readings:
            is_kept = one in but or (one.claim.kind is ClaimKind.WITHDRAWAL and not withdrawals)
            if one.text in held.texts and one.state is Review.PROPOSED and not is_kept:
                self.outdated.append(one.id)

    def _left(self) -> Iterator[KeptClaim]:
        """Give the accepted readings of what is no longer stated; a withdrawal is none."""
        known = {line.key for line in self.here.lines}
        earlier = [line for line in self.before.lines if line.key not in known]
        for held, lines in ((self.here, self.here.lines), (self.before, earlier)):
            for line in filter(_is_open, lines):
                if line.key not in self.met and not _has_moved_on(line, held.texts):
                    self._outdate(line, held, withdrawals=line.accepted is None)
                    accepted = line.accepted
                    if accepted and accepted.claim.kind is not ClaimKind.WITHDRAWAL:
                        yield accepted


def _is_open(line: _Line) -> bool:
    """Tell whether a reader may propose anew; that a promise was kept, only a person says."""
    return line.present.claim.kind is not ClaimKind.FULFILMENT


def _on(line: _Line, texts: Collection[int]) -> list[KeptClaim]:
    """Give the readings of a line that state something on one of some texts."""
    return [
        one
        for one in line.readings
        if one.text in texts and one.claim.kind is not ClaimKind.WITHDRAWAL
    ]


def _has_moved_on(line: _Line, texts: Collection[int]) -> bool:
    """Tell whether the present reading stands elsewhere and follows upon one of these texts."""
    present = line.present
    behind = line.behind(present)
    return present.text not in texts and any(one.text in texts for one in behind)


def _place(claim: Claim) -> _Matter:
    position = claim.evidence.selectors[0]
    assert isinstance(position, TextPosition)  # noqa: S101 - both sides stand on a text
    return claim.kind, position.start, position.end


def _is_settled(line: _Line, alike: Sequence[KeptClaim]) -> bool:
    """Tell whether what is read stands there, waits there, or was put right or sent back."""
    present = line.present
    living = {Review.ACCEPTED, Review.PROPOSED, Review.RETURNED}
    is_by_person = present.state is Review.ACCEPTED and not present.claim.reader
    return any(one.state in living for one in alike) or (bool(alike) and is_by_person)


def _can_return(line: _Line, one: KeptClaim) -> bool:
    """Tell whether an outdated reading can be proposed again as it was recorded."""
    accepted = line.accepted
    return accepted is None or line.follows(one, accepted)


def _content(claim: Claim) -> Said:
    return said(claim, quote="")


def _matter(claim: Claim) -> _Matter:
    """Give what a claim is about: two editions speak of one thing where all of this is equal."""
    unit = claim.figure.unit if claim.figure else ""
    about = (claim.kind, claim.subject, claim.attribute, claim.what, unit)
    return (*about, claim.period, claim.place, claim.status, claim.change, claim.basis)


def _superseding(draft: Draft, earlier: KeptClaim) -> Draft:
    return replace(draft, claim=replace(draft.claim, supersedes=earlier.id))


def _taken_back(accepted: KeptClaim) -> Draft:
    """Propose that an accepted reading be withdrawn."""
    taken_back = replace(
        accepted.claim,
        identifier="-",
        kind=ClaimKind.WITHDRAWAL,
        supersedes=accepted.id,
        recorded=None,
    )
    return Draft(claim=taken_back, quote=accepted.quote, sentence=accepted.sentence)
