"""What labels of a lot say, and which serial numbers were printed for it."""

from datetime import datetime

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.systems.produce.queries.acts import LABEL, acts
from bayline.systems.produce.queries.known import brands_above, entry
from bayline.systems.produce.queries.stories import Story, story_of
from bayline.systems.produce.rules.labels import lines_of
from bayline.systems.produce.rules.linking import Link, serials


def lines(story: Story, *, english: bool) -> list[str]:
    """Give the lines beside the code of a lot's labels."""
    product = story.product
    name = product.get("name_en" if english else "name", "") or product.get("name", "")
    named = (entry("brands", one).get("name", "") for one in brands_above(product.get("brand", "")))
    bases = (one.place.base.get("name", "") for one in story.origins if one.place)
    return lines_of(
        name or either("产品", "Product"),
        " · ".join([one for one in named if one and one != name][::-1]),
        harvested=[one.harvest.day for one in story.origins],
        origin="、".join(dict.fromkeys(filter(None, bases))),
        english=english,
    )


def nothing_known(lot: Link) -> BaylineError:
    """Say that no event is about a lot, so that its code would lead to nothing."""
    return BaylineError(
        f"no event is about {lot.elements}",
        why="the code would lead to nothing",
        do="capture the harvest of the lot first",
        zh=Words(f"没有关于{lot.elements}的事件", "扫码会没有记录", "请先收录这一批的采收事件"),
    )


def was_printed(link: Link) -> bool:
    """Say whether a serial number was printed on a label of its lot."""
    for one in acts(LABEL, Link(link.gtin, link.lot).name):
        first, count = one.told["serial"], int(one.told["count"])
        if first and link.serial in serials(first, count):
            return True
    return False


def story_of_label(link: Link, at: datetime | None = None) -> Story | None:
    """Tell the story behind a label, also of a box that has no events of its own."""
    story = story_of(link, at)
    if story is None and link.lot and link.serial and was_printed(link):
        story = story_of(Link(link.gtin, link.lot), at)
        return None if story is None else story._replace(link=link)
    return story
