"""Short series of public figures: what may come next, how sure that is, how often it held."""
