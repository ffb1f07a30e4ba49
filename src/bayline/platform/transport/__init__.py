"""Transport: signed messages between two installations, each with a record of its own.

A message is written in the transaction of what it tells, signed once, sent until the other side has
signed for it, and takes effect there once. No third party stands between. What a message means is
the business of whoever sends and takes its kind; the transport knows nothing of it.
"""
