"""Numbers with their units: 1100亿元, 7000余亩, 30个, 5%—6%, 居全国第3位.

`quantities` finds them in folded text; what each string is worth is read once and remembered (`reading`),
what stands around it decides whether it is a quantity at all and how it is bounded (`context`).
"""

from bayline.engines.chinese.quantities.context import quantities

__all__ = ["quantities"]
