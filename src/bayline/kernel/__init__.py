"""The nouns that every other floor speaks in: pure values, no input or output."""
