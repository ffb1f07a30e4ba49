"""Open Office files: find out which kind the archive is, and read it."""

from bayline.engines.documents.office.archive import Archive
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Document, Limits

_OTHERS = (
    ("ppt/presentation.xml", "pptx", "docx或pdf"),
    ("xl/workbook.bin", "xlsb", "xlsx"),
    ("OFD.xml", "ofd", "pdf或docx"),
    ("META-INF/container.xml", "epub", "html或docx"),
    ("content.xml", "odt、ods", "docx或xlsx"),
    ("Index/Document.iwa", "pages、numbers", "docx或xlsx"),
)


def read_office(data: bytes, limits: Limits) -> Document:
    """Read a docx or xlsx file.

    Args:
        data: The file.
        limits: How much is unpacked and read before it is refused.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: The archive is broken, of another kind, too large, or improper.
    """
    archive = Archive(data, limits)
    if main := archive.main_part("word/document"):
        from bayline.engines.documents.office.word import read_word

        return read_word(archive, main)
    if main := archive.main_part("xl/workbook"):
        from bayline.engines.documents.office.sheets import read_sheets

        return read_sheets(archive, main)
    for part, name, better in _OTHERS:
        if part in archive.names:
            raise DocumentError(Reason.OTHER_FORMAT, name=name, better=better)
    if "[Content_Types].xml" in archive.names:
        raise DocumentError(Reason.MISSING_PART, name="word/document.xml")
    raise DocumentError(Reason.PACKED, name="zip")
