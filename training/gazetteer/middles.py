"""Where is the middle of a stretch of land of which only the settlements are known?"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from mnemon.normalise.gazetteer import kilometres

Point = tuple[float, float]


def middle(points: Sequence[Point]) -> Point:
    """The centre of the hull of the points (latitude, longitude); of one or two, or of a line, their mean.

    A mean would lie where most people live; a hull's centre is nearer to that of the land itself. Points far beyond
    the farthest tenth are left out: they are filed under a wrong division.
    """
    heart = (median(p[0] for p in points), median(p[1] for p in points))
    far = sorted(kilometres(heart, point) for point in points)
    limit = max(50.0, 2.5 * far[int(len(far) * 0.9)])
    kept = sorted({point for point in points if kilometres(heart, point) <= limit})
    return _centre(_hull(kept)) if len(kept) > 2 else _mean(kept)


def _mean(points: Sequence[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _hull(points: list[Point]) -> list[Point]:
    """Andrew's monotone chain."""
    half: list[list[Point]] = []
    for ordered in (points, points[::-1]):
        chain: list[Point] = []
        for point in ordered:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        half.append(chain[:-1])
    return half[0] + half[1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _centre(hull: list[Point]) -> Point:
    pairs = list(zip(hull, hull[1:] + hull[:1], strict=True))
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    if abs(area) < 1e-6:
        return _mean(hull)
    lat = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    lon = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return lat / (3 * area), lon / (3 * area)
