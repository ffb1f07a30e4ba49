"""Jobs: work that takes longer than a page may, done by one worker, queued in the same database."""
