"""Bayline keeps one evidence-backed record of a region and runs its development on it."""
