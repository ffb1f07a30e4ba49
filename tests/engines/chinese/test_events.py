"""Events have a kind, their parties, their object and their date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.chinese.events import events
from bayline.engines.chinese.names import names
from bayline.engines.chinese.sentences import sentences
from bayline.engines.chinese.terms import Event, EventKind, Interval
from bayline.engines.chinese.times import times
from bayline.kernel.statuses import Status

PUBLISHED = date(2023, 11, 20)


def read(text: str, *, planned: bool = False, when: Interval | None = None) -> list[Event]:
    return events(
        text,
        sentences=sentences(text),
        times=times(text, published=PUBLISHED),
        names=names(text),
        is_planned=lambda _position, _sentence: planned,
        when=(lambda _position: when) if when else None,
    )


def told(text: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [
        (
            event.kind.value,
            tuple(text[span.start : span.end] for span in event.who),
            None if event.what is None else text[event.what.start : event.what.end],
        )
        for event in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("南城大桥正式通车。", ("opened", ("南城大桥",), None)),
        ("总投资9亿元的绍兴柯桥膜材料项目在滨海开工。", ("started", ("绍兴柯桥膜材料项目",), None)),
        ("12个重点产业项目集中开工。", ("started", ("12个重点产业项目",), None)),
        ("柯桥化纤基地一期建成投产。", ("operating", ("柯桥化纤基地一期",), None)),
        ("杭州图书馆新馆主体竣工。", ("completed", ("杭州图书馆新馆",), None)),
        ("全市新建成公园12座。", ("completed", ("全市",), "公园12座")),
        ("绍兴市入选全国海绵城市试点。", ("designated", ("绍兴市",), "全国海绵城市试点")),
        ("杭州市启动美丽河湖行动。", ("launched", ("杭州市",), "美丽河湖行动")),
        ("甲水库扩容工程通过竣工验收。", ("accepted", ("甲水库扩容工程",), None)),
        ("杭州市举办全国围棋大会。", ("held", ("杭州市",), "全国围棋大会")),
        ("柳溪产业园二期奠基。", ("started", ("柳溪产业园二期",), None)),
        ("湾区创新中心主体结构封顶。", ("completed", ("湾区创新中心",), None)),
        ("东环快速路全线贯通。", ("completed", ("东环快速路",), None)),
        ("石桥光伏电站并网发电。", ("operating", ("石桥光伏电站",), None)),
        ("湾区生物医药港揭牌成立。", ("opened", ("湾区生物医药港",), None)),
        ("年产3万吨光学膜生产线投产。", ("operating", ("年产3万吨光学膜生产线",), None)),
        ("2023年建成通车的柳溪大桥收费。", ("opened", ("柳溪大桥",), None)),
        ("明年投产的光伏电站总装机20万千瓦。", ("operating", ("光伏电站",), None)),
    ],
)
def test_verbs_tell_kind_party_and_object(text, expected):
    assert expected in told(text)


def test_several_parties_of_one_agreement():
    kind, who, what = told("上海与浙江嘉兴共同签署生态合作备忘录。")[0]
    assert (kind, who, what) == ("agreed", ("上海", "浙江嘉兴"), "生态合作备忘录")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("区政府与香江科技公司签署合作协议。", ("区政府", "香江科技公司")),
        ("柳溪集团和东方航空签订购机协议。", ("柳溪集团", "东方航空")),
        ("上海与六安对口合作新签约亿元以上项目35个。", ()),
    ],
)
def test_two_parties_of_an_agreement_are_told_apart(text, who):
    assert told(text)[0][1] == who


def test_a_list_of_villages_is_a_list_of_parties():
    text = "2022年，柳溪镇石桥村、白塔镇东坞村和长桥镇大塘村列入第二批示范村。"
    kind, who, what = told(text)[0]
    assert kind == "designated"
    assert who == ("柳溪镇石桥村", "白塔镇东坞村", "长桥镇大塘村")
    assert what == "第二批示范村"


def test_the_passive_has_its_patient_as_party():
    text = "杭州市余杭区被命名为全国文明城区。"
    assert told(text)[0] == ("designated", ("杭州市余杭区",), "全国文明城区")


def test_the_day_counts_where_the_quarter_is_named_beside_it():
    event = read("2023年3月6日，本县一季度9个项目集中开工。")[0]
    assert event.interval == Interval(date(2023, 3, 6), date(2023, 3, 6))


def test_each_event_takes_the_time_before_it():
    first, second = read("3月1日，甲大桥开工；6月2日，乙大桥通车。")
    assert first.interval == Interval(date(2023, 3, 1), date(2023, 3, 1))
    assert second.interval == Interval(date(2023, 6, 2), date(2023, 6, 2))


def test_without_a_time_of_its_own_the_discourse_dates_it():
    day = Interval(date(2022, 5, 1), date(2022, 5, 1))
    assert read("南城大桥通车。", when=day)[0].interval == day


def test_announced_events_are_planned():
    assert read("南城大桥明年通车。", planned=True)[0].status is Status.PLANNED


def test_a_second_verb_shares_the_party():
    assert [who for _, who, _ in told("南城大桥开放交通，顺利通车。")] == [("南城大桥",)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "推动工艺美术发展。",
        "项目开工率提高。",
        "投产后产值将达9亿元。",
        "完善达产达效机制。",
        "开展行业培训。",
        "通过努力取得成绩。",
        "新建成区面积扩大。",
        "项目签约金额增长。",
        "承办单位负责。",
        "营造氛围，开工的势头良好。",
        "受征地影响，长丰路改建工程尚未开工。",
        "该项目还没有投产。",
        "如能顺利投产，效益可观。",
        "未能如期投产的企业共3家。",
        "石桥县不再列入贫困县。",
        "他是学科的奠基人。",
    ],
)
def test_words_that_look_like_events_tell_none(text):
    assert told(text) == []


def test_framework_agreements_are_agreed():
    text = "各方共签订了88个框架协议。"
    assert ("agreed", (), "88个框架协议") in told(text)


def test_a_signing_ceremony_is_held_and_signs():
    kinds = [event.kind for event in read("6月，柯桥工业区举行材料产业项目集中签约仪式。")]
    assert kinds == [EventKind.HELD, EventKind.SIGNED]


WORDS = "甲镇乙村、和项目开工通车签订协议被评为列入举行竣工验收了的，。；在2023年3月1日“”（）\n"


@settings(deadline=None)
@given(st.one_of(st.text(alphabet=WORDS, max_size=80), st.text(max_size=60)))
def test_spans_of_events_are_exact(text):
    for event in read(text):
        assert event.sentence.start <= event.start < event.end <= event.sentence.end
        spans = [*event.who, *([event.what] if event.what else [])]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert event.who or event.what


@pytest.mark.parametrize(
    "unit",
    ["开工", "、开工", "签订", "甲项目开工", "在开工", "，通车", "如能开工", "投产的", "与甲签订"],
)
def test_repetitions_take_linear_steps(unit, linear):
    def read_all(text):
        cut = sentences(text)
        events(text, sentences=cut, times=[], names=[], is_planned=lambda _p, _s: False)

    linear(read_all, unit, 4000)


def test_a_row_of_verbs_shares_one_party():
    text = "9月2日，52个重大项目集中开工、竣工、投产活动在各镇举行。"
    expected = [(kind, ("52个重大项目",), None) for kind in ("started", "completed", "operating")]
    assert told(text)[:3] == expected
    assert told(text)[3] == ("held", ("52个重大项目集中开工、竣工、投产活动",), None)


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("13个涵盖新材料等产业的项目集中签约。", ("13个涵盖新材料等产业的项目",), None),
        ("此次共有6个项目集中开工。", ("6个项目",), None),
        ("计划新开工8项、上年度续建4项。", (), "8项"),
        ("全年开工建设、竣工投产9个重点项目。", (), "9个重点项目"),
    ],
)
def test_counts_and_relative_clauses_stay_with_their_noun(text, who, what):
    assert told(text)[0][1:] == (who, what)
