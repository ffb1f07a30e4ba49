"""Pages of ecology: sections by class, their cells, the air, ratios, taking readings in."""
