"""Registration with investment statistics (入统): who belongs, on which form, what is missing.

It runs beside the stages: a project may have been started for a year and stand in no statistics.
"""
