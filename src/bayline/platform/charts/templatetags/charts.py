"""Show a chart on a page: `{% load charts %}{% chart page.chart %}`."""

from django import template

from bayline.platform.charts.terms import Chart

register = template.Library()


@register.inclusion_tag("charts/chart.html", name="chart")
def shown(chart: Chart | None, *, with_table: bool = True) -> dict[str, object]:
    """Show a chart with its table; nothing where there is none.

    Args:
        chart: What `chart_of` gave.
        with_table: Whether its table is shown under it; a page that has the table itself leaves it.
    """
    return {"chart": chart, "with_table": with_table}
