"""The nouns of villages: score sheets, campaigns, events, and where a village stands."""
