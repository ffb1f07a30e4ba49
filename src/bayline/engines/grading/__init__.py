"""Grades of very many rows at once: every row by the worst of its columns against limits."""
