"""Networks of roads as arrays: their shape, shortest times, and what one link more would change."""
