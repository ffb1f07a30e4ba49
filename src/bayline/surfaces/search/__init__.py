"""One box over everything: sentences, figures, places, organisations, entries, documents."""
