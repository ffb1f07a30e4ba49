"""All that the interface offers, in the order it is described."""

from bayline.surfaces.api.resources import claims, findings, places, readings, registers, sources
from bayline.surfaces.api.terms import Resource

RESOURCES: tuple[Resource, ...] = (
    *claims.RESOURCES,
    *sources.RESOURCES,
    *places.RESOURCES,
    *registers.RESOURCES,
    *findings.RESOURCES,
    *readings.RESOURCES,
)
