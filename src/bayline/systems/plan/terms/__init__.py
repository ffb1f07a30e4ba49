"""The nouns of the plan: targets as rules, results, verdicts."""
