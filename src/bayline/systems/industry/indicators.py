"""What industry measures: what clusters put out, and what chains hold."""

from bayline.platform.indicators import Indicator

OUTPUT = Indicator(
    name="industry.output",
    title="产业集群产值",
    title_en="Output of a cluster",
    about="资料里已审定的、这个产业集群各时期的产值",
    about_en="The accepted output of the cluster in the record, period by period",
    asks_of=True,
)
GROWTH = Indicator(
    name="industry.output-growth",
    title="产业集群产值增速",
    title_en="Growth of the output of a cluster",
    about="资料里已审定的、这个产业集群各时期的产值增速",
    about_en="The accepted growth of the cluster's output in the record, period by period",
    asks_of=True,
)
CHAIN_PROJECTS = Indicator(
    name="industry.chain-members",
    title="产业链上的企业和项目",
    title_en="Firms and projects of a chain",
    about="公布的、这条产业链上的配套企业和项目个数，按公布的时期",
    about_en="The supporting firms and projects of the chain as published, by date",
    asks_of=True,
)
CHAIN_INVESTMENT = Indicator(
    name="industry.chain-investment",
    title="产业链总投资",
    title_en="Investment of a chain",
    about="公布的、这条产业链的总投资，按公布的时期",
    about_en="The investment of the whole chain as published, by date",
    asks_of=True,
)
INDICATORS = (OUTPUT, GROWTH, CHAIN_PROJECTS, CHAIN_INVESTMENT)
