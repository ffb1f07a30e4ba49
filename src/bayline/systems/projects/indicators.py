"""What projects measure: the rates of a year, as targets name them."""

from bayline.platform.indicators import Indicator

START = Indicator(
    name="projects.start-rate",
    title="按期开工率",
    title_en="Share of projects started in time",
    about="计划在这一年开工的项目里，到期末已开工的占多少",
    about_en="Of the projects planned to start in the year, the share that has started by then",
)
COMPLETION = Indicator(
    name="projects.completion-rate",
    title="竣工率",
    title_en="Share of projects completed",
    about="计划在这一年竣工的项目里，到期末已竣工的占多少",
    about_en="Of the projects planned to be completed in the year, the share completed by then",
)
INVESTMENT = Indicator(
    name="projects.investment-rate",
    title="投资完成率",
    title_en="Share of planned investment done",
    about="年度计划投资里，到期末已完成的占多少",
    about_en="Of the year's planned investment, the share done by then",
)
INDICATORS = (START, COMPLETION, INVESTMENT)
