"""The decisions and the arithmetic of industry."""
