"""Where the files of a pack that tell of its region lie."""

REGION = "region.toml"
OVERVIEW = "overview.toml"
PUBLISHING = "publishing.toml"
