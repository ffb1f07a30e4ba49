"""Following up by dated rules kept as data: slips, lamps, steps, monthly reports."""
