"""A village from its batch to its acceptance, and every act that must be refused on the way."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.villages.rules import replaying
from bayline.systems.villages.terms.events import Act, Signature
from bayline.systems.villages.terms.standings import Stage


def test_a_village_is_inspected_mended_inspected_again_and_accepted(world):
    world.begun()
    assert world.standing().stage is Stage.PLANNED
    world.inspected({"waste": "20"})
    found = world.standing()
    assert (found.stage, found.rounds[0].total, found.rounds[0].grade) == (
        Stage.FAILED,
        Fraction(70),
        "failed",
    )
    later = "2021-12-04T09:00"
    world.add(
        Act.ORDERED,
        later,
        by="office",
        items=("waste",),
        due=found.since.replace(day=15),
        reason="村口垃圾",
    )
    assert world.standing().stage is Stage.RECTIFYING
    mended = "2021-12-10T09:00"
    photos = world.score("waste", "45").photos[0]
    world.events.pop()
    shown = (photos._replace(taken_at=photos.taken_at.replace(day=10)),)
    world.add(Act.RECTIFIED, mended, by="village", items=("waste",), photos=shown)
    assert world.standing().stage is Stage.RECTIFIED
    again = "2021-12-16T09:00"
    world.add(Act.ASSIGNED, again, by="office", round=2, inspectors=("b", "e"))
    shown = (photos._replace(taken_at=photos.taken_at.replace(day=16)),)
    for who, score in (("b", "50"), ("e", "45")):
        world.score("waste", score, by=who, at=again, round=2, photos=shown, reason="余一处")
        world.add(Act.SUBMITTED, again, by=who, round=2, total=Decimal(score))
    found = world.standing()
    assert found.stage is Stage.RE_INSPECTED
    assert found.rounds[1].scores == {"waste": Fraction(95, 2), "water": 30, "homes": 20}
    assert found.rounds[1].total == Fraction(195, 2)
    world.accepted()
    found = world.standing()
    assert (found.stage, str(found.accepted_on), found.refused) == (
        Stage.ACCEPTED,
        "2021-12-20",
        (),
    )
    assert world.standing(on="2021-12-09").stage is Stage.RECTIFYING
    assert "was accepted on 2021-12-20" in world.refused(
        Act.WITHDRAWN, "2021-12-21T09:00", reason="x"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"score": "55"}, r"score 55 of item “waste” is over its maximum 50; correct"),
        ({"score": "47"}, r"47 of item “waste” is off the grid: 50 less 5 for each occurrence"),
        ({"score": "-5"}, r"score of item “waste” is -5; write a number"),
        ({"score": "NaN"}, r"score of item “waste” is NaN"),
        ({"score": "45", "photos": ()}, r"“waste” lost points and no photo shows why"),
        ({"score": "45", "reason": " "}, r"“waste” lost points and no reason is given"),
        ({"score": "5", "zeroed": ("burning",)}, r"has 5 left although “burning” was found"),
        ({"score": "0", "zeroed": ("noise",)}, r"no zero rule “noise”: it has: burning"),
        ({"item": "air", "score": "5"}, r"no item is called “air”: the sheet is looks@1"),
        ({"item": "homes", "score": "20", "visited": ()}, r"fewer than 5 农户 visited: none"),
        (
            {"item": "homes", "score": "17", "visited": (("一组", 5), ("二组", 4))},
            r"fewer than 5 农户 visited: 二组: at least 5 in each 村民小组",
        ),
        ({"score": "50", "sheet": "looks@0"}, r"by the sheet looks@0, round 1 is by looks@1"),
        ({"score": "50", "by": "e"}, r"“e” was not assigned to 东村 in round 1"),
        ({"score": "50", "round": 2}, r"“a” was not assigned to 东村 in round 2"),
        ({"score": "50", "replaces": "e1"}, r"it replaces e1, which is no score of this item"),
    ],
)
def test_a_score_that_the_sheet_does_not_give_or_nothing_shows_is_refused(
    world, taken, changes, sentence
):
    world.begun()
    told = {"item": "waste", "photos": (taken(),), "reason": "一处", **changes}
    with pytest.raises(BaylineError, match=sentence):
        raise BaylineError(world.refused(Act.SCORED, **told))


def test_what_is_on_the_grid_counts_down_to_nothing(world, taken):
    world.begun()
    for item, score in (("waste", "0"), ("water", "29.5"), ("homes", "2"), ("homes", "0")):
        told = world.event(Act.SCORED, item=item, score=score, photos=(taken(),), reason="一处")
        assert replaying.why_not(world.kept, told, world.grounds) is None
    assert "off the grid" in world.refused(
        Act.SCORED, item="homes", score="1", photos=(taken(),), reason="一处"
    )


def test_a_photo_is_of_the_day_and_of_the_village_and_the_distance_is_said(world, taken):
    world.begun()

    def said(**photo):
        return world.refused(
            Act.SCORED, item="waste", score="45", reason="一处", photos=(taken(**photo),)
        )

    assert "taken on 2021-12-02, the inspection is of 2021-12-03" in said(at="2021-12-02T23:59")
    far = (Decimal("121.33"), Decimal("30.80"))
    assert "taken 2865 m from 东村: 2000 m from its point are allowed, and 10 m" in said(place=far)
    assert "named “IMG_1.jpg”" in said(name="IMG_1.jpg")
    square = ((121.29, 30.79), (121.31, 30.79), (121.31, 30.81), (121.29, 30.81), (121.29, 30.79))
    world.with_village(areas=((square,),))
    near = (Decimal("121.312"), Decimal("30.80"))
    assert "taken 191 m from 东村: 100 m from its outline" in said(place=near)
    for place, accuracy in ((near, 100), (None, 0), ((Decimal("121.2901"), HIGH), 0)):
        told = world.event(
            Act.SCORED,
            item="waste",
            score="45",
            reason="一处",
            photos=(taken(place=place, accuracy=accuracy),),
        )
        assert replaying.why_not(world.kept, told, world.grounds) is None


HIGH = Decimal("30.8099")


def test_a_total_is_the_sum_of_its_items_and_of_all_of_them(world):
    world.begun()
    world.score("waste", "45")
    world.score("water", "30")
    assert "1 items are not scored: homes" in world.refused(Act.SUBMITTED, total=Decimal(75))
    world.score("homes", "20")
    assert "the total says 96, the items add up to 95" in world.refused(
        Act.SUBMITTED, total=Decimal(96)
    )
    assert "the total says None" in world.refused(Act.SUBMITTED)
    world.add(Act.SUBMITTED, total=Decimal("95.0"))
    assert world.standing().refused == ()


def test_nothing_is_decided_before_the_inspection_is_complete(world):
    world.begun()
    signed = Signature("王某", "区", "0" * 64)
    told = "东村 cannot be accepted before its inspection is complete: "
    assert told + "0 of 2 inspectors" in world.refused(Act.ACCEPTED, signature=signed)
    assert "cannot be rejected before" in world.refused(Act.REJECTED, reason="差")
    assert "told to mend anything before" in world.refused(Act.ORDERED, reason="x")
    world.inspected(by=("a",))
    assert told + "1 of 2 inspectors" in world.refused(Act.ACCEPTED, signature=signed)
    world.add(Act.ENROLLED, village="v2", batch="first")
    assert "西村 cannot be accepted before its inspection is complete: no inspection" in (
        world.refused(Act.ACCEPTED, village="v2", signature=signed)
    )


def test_an_acceptance_is_signed_over_the_result_as_it_is(world, taken):
    world.begun()
    world.inspected()
    unsigned = Signature(" ", "区", world.standing().rounds[0].digest)
    assert "nobody has signed" in world.refused(Act.ACCEPTED, signature=unsigned)
    assert "nobody has signed" in world.refused(Act.ACCEPTED)
    other = Signature("王某", "区", "0" * 64)
    assert "not the one that was signed: 000000000000… was signed" in world.refused(
        Act.ACCEPTED, signature=other
    )
    world.grounds = replace(
        world.grounds, campaign=replace(world.grounds.campaign, signed_by=("区农业农村委",))
    )
    helper = Signature("王某", "驾驶员", world.standing().rounds[0].digest)
    assert "“驾驶员” does not sign acceptances of this campaign: these offices do: 区" in (
        world.refused(Act.ACCEPTED, signature=helper)
    )
    world.accepted()
    assert world.standing().stage is Stage.ACCEPTED
    world.events.append(  # it was made before the acceptance, and comes after it
        world.event(
            Act.SCORED,
            "2021-12-03T10:00",
            item="waste",
            score="45",
            device="phone-2",
            photos=(taken(at="2021-12-03T10:00"),),
            reason="村后",
        )
    )
    found = world.standing()
    assert found.stage is Stage.UNDER_INSPECTION
    assert "1 items in conflict" in found.refused[0].sentence


def test_nothing_counts_that_comes_after_the_acceptance(world):
    world.begun()
    world.inspected()
    world.accepted()
    world.add(Act.ORDERED, at="2021-12-21T09:00", reason="x")
    found = world.standing()
    assert found.stage is Stage.ACCEPTED
    assert "what came later does not count" in found.refused[0].sentence


def test_a_failed_village_is_not_accepted_and_a_rejection_needs_a_reason(world):
    world.begun()
    world.inspected({"water": "0.5"})
    digest = world.standing().rounds[0].digest
    signed = Signature("王某", "区", digest)
    assert "cannot be accepted with grade “failed”" in world.refused(Act.ACCEPTED, signature=signed)
    assert "a rejection needs a reason; write why" in world.refused(Act.REJECTED)
    assert "a rejection needs a reason" in world.refused(Act.REJECTED, reason="\u200b ")
    assert "a withdrawal needs a reason" in world.refused(Act.WITHDRAWN)
    world.add(Act.REJECTED, "2021-12-05T09:00", reason="河沟未清")
    assert world.standing().stage is Stage.REJECTED
    world.add(Act.WITHDRAWN, "2021-12-06T09:00", reason="并村")
    assert world.standing().stage is Stage.WITHDRAWN
    assert "东村 was withdrawn" in world.refused(Act.REJECTED, "2021-12-07T09:00", reason="x")


def test_orders_name_what_lost_points_a_day_to_come_and_a_reason(world):
    world.begun()
    world.inspected({"waste": "25"})
    day = world.standing().since

    def said(**order):
        told = {"items": ("waste",), "due": day, "reason": "垃圾", **order}
        return world.refused(Act.ORDERED, **told)

    assert "nothing to mend: water: these items lost no points" in said(items=("waste", "water"))
    assert "nothing to mend: none named" in said(items=())
    assert "due 2021-12-02: an order has a day that is still to come" in said(
        due=day.replace(day=2)
    )
    assert "an order to mend needs a reason" in said(reason="")
    assert "nothing was ordered to be mended after round 1" in world.refused(
        Act.ASSIGNED, round=2, inspectors=("a", "b")
    )
    world.add(Act.ORDERED, items=("waste",), due=day, reason="垃圾")
    assert "not yet mended: waste" in world.refused(Act.ASSIGNED, round=2, inspectors=("a", "b"))
    assert "no photo shows what was mended" in world.refused(Act.RECTIFIED, items=("waste",))
    assert "not ordered to be mended: water" in world.refused(Act.RECTIFIED, items=("water",))
    assert "was not re-inspected" in world.refused(Act.ACCEPTED)


def test_a_village_is_in_one_batch_that_exists(world):
    world.begun()
    assert (
        "东村 is in batch “first” already, and would be in “second” too: a village is in one"
        in (world.refused(Act.ENROLLED, batch="second"))
    )
    assert "there is no batch “third”: there are: first, second" in world.refused(
        Act.ENROLLED, village="v2", batch="third"
    )
    assert "西村 is in no batch" in world.refused(Act.ASSIGNED, village="v2")
    assert (
        replaying.why_not(world.kept, world.event(Act.ENROLLED, batch="first"), world.grounds)
        is None
    )
    assert "there is no village of this code" in world.refused(Act.ENROLLED, village="v9")


def test_inspectors_are_known_from_elsewhere_and_as_many_as_the_sheet_says(world):
    world.add(Act.ENROLLED, batch="first")
    world.add(Act.ENROLLED, "2021-09-29T09:00", village="v2", batch="first")

    def said(*inspectors, **rest):
        return world.refused(Act.ASSIGNED, inspectors=inspectors, **rest)

    assert "inspector 检查员d is from the town of 东村: inspectors are never" in said("a", "d")
    assert "there is no inspector “z”" in said("a", "z")
    assert "1 inspectors are named, the sheet asks for 2" in said("a")
    assert "1 inspectors are named" in said("a", "a")
    assert "round 3 cannot follow" in said("a", "b", round=3)
    assert "no score sheet holds on 2021-09-30: there are: looks@1 from 2021-10-01" in said(
        "a", "b", village="v2", at="2021-09-30T09:00"
    )


def test_a_village_that_was_withdrawn_in_time_may_go_into_another_batch(world):
    world.add(Act.ENROLLED, batch="first")
    world.add(Act.WITHDRAWN, reason="改列第二批")
    world.add(Act.ENROLLED, batch="second")
    found = world.standing()
    assert (found.batch, found.stage, found.refused) == ("second", Stage.PLANNED, ())
