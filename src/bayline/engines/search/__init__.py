"""What a search needs of language, without a database: spelling, tokens, questions, hits, pinyin.

Everything a database is asked is made here, so that SQLite and PostgreSQL find the same.
"""
