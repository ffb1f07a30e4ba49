"""Take a table of a file for a register: read it, type its cells, compare it, store nothing.

The file stays in memory and travels on inside the page; what is confirmed is read once more.
"""

from bayline.platform.registers.importing.comparing import Preview, Row, compared, refused
from bayline.platform.registers.importing.files import table_in
from bayline.platform.registers.importing.typing import Mends, Spot, Typed, typed

__all__ = ["Mends", "Preview", "Row", "Spot", "Typed", "compared", "refused", "table_in", "typed"]
