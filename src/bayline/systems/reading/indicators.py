"""What the record itself measures: its accepted figures, and how often a name is said."""

from bayline.platform.indicators import Indicator

LEVEL = Indicator(
    name="reading.level",
    title="资料里的最近一个数",
    title_en="Latest figure of the record",
    about="资料里已审定的、这个地方这项指标最近一个时期的数",
    about_en="The accepted figure of the record for the place and the latest period",
    asks_of=True,
)
GROWTH = Indicator(
    name="reading.growth",
    title="资料里的最近一个增速",
    title_en="Latest growth of the record",
    about="资料里已审定的、这个地方这项指标最近一个时期的增速",
    about_en="The accepted growth of the record for the place and the latest period",
    asks_of=True,
)
MENTIONS = Indicator(
    name="reading.mentions",
    title="提到的文件数",
    title_en="Documents that say it",
    about="资料里提到这个名称的文件有多少份，点开看每一处",
    about_en="How many documents of the record say the name, with every passage",
    asks_of=True,
)
INDICATORS = (LEVEL, GROWTH, MENTIONS)
