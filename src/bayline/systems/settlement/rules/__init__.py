"""The decisions and the arithmetic of settlement: whole fen, no clock, no table, no chance."""
