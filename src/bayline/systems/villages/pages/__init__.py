"""Pages of villages: campaigns, the file of a village, comparison, certificates."""
