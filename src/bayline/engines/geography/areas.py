"""How large a polygon is on the ellipsoid of WGS-84: its geodesic area, holes left out."""

from bayline.engines.geography.terms import Path, Polygon


def area_m2(polygon: Polygon) -> float:
    """Give the area of a polygon in square meters, good to a millionth part.

    Args:
        polygon: The ring around it, then its holes; edges are geodesics.
    """
    around, *holes = map(_ring_m2, polygon)
    return around - sum(holes)


def _ring_m2(ring: Path) -> float:
    from geographiclib.geodesic import Geodesic

    measured = Geodesic.WGS84.Polygon()
    for longitude, latitude in ring[:-1] if ring[0] == ring[-1] else ring:
        measured.AddPoint(latitude, longitude)
    _, _, area = measured.Compute(reverse=False, sign=True)
    return abs(float(area))
