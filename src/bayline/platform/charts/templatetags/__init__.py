"""Tags of charts."""
