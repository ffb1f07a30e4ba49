"""The nouns of projects: frozen dataclasses and enums."""
