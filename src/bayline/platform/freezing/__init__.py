"""Freezing: a publication as files that stand for themselves, and their reading.

A snapshot is a folder under its own id, the hash of its manifest: Parquet for programs that count,
JSON for programs that read, CSV for spreadsheets, HTML for people, without this program or a
network. It can be made again from the record at any later time, byte for byte.
"""
