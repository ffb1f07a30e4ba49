"""Why a file is not read: one sentence for each reason, in Chinese and in English.

Readers raise `Refused` with a reason and its values, without knowing whose file it is;
`open_document` adds the name of the file. The words follow one pattern: what is wrong, why, what
to do.
"""

from enum import StrEnum

from bayline.kernel.errors import BaylineError, Words


class Reason(StrEnum):
    """What stands against reading a file."""

    EMPTY = "empty"
    BLANK = "blank"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MANY_NUMBERS = "too_many_numbers"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_PAGES = "too_many_pages"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    LONG_PIECE = "long_piece"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_DEEP = "too_deep"
    TOO_MANY_ELEMENTS = "too_many_elements"
    TOO_MANY_DRAWINGS = "too_many_drawings"
    DECLARES_ENTITIES = "declares_entities"
    BAD_PART_NAME = "bad_part_name"
    MISSING_PART = "missing_part"
    BROKEN_ARCHIVE = "broken_archive"
    BROKEN_PART = "broken_part"
    BROKEN_PDF = "broken_pdf"
    LOCKED_PDF = "locked_pdf"
    SCANNED_PDF = "scanned_pdf"
    NOTHING_RECOGNIZED = "nothing_recognized"
    LOCKED_OFFICE = "locked_office"
    OTHER_FORMAT = "other_format"
    NO_TABLE = "no_table"
    PICTURE = "picture"
    BROKEN_PICTURE = "broken_picture"
    HUGE_PICTURE = "huge_picture"
    PACKED = "packed"
    BINARY = "binary"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNREADABLE = "unreadable"


_ZH: dict[Reason, tuple[str, str, str]] = {
    Reason.EMPTY: ("文件是空的", "大小为0字节", "请选有内容的文件"),
    Reason.BLANK: ("文件里没有文字", "", "请选有正文的文件"),
    Reason.TOO_LARGE: ("文件太大", "上限为{limit}", "请拆成几份，或去掉图片后另存"),
    Reason.TOO_LONG: ("文字太多，超过{limit}个字符", "上限为{limit}个字符", "请拆成几份再读"),
    Reason.TOO_MANY_NUMBERS: ("有{found}处数字，太多", "上限为{limit}处", "请拆成几份再读"),
    Reason.TOO_MANY_CELLS: (
        "表格太大，超过{limit}个单元格",
        "上限为{limit}个单元格",
        "请只留下需要核对的行，另存后再读",
    ),
    Reason.TOO_MANY_PAGES: ("页数太多，共{found}页", "上限为{limit}页", "请拆成几份再读"),
    Reason.UNPACKS_TOO_LARGE: (
        "压缩的内容展开后太大",
        "展开超过{limit}",
        "请确认文件来源，或去掉大图和附件后另存",
    ),
    Reason.LONG_PIECE: (
        "文件里有一段文字太长",
        "一段超过{limit}",
        "请确认文件来源，或把正文复制到新文件中再读",
    ),
    Reason.TOO_MANY_PARTS: ("文件内部的部件太多", "上限为{limit}个", "请用Word或Excel打开后另存"),
    Reason.TOO_DEEP: ("内容嵌套太深", "超过{limit}层", "请把正文复制到新文件中再读"),
    Reason.TOO_MANY_ELEMENTS: ("文件结构太复杂", "元素超过{limit}个", "请把正文复制到新文件中再读"),
    Reason.TOO_MANY_DRAWINGS: (
        "这份PDF的图形太多",
        "绘图指令超过{limit}条",
        "请打印成新的PDF，或换用Word原稿",
    ),
    Reason.DECLARES_ENTITIES: (
        "文件内部声明了文档类型或实体",
        "正常的Office文件不含这种声明",
        "请确认文件来源，用Word或Excel打开后另存",
    ),
    Reason.BAD_PART_NAME: (
        "文件内部有不正常的部件名“{name}”",
        "部件名指向文件之外或重复",
        "请确认文件来源，用Word或Excel打开后另存",
    ),
    Reason.MISSING_PART: (
        "文件缺少部件“{name}”",
        "文件不完整",
        "请用Word或Excel打开后另存，或重新取得文件",
    ),
    Reason.BROKEN_ARCHIVE: ("文件已损坏", "压缩包结构不完整", "请重新取得文件，或打开后另存"),
    Reason.BROKEN_PART: (
        "文件已损坏",
        "部件“{name}”不能解析",
        "请重新取得文件，或打开后另存",
    ),
    Reason.BROKEN_PDF: ("这份PDF已损坏", "文件不完整或结构有误", "请重新取得文件，或换用Word原稿"),
    Reason.LOCKED_PDF: ("这份PDF已加密", "需要密码才能打开", "请去掉密码后另存再读"),
    Reason.SCANNED_PDF: (
        "这份PDF只有扫描图像，没有文字",
        "没有安装识别文字的可选组件",
        "请运行pip install 'bayline[ocr]'装上再读，或换用Word原稿",
    ),
    Reason.NOTHING_RECOGNIZED: (
        "这份PDF只有扫描图像，没有认出文字",
        "识别了前{limit}页",
        "请换更清楚的扫描件，或换用Word原稿",
    ),
    Reason.LOCKED_OFFICE: ("文件已加密", "需要密码才能打开", "请去掉密码后另存再读"),
    Reason.OTHER_FORMAT: (
        "不读{name}格式",
        "只读txt、md、html、docx、pdf、xlsx、csv",
        "请另存为{better}",
    ),
    Reason.NO_TABLE: ("这不是表格文件", "内容是{name}格式", "请用Excel打开后另存为{better}"),
    Reason.PICTURE: (
        "这是{name}图像，没有文字",
        "认图里的字要有可选组件，且只认PNG、JPEG、TIFF、BMP、GIF、WEBP",
        "请运行pip install 'bayline[ocr]'装上再读，或换用Word原稿",
    ),
    Reason.BROKEN_PICTURE: ("{name}图像打不开", "文件不完整或已损坏", "请重新下载，或另存一份"),
    Reason.HUGE_PICTURE: ("{name}图像太大", "上限为{limit}个像素", "请缩小后再读"),
    Reason.PACKED: ("这是{name}压缩包", "只读单个文件", "请先解压，再选其中的文件"),
    Reason.BINARY: (
        "文件不是文字",
        "内容是二进制数据",
        "请选txt、md、html、docx、pdf、xlsx、csv文件",
    ),
    Reason.UNKNOWN_ENCODING: (
        "认不出文字编码",
        "不是UTF-8、UTF-16、GB18030、Big5中的任何一种",
        "请另存为UTF-8再读",
    ),
    Reason.UNREADABLE: ("文件不能解析", "结构有误", "请打开后另存，或把正文粘贴到新文件中再读"),
}

