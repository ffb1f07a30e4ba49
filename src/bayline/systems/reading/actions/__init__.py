"""What reading does: check a draft without keeping it; keep a document with what it states."""
