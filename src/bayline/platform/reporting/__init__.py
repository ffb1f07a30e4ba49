"""Reports with live figures: written in words, resolved against the record, issued, made again.

A template is plain files of the region pack. Its words name figures by expressions; at an instant
each is looked up in the record and printed as its document prints it, with what it rests on.
Issuing freezes words, figures and bytes; the same bytes can be made again later, or it is said why
not.
"""
