"""Static files under names that change with their content: browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class BuiltFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Collected files by their hashed names; before they are collected, as they are called."""

    def stored_name(self, name: str) -> str:
        """Give the name that a page links to."""
        return super().stored_name(name) if self.hashed_files else name
