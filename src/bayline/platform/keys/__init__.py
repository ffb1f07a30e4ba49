"""Keys: what programs show instead of logging in; each belongs to an organisation and ends."""
