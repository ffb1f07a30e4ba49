"""What cooperation measures: whether tasks and promises are kept, and how services are used."""

from bayline.platform.indicators import Indicator

TASKS_ON_TIME = Indicator(
    name="cooperation.tasks-on-time",
    title="跨区域事项按期报结率",
    title_en="Share of joint tasks reported in time",
    about="这段时期到期的事项里，各方都在到期日之前报了结果且未被退回的占多少",
    about_en="Of the joint tasks due in the period, the share all of whose reports came in time",
)
PROMISES_KEPT = Indicator(
    name="cooperation.promises-kept",
    title="协议约定兑现率",
    title_en="Share of promises kept",
    about="这段时期到期的协议约定里，事项已销号的占多少",
    about_en="Of the promises of agreements due in the period, the share whose task is closed",
)
AGREEMENTS = Indicator(
    name="cooperation.agreements",
    title="记录在册的合作协议",
    title_en="Agreements on record",
    about="到期末，记录里一份一份列出的协议有多少；只公布了总数、没有列出的不计",
    about_en="How many agreements are listed one by one by the end of the period; those that are "
    "only told as a number do not count",
)
SERVICE_USES = Indicator(
    name="cooperation.service-uses",
    title="共享服务的使用数",
    title_en="Uses of a shared service",
    about="名册里写明时期的使用数，逐期列出",
    about_en="The uses of the register, period by period",
    asks_of=True,
)
INDICATORS = (TASKS_ON_TIME, PROMISES_KEPT, AGREEMENTS, SERVICE_USES)
