"""What cannot be is refused on the bench with its row and column, and nothing is stored."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.models import Change
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db
EDIT = Edit(by="甲", at=datetime(2021, 11, 5, 4, tzinfo=UTC))
STAGES = "code,project,stage,nature,date,document"
AMOUNTS = "code,project,kind,amount,period,document"
MEMBERS = "code,batch,name,project,amount,document"


class Bad(NamedTuple):
    """A file that is refused: where and why, in both languages."""

    register: str
    rows: str
    place: str
    chinese: str
    english: str


BAD = {
    "an amount below zero": Bad(
        "project_amounts",
        f"{AMOUNTS}\na,park,investment,-3亿元,,a.md",
        "D2",
        "第2行“金额”填“-3亿元”，总投资为-300000000（金额不会小于零）",
        "Row 2, Amount: “-3亿元” is refused: total investment of -300000000 CNY",
    ),
    "no currency": Bad(
        "project_amounts",
        f"{AMOUNTS}\na,park,investment,15亿,,a.md",
        "D2",
        "第2行“金额”填“15亿”，没有写单位；金额要写币种。请写成15亿元、15亿美元这样",
        "Row 2, Amount: “15亿” states no unit, and an amount names its currency",
    ),
    "an amount that no project has": Bad(
        "project_amounts",
        f"{AMOUNTS}\na,park,investment,99999999999999999999999999亿元,,a.md",
        "D2",
        "第2行“金额”填“99999999999999999999999999亿元”，总投资多于1000万亿（没有这么大的项目）",
        "Row 2, Amount: “99999999999999999999999999亿元” is refused: total investment of more",
    ),
    "no period": Bad(
        "project_amounts",
        f"{AMOUNTS}\na,park,completed,3亿元,,a.md",
        "D2",
        "第2行“金额”填“3亿元”，完成投资没有写时期",
        "Row 2, Amount: “3亿元” is refused: completed investment without the period it is for",
    ),
    "a completion before its start": Bad(
        "project_stages",
        f"{STAGES}\ns,park,started,actual,2021-03-03,a.md\nc,park,completed,actual,2020-12-01,a.md",
        "C2",
        "第2行“阶段”填“开工”，开工（2021-03-03）晚于竣工（2020-12-01）",
        "Row 2, Stage: “Construction started” is refused: the construction start (2021-03-03) is "
        "dated after the completion (2020-12-01)",
    ),
    "a stage left out": Bad(
        "project_stages",
        f"{STAGES}\ns,park,signed,actual,2021-03-03,a.md\no,park,operating,actual,2022,a.md",
        "C3",
        "第3行“阶段”填“投产”，签约不能直接变为投产。请先记录开工",
        "Row 3, Stage: “Operating” is refused: signed cannot become operating",
    ),
    "a day still to come": Bad(
        "project_stages",
        f"{STAGES}\ns,park,started,actual,2999-01-01,a.md\np,park,completed,planned,2999,a.md",
        "E2",
        "第2行“日期”填“2999-01-01”，2999-01-01的开工还没有到（到了才能记录）。请作为计划记录",
        "Row 2, Date: “2999-01-01” is refused: the construction start of 2999-01-01 is still to",
    ),
    "an end planned before its start": Bad(
        "project_stages",
        f"{STAGES}\ns,park,started,planned,2990-06,a.md\nc,park,completed,planned,2989,a.md",
        "E3",
        "第3行“日期”填“2989”，早于同一文件计划的开工（2990-06-01）",
        "Row 3, Date: “2989” is before the start that the same document plans (2990-06-01)",
    ),
    "a day as a spreadsheet counts it": Bad(
        "project_stages",
        f"{STAGES}\ns,park,started,actual,44258,a.md",
        "E2",
        "第2行“日期”填“44258”，是表格软件里日期的序号。请把该格设为日期格式，或写成2021-03-03",
        "Row 2, Date: “44258” is the number that a spreadsheet keeps for a day",
    ),
    "half a project": Bad(
        "batches",
        "code,name,stage,date,projects,document\nb,二季度,started,2021-06,1.5个,a.md",
        "E2",
        "第2行“项目数”填“1.5个”，不是项目的个数",
        "Row 2, Projects: “1.5个” is no number of projects",
    ),
    "an entry before its application": Bad(
        "statistics_entries",
        "code,project,applied,entered\ne,park,2021-05-01,2021-03-01",
        "D2",
        "第2行“入统日”填“2021-03-01”，早于申报日（2021-05-01）",
        "Row 2, Entered on: “2021-03-01” is before the day of application (2021-05-01)",
    ),
    "parts beyond the whole": Bad(
        "batch_members",
        f"{MEMBERS}\nm1,q1,飞天园,park,180亿元,a.md\nm2,q1,另一个,,30亿元,a.md",
        "E3",
        "第3行“金额”填“30亿元”",
        "Row 3, Amount: “30亿元” is refused",
    ),
    "a code that no project has": Bad(
        "project_stages",
        f"{STAGES}\ns,prak,started,actual,2021,a.md",
        "B2",
        "第2行“项目”填“prak”，名册projects里没有这个编号",
        "Row 2, Project: “prak” is no code of the register projects",
    ),
    "a code that is no choice": Bad(
        "project_stages",
        f"{STAGES}\ns,park,begun,actual,2021,a.md",
        "C2",
        "第2行“阶段”填“begun”，不在可选之列",
        "Row 2, Stage: “begun” is none of the choices",
    ),
    "a key twice in the file": Bad(
        "projects",
        "code,name\nx,甲\nx,乙",
        "A3",
        "第3行“编号”填“x”，与第2行相同",
        "Row 3, Code: “x” is the same as in row 2",
    ),
}


@pytest.fixture(autouse=True)
def _park() -> None:
    given: dict[str, dict[str, str]] = {
        "projects": {"code": "park", "name": "飞天园"},
        "batches": {
            "code": "q1",
            "name": "一季度",
            "stage": "started",
            "date": "2021-03-03",
            "projects": "12个",
            "investment": "206亿元",
            "document": "a.md",
        },
    }
    for name, values in given.items():
        actions.take_over(queries.register(name), [Upsert(values, 0, EDIT)])


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_refused_with_row_and_column(client: Client, case: str) -> None:
    bad = BAD[case]
    before = Change.objects.count()
    for prefix, sentence in (("", bad.chinese), ("/en", bad.english)):
        file = SimpleUploadedFile("bad.csv", f"{bad.rows}\n".encode())
        answer = client.post(f"{prefix}/registers/{bad.register}/import", {"file": file})
        page = answer.content.decode()
        told = re.findall(r'<label[^>]*>(.*?) <span class="count">(\w+)</span></label>', page)
        assert any(text.startswith(sentence) for text, _ in told), told
        assert bad.place in {place for _, place in told}
        fields = dict(re.findall(r'name="(name|document|basis|mended)" value="([^"]*)"', page))
        refused = client.post(
            f"{prefix}/registers/{bad.register}/import", {**fields, "do": "confirm"}
        )
        assert refused.status_code == 422
    assert Change.objects.count() == before


def test_a_key_that_is_there_is_refused_where_an_entry_is_added(client: Client) -> None:
    before = Change.objects.count()
    answer = client.post("/registers/projects/new", {"v.code": "park", "v.name": "另一个"})
    assert (answer.status_code, "已有“park”" in answer.content.decode()) == (422, True)
    assert Change.objects.count() == before
