"""Looking at a person: what can be seen, and that a reason must be given."""

import re
from datetime import datetime
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows

RECEIPT, SHEET, PERSONAL = "receipt", "sheet", "personal"
WORDS = {
    RECEIPT: ("结算单", "receipt"),
    SHEET: ("给病人的说明", "sheet for the patient"),
    PERSONAL: ("姓名和诊断", "name and diagnoses"),
}
_MOST = 200  # characters of a reason
_NUMBER = re.compile(r"\d{17}[\dXx]")


class Look(NamedTuple):
    """That somebody looked at a person.

    Attributes:
        who: The account; `-` for the command line.
        person: The pseudonym.
        visit: The visit.
        what: What was seen of it.
        why: For which reason.
        recorded: When.
    """

    who: str
    person: str
    visit: str
    what: str
    why: str
    recorded: datetime


def reason(text: str) -> str:
    """Give the reason for which name and diagnoses are opened.

    Raises:
        BaylineError: There is none, it is too long to be read, or names an identity number.
    """
    found = " ".join(text.split())
    if _NUMBER.search(found):
        raise BaylineError(
            "the reason holds what looks like an identity number",
            why="reasons are kept and read by others",
            do="write it without the number",
            zh=Words("理由里像是有身份证号", "理由要留下并给别人看", "请去掉号码再写"),
        )
    if not shows(found) or len(found) > _MOST:
        raise BaylineError(
            "no reason is given for which the name is opened",
            why=f"who looked at whom is kept together with why, in at most {_MOST} characters",
            do="write for what the name is needed",
            zh=Words(
                "没有写查看姓名的理由",
                f"谁看了谁、为什么看都要留下，理由不超过{_MOST}字",
                "请写明用途",
            ),
        )
    return found
