"""Geography: positions and what is drawn of them; datums, GeoJSON, a map as a picture."""
