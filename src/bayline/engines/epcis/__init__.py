"""Events of EPCIS 2.0 and CBV 2.0: reading, checking, identifying; no store and no clock.

What stands in a document, in JSON-LD, with the simple context or in XML, becomes one form: the
JSON form of the standard with short words of the vocabulary. Checks and hashes know that form only.
"""
