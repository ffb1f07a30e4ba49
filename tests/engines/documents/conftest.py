"""Files made by hand, so that a test shows exactly what it reads."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)


class Words(NamedTuple):
    """Words on a PDF page: where they begin, how large, and what they are."""

    x: float
    y: float
    words: str
    size: float = 12


class Ruled(NamedTuple):
    """A straight line on a PDF page."""

    x0: float
    y0: float
    x1: float
    y1: float


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_of(body: str, **parts: str) -> bytes:
    main = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    override = f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zip_of(
        {
            "[Content_Types].xml": _TYPES.replace("</Types>", override),
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": main,
            **named,
        }
    )


def workbook_of(
    *sheets: str, strings: str = "", formats: Sequence[str] = (), hidden: Sequence[int] = ()
) -> bytes:
    listed = "".join(
        f'<sheet name="第{at}页" sheetId="{at}" r:id="r{at}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if at in hidden else ''}/>"
        for at in range(1, len(sheets) + 1)
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_R}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    codes = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zip_of(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{listed}</sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relations}'
            "</Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{_S}"><numFmts>{codes}</numFmts><cellXfs>'
            f'<xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{strings}</sst>',
            **{
                f"xl/worksheets/sheet{at}.xml": f'<worksheet xmlns="{_S}">{sheet}</worksheet>'
                for at, sheet in enumerate(sheets, 1)
            },
        }
    )


def objects_of(objects: Sequence[bytes]) -> bytes:
    """Number objects, the first being the catalog, and put the cross-reference table behind."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    begin = out.index(b"xref\n0 ")
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, begin)


def stream_of(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _content(page: Sequence[Words | Ruled], turn: int) -> bytes:
    """Draw a page; words on a turned page are drawn so that they stand upright when it is shown."""
    across, along = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    lines = []
    for item in page:
        if isinstance(item, Ruled):
            lines.append(f"{item.x0} {item.y0} m {item.x1} {item.y1} l S")
        else:
            codes = item.words.encode("utf-16-be").hex()
            matrix = f"{across} {along} {-along} {across} {item.x} {item.y}"
            lines.append(f"BT /F {item.size} Tf {matrix} Tm <{codes}> Tj ET")
    return "\n".join(lines).encode()


def pdf_of(*pages: Sequence[Words | Ruled], turn: int = 0) -> bytes:
    """Make a PDF in a Chinese font that is named, not embedded, as older files do."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        (
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
            b"/DescendantFonts[4 0 R]>>"
        ),
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]"
            b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>"
        ),
    ]
    for at, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (turn, first + 2 * at + 1)
        )
        objects.append(stream_of(_content(page, turn)))
    return objects_of(objects)


def drawing_of(content: bytes, *more: bytes) -> bytes:
    """Make a PDF of one page that draws /X, the sixth object."""
    return objects_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
                b"/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>>>"
            ),
            content,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


@pytest.fixture(scope="session")
def zipped() -> Callable[..., bytes]:
    return zip_of


@pytest.fixture(scope="session")
def word_file() -> Callable[..., bytes]:
    return word_of


@pytest.fixture(scope="session")
def workbook_file() -> Callable[..., bytes]:
    return workbook_of


@pytest.fixture(scope="session")
def pdf_file() -> Callable[..., bytes]:
    return pdf_of


@pytest.fixture(scope="session")
def drawing_file() -> Callable[..., bytes]:
    return drawing_of


@pytest.fixture(scope="session")
def pdf_objects() -> Callable[..., bytes]:
    return objects_of


@pytest.fixture(scope="session")
def pdf_stream() -> Callable[..., bytes]:
    return stream_of


@pytest.fixture(scope="session")
def words_at() -> type[Words]:
    return Words


@pytest.fixture(scope="session")
def ruled() -> type[Ruled]:
    return Ruled
