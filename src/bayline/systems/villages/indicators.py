"""What villages measure: how many villages of a campaign are accepted, and their share."""

from bayline.platform.indicators import Indicator

ACCEPTED = Indicator(
    name="villages.accepted",
    title="已验收的村",
    title_en="Villages accepted",
    about="冒号后写行动的代号（文件名去掉.toml）；到期末签字验收、没有被推翻的村有几个",
    about_en="Behind the colon stands the code of the campaign; how many villages are accepted by "
    "signature by the end of the period",
    asks_of=True,
)
ACCEPTED_SHARE = Indicator(
    name="villages.accepted-share",
    title="按期验收率",
    title_en="Share of villages accepted in time",
    about="冒号后写行动的代号；验收期限落在这段时期的批次里，应有的村到期限已验收的占多少",
    about_en="Behind the colon stands the code of the campaign; of the villages that the batches "
    "due in the period are to have, the share accepted by their day",
    asks_of=True,
)
INDICATORS = (ACCEPTED, ACCEPTED_SHARE)
