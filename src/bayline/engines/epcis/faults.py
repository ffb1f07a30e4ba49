"""What stands against a document: event, field, rule, and a sentence in two languages."""

from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words

# Every rule by which an event or a document is refused; the guide lists them and a test compares.
RULES = {
    "readable": "the document is JSON or XML",
    "document": "the document is one of those of the standard",
    "context": "a JSON document names its context",
    "required": "a field that must be there is there",
    "unknown_field": "a field is one of the standard, or has a namespace",
    "order": "elements stand in the order of the standard",
    "type": "a value is of the kind its field holds",
    "format": "an address is an address, a time a time",
    "value": "a value is one of those its field may have",
    "vocabulary": "a word of GS1 is in the vocabulary of CBV 2.0",
    "identifiers": "an event says what it is about",
    "ilmd": "data of instance and lot come with what is made",
    "check_digit": "the check digit of a key is right",
    "digital_link": "a digital link and what it stands for agree",
    "epc": "an EPC address is cut as its kind says",
    "offset": "a time has its offset from UTC",
    "future": "what is told has happened",
    "same_id": "one id stands for one content",
    "mass": "no more comes out than went in",
    "aggregation": "what lies in one box does not lie in another",
    "interval": "the days after a pesticide have passed before the harvest",
    "certificate": "what needs a certificate carries one",
    "query": "a parameter is one of the standard",
    "schema": "the document fits the schema that was named",
}


class Fault(NamedTuple):
    """One thing that stands against a document.

    Attributes:
        event: Which event, counted from 0; None if it is the document.
        field: Where in it, its parts joined by dots.
        rule: One of `RULES`.
        sentence: What is wrong and what to do.
        zh: The same in Chinese.
    """

    event: int | None
    field: str
    rule: str
    sentence: str
    zh: str


class UnreadableError(BaylineError):
    """The bytes are no document at all."""

    def __init__(self, why: str, zh: str) -> None:
        super().__init__(
            "the file is no document of EPCIS",
            why=why,
            do="give a document in JSON-LD or XML",
            zh=Words("文件不是EPCIS文档", zh, "请给JSON-LD或XML文档"),
        )
