"""What cooperation decides: what may be done to a task, where it stands, what slips came to."""
