"""What the plan's tables and registers hold."""
