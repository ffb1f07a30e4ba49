"""What units and offices are called."""

from collections.abc import Collection, Mapping

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.queries import labels, register

ORGANISATIONS = "organisations"


def unit_names(codes: Collection[str]) -> Mapping[str, str]:
    """Name organisations by their codes; those that no register holds are left out."""
    try:
        return labels(register(ORGANISATIONS), [*codes]) if codes else {}
    except BaylineError:  # declared nowhere, or not within reach
        return {}


def has_organisations() -> bool:
    """Tell whether the region has a register of organisations."""
    try:
        register(ORGANISATIONS)
    except BaylineError:
        return False
    return True
