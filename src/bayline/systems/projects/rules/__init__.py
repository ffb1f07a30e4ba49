"""The decisions and the arithmetic of projects."""
