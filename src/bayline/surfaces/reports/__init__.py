"""Reports on the web, on the command line, and as what one subscribes to."""
