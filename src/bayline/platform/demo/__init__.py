"""Demo: a made-up region of any size, its documents composed so that their reading is known."""
