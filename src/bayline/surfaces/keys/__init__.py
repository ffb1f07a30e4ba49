"""Keys on the command line and for administrators in the browser."""
