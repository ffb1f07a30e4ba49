"""Ask, fill in, send, decide: what is done with requests."""
