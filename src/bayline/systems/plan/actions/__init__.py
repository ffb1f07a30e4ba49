"""What changes the plan's tables: each one loads, decides by a rule and saves."""
