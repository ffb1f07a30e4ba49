"""The decisions and the arithmetic of ecology."""
