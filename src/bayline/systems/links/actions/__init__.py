"""What changes for links: networks and timetables are taken in."""
