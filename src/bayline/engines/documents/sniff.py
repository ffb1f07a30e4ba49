"""Find out what a file is from its content, and say what to do with files that are not read."""

import re

from bayline.engines.documents import scans
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Format

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"\x00\x00\x00\x0cjP  "), "JPEG 2000"),
    (re.compile(rb"AT&TFORM"), "DjVu"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
    (re.compile(rb"....ftyp(?:hei[cx]|mif1|avif|hevc)", re.DOTALL), "HEIF"),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), "BMP"),
)
# Their words are recognized where that part is installed.
_RECOGNIZED = frozenset({"PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"})
_PACKED = (
    (re.compile(rb"Rar!\x1a\x07"), "RAR"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"BZh\d"), "bzip2"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "zstd"),
)
_OTHERS = {
    "doc": ("doc", "docx"),
    "dot": ("dot", "docx"),
    "wps": ("wps", "docx"),
    "wpt": ("wpt", "docx"),
    "xls": ("xls", "xlsx"),
    "et": ("et", "xlsx"),
    "ppt": ("ppt", "docx或pdf"),
    "pps": ("pps", "docx或pdf"),
    "dps": ("dps", "docx或pdf"),
    "pages": ("pages", "docx"),
    "numbers": ("numbers", "xlsx"),
}
_OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_HTML = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|title|meta|table|div|p|span|article|section|h[1-6])\b",
    re.IGNORECASE,
)
_BY_NAME = {
    "htm": Format.HTML,
    "html": Format.HTML,
    "xhtml": Format.HTML,
    "shtml": Format.HTML,
    "md": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
    "csv": Format.CSV,
    "tsv": Format.CSV,
}


def ending(name: str) -> str:
    """Return the ending of a file name, in small letters and without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def format_of(name: str, data: bytes) -> Format:
    """Tell the format of a file by its content, and by its name where content leaves it open.

    Args:
        name: The name of the file.
        data: Its bytes, at least one.

    Returns:
        The format; WORD stands for every zip archive until its parts have been seen.

    Raises:
        DocumentError: The content is of a kind that is not read.
    """
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if picture_kind(data) in _RECOGNIZED and scans.is_installed():
        return Format.PICTURE
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Format.WORD
    _refuse_others(name, data)
    return _text_format(name, data)


def table_format_of(name: str, data: bytes) -> Format:
    """Tell the format of a file that is to hold a table, as `format_of` does.

    Returns:
        WORD for every zip archive, or a format of text.

    Raises:
        DocumentError: The content is of a kind that is not read, or holds no table.
    """
    found = picture_kind(data) or format_of(name, data)
    if found in {Format.PDF, Format.HTML} or not isinstance(found, Format):
        raise DocumentError(Reason.NO_TABLE, name=str(found), better="xlsx")
    return found


def picture_kind(data: bytes) -> str:
    """Name the kind of picture that a file is; empty if it is none."""
    return next((kind for mark, kind in _PICTURES if mark.match(data)), "")


def _refuse_others(name: str, data: bytes) -> None:
    if data.startswith(_OLE):
        raise _ole_refusal(name, data)
    if data.startswith(b"{\\rtf"):
        raise _other("rtf", "docx")
    for marks, reason in ((_PICTURES, Reason.PICTURE), (_PACKED, Reason.PACKED)):
        for mark, kind in marks:
            if mark.match(data):
                raise DocumentError(reason, name=kind)


def _other(name: str, better: str) -> DocumentError:
    return DocumentError(Reason.OTHER_FORMAT, name=name, better=better)


def _ole_refusal(name: str, data: bytes) -> DocumentError:
    """Name the old Office format inside a compound file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentError(Reason.LOCKED_OFFICE)
    if known := _OTHERS.get(ending(name)):
        return _other(*known)
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return _other(*_OTHERS[kind])
    return _other("doc、xls、ppt、wps", "docx或xlsx")


def _text_format(name: str, data: bytes) -> Format:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    if b"MIME-Version:" in head and b"Content-Type: multipart/related" in data[:65536]:
        raise _other("mht", "html或docx")
    if b"<?mso-application" in head or b"http://schemas.microsoft.com/office/word/2003" in head:
        raise _other("Word 2003 XML", "docx或xlsx")
    by_name = _BY_NAME.get(ending(name))
    if by_name is Format.HTML or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Format.HTML if by_name is Format.HTML or _HTML.search(head) else Format.TEXT
    return by_name or Format.TEXT
