"""Registers: declared lists of anything a region keeps, with forms, import, export and history.

A register is one toml file. Nothing here knows what is listed: villages, projects, organisations
and places are rows of the same two tables, checked by the same cells, shown by the same pages.
"""
