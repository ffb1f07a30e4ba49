"""Pages of links: what is missing, what a link would give, what is claimed, who has a bus."""