_EN: dict[Reason, tuple[str, str, str]] = {
    Reason.EMPTY: ("the file is empty", "it has 0 bytes", "choose a file with content"),
    Reason.BLANK: ("the file holds no text", "", "choose a file with text"),
    Reason.TOO_LARGE: (
        "the file is too large",
        "the limit is {limit}",
        "split it, or save it without pictures",
    ),
    Reason.TOO_LONG: (
        "the text is longer than {limit} characters",
        "that is the limit",
        "split it into several files",
    ),
    Reason.TOO_MANY_NUMBERS: (
        "{found} numbers are too many",
        "the limit is {limit}",
        "split it into several files",
    ),
    Reason.TOO_MANY_CELLS: (
        "the tables have more than {limit} cells",
        "that is the limit",
        "keep the rows to be checked and save again",
    ),
    Reason.TOO_MANY_PAGES: ("{found} pages are too many", "the limit is {limit}", "split the file"),
    Reason.UNPACKS_TOO_LARGE: (
        "the packed content is too large",
        "it unpacks to more than {limit}",
        "check where the file comes from, or save it without pictures",
    ),
    Reason.LONG_PIECE: (
        "one piece of text in the file is too long",
        "it is longer than {limit}",
        "check where the file comes from, or copy the text into a new file",
    ),
    Reason.TOO_MANY_PARTS: (
        "the file has too many inner parts",
        "the limit is {limit}",
        "open it in Word or Excel and save again",
    ),
    Reason.TOO_DEEP: (
        "the content is nested too deep",
        "more than {limit} levels",
        "copy the text into a new file",
    ),
    Reason.TOO_MANY_ELEMENTS: (
        "the file is too complex",
        "more than {limit} elements",
        "copy the text into a new file",
    ),
    Reason.TOO_MANY_DRAWINGS: (
        "this PDF draws too much",
        "more than {limit} operators",
        "print it to a new PDF, or use the Word file",
    ),
    Reason.DECLARES_ENTITIES: (
        "the file declares a document type or entities",
        "no proper Office file does",
        "check where it comes from, open it in Word or Excel and save again",
    ),
    Reason.BAD_PART_NAME: (
        "the file has an improper inner part “{name}”",
        "its name points outside or stands twice",
        "check where it comes from, open it in Word or Excel and save again",
    ),
    Reason.MISSING_PART: (
        "the file lacks its part “{name}”",
        "it is incomplete",
        "open it in Word or Excel and save again, or fetch it again",
    ),
    Reason.BROKEN_ARCHIVE: (
        "the file is damaged",
        "its archive is incomplete",
        "fetch it again, or open it and save again",
    ),
    Reason.BROKEN_PART: (
        "the file is damaged",
        "its part “{name}” cannot be parsed",
        "fetch it again, or open it and save again",
    ),
    Reason.BROKEN_PDF: (
        "this PDF is damaged",
        "it is incomplete or ill-formed",
        "fetch it again, or use the Word file",
    ),
    Reason.LOCKED_PDF: (
        "this PDF is encrypted",
        "it needs a password",
        "save it without the password",
    ),
    Reason.SCANNED_PDF: (
        "this PDF holds scanned images only",
        "the optional part that recognizes text is not installed",
        "run pip install 'bayline[ocr]' and read it again, or use the Word file",
    ),
    Reason.NOTHING_RECOGNIZED: (
        "this PDF holds scanned images only, and no words were recognized",
        "up to {limit} pages were tried",
        "take a clearer scan, or use the Word file",
    ),
    Reason.LOCKED_OFFICE: (
        "the file is encrypted",
        "it needs a password",
        "save it without the password",
    ),
    Reason.OTHER_FORMAT: (
        "{name} is not read",
        "only txt, md, html, docx, pdf, xlsx and csv are",
        "save it as {better}",
    ),
    Reason.NO_TABLE: (
        "this is no table file",
        "its content is {name}",
        "open it in Excel and save it as {better}",
    ),
    Reason.PICTURE: (
        "this is a {name} picture without text",
        "an optional part recognizes words, of PNG, JPEG, TIFF, BMP, GIF and WEBP only",
        "run pip install 'bayline[ocr]' and read it again, or use the Word file",
    ),
    Reason.BROKEN_PICTURE: (
        "the {name} picture cannot be opened",
        "it is incomplete or damaged",
        "download or save it again",
    ),
    Reason.HUGE_PICTURE: (
        "the {name} picture is too large",
        "no more than {limit} pixels are read",
        "make it smaller",
    ),
    Reason.PACKED: (
        "this is a {name} archive",
        "only single files are read",
        "unpack it and choose a file",
    ),
    Reason.BINARY: (
        "the file is no text",
        "its content is binary",
        "choose a txt, md, html, docx, pdf, xlsx or csv file",
    ),
    Reason.UNKNOWN_ENCODING: (
        "the character encoding is not known",
        "it is none of UTF-8, UTF-16, GB18030 and Big5",
        "save it as UTF-8",
    ),
    Reason.UNREADABLE: (
        "the file cannot be parsed",
        "it is ill-formed",
        "open it and save again, or paste the text into a new file",
    ),
}


class DocumentError(BaylineError):
    """A file that is not read, with the reason as a code beside its sentence.

    Attributes:
        reason: The code of the reason.
        values: What the sentence names: limits, formats, parts.
    """

    def __init__(self, reason: Reason, *, where: str = "", **values: str) -> None:
        self.reason, self.values = reason, values
        what, why, do = (words.format(**_in_english(values)) for words in _EN[reason])
        zh = Words(*(words.format(**values) for words in _ZH[reason]))
        super().__init__(what, where=where, why=why, do=do, zh=zh)

    def at(self, where: str) -> "DocumentError":
        """Name the file the refusal is about."""
        return DocumentError(self.reason, where=where, **self.values)


def _in_english(values: dict[str, str]) -> dict[str, str]:
    """Join the alternatives among formats as English does."""
    return {name: words.replace("或", " or ").replace("、", ", ") for name, words in values.items()}


def megabytes(count: int) -> str:
    """Print a number of bytes as whole or tenths of MB."""
    tenths = -(-count * 10 // (1024 * 1024))
    whole, part = divmod(tenths, 10)
    return f"{whole}.{part} MB" if part else f"{whole} MB"
