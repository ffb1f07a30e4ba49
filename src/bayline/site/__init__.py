"""Settings, addresses and composition: the only floor that knows every system."""
