"""Pages of requests: what is asked, the table of a unit, its form, its file."""
