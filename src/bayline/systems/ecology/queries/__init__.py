"""What ecology has kept: stations, deliveries, readings."""
