"""Charts for every page: whoever has readings over time gives them, and gets picture and table.

`chart_of` makes the chart, `{% chart page.chart %}` shows it; see “Add a chart” for developers.
"""
