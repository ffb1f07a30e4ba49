"""Pages of settlement: the desk, receipts, explanations, statements, rules."""
