"""Growth of regions taken apart: the whole, the mix of industries, what is the region's own."""

from typing import NamedTuple

from bayline.engines.regional.arrays import Floats


class ShiftShare(NamedTuple):
    """The three parts of the change of each region; they add up to the change.

    Attributes:
        national: What the region would have gained at the growth of the whole.
        mix: What it gained beyond that for having the industries it has.
        regional: What its industries gained beyond the same industries of the whole.
        change: What it gained.
    """

    national: Floats
    mix: Floats
    regional: Floats
    change: Floats


def shift_share(then: Floats, now: Floats, *, whole_then: Floats, whole_now: Floats) -> ShiftShare:
    """Take the change of each region apart, after Dunn.

    The regional part is e_i(t+1) - e_i(t) (1 + g_i), which is e_i (r_i - g_i) and means the same
    for an industry that the region did not have before.

    Args:
        then: Regions by industries in the earlier year.
        now: The same in the later year.
        whole_then: The whole by industries, or one whole for each region; none may be zero.
        whole_now: The same in the later year.

    Source: Dunn, Papers of the Regional Science Association 6, 1960.
    """
    growth = whole_now / whole_then
    overall = whole_now.sum(axis=-1) / whole_then.sum(axis=-1)
    before, after = then.sum(axis=1), now.sum(axis=1)
    expected = then @ growth if growth.ndim == 1 else (then * growth).sum(axis=1)
    return ShiftShare(
        national=before * (overall - 1),
        mix=expected - before * overall,
        regional=after - expected,
        change=after - before,
    )
