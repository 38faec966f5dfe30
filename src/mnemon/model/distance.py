"""How far two points of the earth are from each other."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two points (latitude, longitude in degrees) over the earth's surface."""
    (lat1, lon1), (lat2, lon2) = one, other
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
