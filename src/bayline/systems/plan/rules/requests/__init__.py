"""Requests (填报): tables asked of units for a period, how they are answered and decided on."""
