"""Write checked documents: an annotated page, a Word file with comments, a table of findings.

Values that were chosen come as tracked changes, signed with a name and a time that are handed in.
The same input gives the same bytes: no clock is asked and no identifier is drawn by chance.
"""

from bayline.engines.documents.writers.comments import comment_docx
from bayline.engines.documents.writers.listing import findings_table
from bayline.engines.documents.writers.page import Mark, annotate_html
from bayline.engines.documents.writers.tracking import Revision, Signed, Tracked

__all__ = [
    "Mark",
    "Revision",
    "Signed",
    "Tracked",
    "annotate_html",
    "comment_docx",
    "findings_table",
]
