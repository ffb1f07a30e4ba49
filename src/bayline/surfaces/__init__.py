"""Surfaces: how people and programs come in, on the web and on the command line."""
