"""Double entry in whole numbers: what is posted sums to zero, and balances are derived."""
