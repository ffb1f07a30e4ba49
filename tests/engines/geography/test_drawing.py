import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.geography.distances import apart_m
from bayline.engines.geography.drawing import Item, drawn
from bayline.engines.geography.drawing.frames import frame_of
from bayline.engines.geography.drawing.labels import Box, Wish, length_of, placed
from bayline.engines.geography.drawing.pictures import MARKS, mark_path
from bayline.engines.geography.terms import Feature

RING = ((121.0, 30.0), (121.4, 30.0), (121.4, 30.3), (121.0, 30.3), (121.0, 30.0))
HOLE = ((121.1, 30.1), (121.1, 30.2), (121.2, 30.2), (121.1, 30.1))
TOWN = Feature(code="a", name="甲镇", points=((121.05, 30.05),))
LAND = Feature(code="b", name="乙区", areas=((RING, HOLE),))
ROAD = Feature(code="c", name="丙路", lines=(((121.0, 30.0), (121.4, 30.3)),))


def items() -> list[Item]:
    return [
        Item("t", TOWN, "town", "square", "甲镇"),
        Item("l", LAND, "land", label="乙区"),
        Item("r", ROAD, "road"),
    ]


def numbers(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+\.?\d*", path)]


def test_areas_lie_behind_lines_and_lines_behind_marks() -> None:
    picture = drawn(items(), width=640)
    assert picture is not None
    assert [path.key for path in picture.paths] == ["l", "r", "t"]
    assert picture.paths[0].path.count("Z") == 2
    assert [label.words for label in picture.labels] == ["甲镇", "乙区"]


@pytest.mark.parametrize("width", [320, 640, 1000])
def test_everything_stays_inside_the_picture(width) -> None:
    picture = drawn(items(), width=width)
    assert picture is not None
    for path in picture.paths[:2]:
        found = numbers(path.path)
        assert all(0 <= x <= picture.width for x in found[::2])
        assert all(0 <= y <= picture.height for y in found[1::2])


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    frame = frame_of([(121.0, 30.0), (121.5, 31.0)], width=640, margin=20)
    assert frame is not None
    bar = frame.bar()
    assert bar.meters == 20_000
    middle = (121.2, 30.5)
    x, _ = frame.at(middle)
    east = (middle[0] + bar.length / frame.scale, middle[1])
    assert frame.at(east)[0] - x == pytest.approx(bar.length)
    assert apart_m(middle, east) == pytest.approx(bar.meters, rel=0.002)


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_of([(121.0, 30.0), (121.5, 30.5)], width=640, margin=20)
    assert frame is not None
    west, east = frame.at((121.0, 30.0)), frame.at((121.5, 30.5))
    assert west[0] < east[0]
    assert west[1] > east[1]


def test_a_map_across_the_180th_meridian_is_not_the_whole_earth() -> None:
    frame = frame_of([(179.9, 0.0), (-179.9, 0.2)], width=400, margin=0)
    assert frame is not None
    assert frame.at((-179.9, 0.0))[0] - frame.at((179.9, 0.0))[0] == pytest.approx(400)


def test_one_point_is_shown_with_something_around_it_and_nothing_not_at_all() -> None:
    picture = drawn([Item("t", TOWN, "town")], width=400)
    assert picture is not None
    assert 100 <= picture.bar.meters <= 1000
    assert drawn([], width=400) is None


def test_points_outside_of_what_is_framed_are_left_out() -> None:
    far = Feature(code="z", name="远", points=((110.0, 20.0),))
    picture = drawn([*items()[1:], Item("z", far, "town", label="远", is_framed=False)], width=640)
    assert picture is not None
    assert "z" not in {path.key for path in picture.paths} | {one.key for one in picture.labels}


def test_bends_that_nobody_sees_are_left_out() -> None:
    line = tuple((121 + index / 1e5, 30.0) for index in range(100_000))
    picture = drawn([Item("r", Feature(code="c", name="路", lines=(line,)), "road")], width=640)
    assert picture is not None
    assert picture.paths[0].path.count("L") < 1100


@pytest.mark.parametrize("look", MARKS)
def test_marks_have_their_middle_at_the_point(look) -> None:
    path = mark_path(look, 50, 50)
    assert path.startswith("M")
    if look != "circle":
        found = numbers(path)
        assert min(found[::2]) + max(found[::2]) == pytest.approx(100, abs=0.2)


def test_the_important_words_come_first_where_there_is_room_for_one() -> None:
    wishes = [Wish("a", "次要的", 20, 20, 0, 5), Wish("b", "首要的", 22, 20, 0, 1)]
    assert [label.key for label in placed(wishes, taken=[], width=60, height=40)] == ["b"]


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.integers(1, 8), st.booleans()),
        max_size=30,
    )
)
def test_words_never_overlap_nor_leave_the_picture(found) -> None:
    wishes = [
        Wish(str(index), "镇" * size, x, y, 8 if is_point else 0, 0)
        for index, (x, y, size, is_point) in enumerate(found)
    ]
    labels = placed(wishes, taken=[Box(100, 100, 140, 140)], width=300, height=200)
    boxes = [Box(100, 100, 140, 140)]
    for label in labels:
        long = length_of(label.words)
        left = label.x - {"start": 0, "middle": long / 2, "end": long}[label.anchor]
        boxes.append(Box(left, label.y - 10.5, left + long, label.y + 3.5))
    assert all(box.left >= 0 and box.right <= 300 for box in boxes)
    for one, other in combinations(boxes, 2):
        gap = 0 if one is boxes[0] else 4  # between names, that two are not read as one
        across = min(one.right, other.right) - max(one.left, other.left) + gap
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert min(across, down) <= 1e-6
