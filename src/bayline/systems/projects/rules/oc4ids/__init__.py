"""Exchange of projects in the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9.5).

The standard is published at https://standard.open-contracting.org/infrastructure/. What it asks of
a package is declared in `fields.toml` and `codes.tsv` and checked without a network.
"""
