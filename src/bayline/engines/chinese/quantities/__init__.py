"""Numbers with their units: 1100亿元, 7000余亩, 30个, 5%—6%, 居全国第3位.

`quantities` finds them in folded text; what each string is worth is read once and remembered
(`reading`), what stands around it decides whether it is a quantity at all (`judging`).
"""

from bayline.engines.chinese.quantities.finding import quantities

__all__ = ["quantities"]
