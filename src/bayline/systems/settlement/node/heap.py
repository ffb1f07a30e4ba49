"""What a node knows only grows: the garbage collector need not walk over it again and again.

Else it does so each time that a quarter has come to it, and every answer waits meanwhile: a tenth
of a second for some hundred thousand settlements, and more from year to year.
"""

import gc

_ENOUGH = 1_024  # rows from one look to the next: some milliseconds


class Heap:
    """Sets aside what has come since, now and then."""

    def __init__(self) -> None:
        self.rows = 0

    def began(self) -> None:
        """Set aside all that was read from the journal."""
        gc.collect()
        gc.freeze()

    def grown(self, rows: int) -> None:
        """Set aside what came of rows, when there are enough of them."""
        self.rows += rows
        if self.rows >= _ENOUGH:
            self.rows = 0
            gc.collect(0)
            gc.freeze()
