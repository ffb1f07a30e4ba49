"""The pure decisions of the plan: targets read as rules, and verdicts on them."""
