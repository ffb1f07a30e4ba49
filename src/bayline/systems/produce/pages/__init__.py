"""What produce answers over HTTP."""
