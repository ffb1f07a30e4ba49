"""Pages of cooperation: what both sides owe, agreements, meetings, tasks, the network."""
