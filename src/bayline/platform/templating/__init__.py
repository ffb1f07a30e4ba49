"""Templates of Django, written as functions of Python when they are first shown."""
