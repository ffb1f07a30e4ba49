"""The node over a network: HTTPS both ways, each side pinning the certificate of the other."""
