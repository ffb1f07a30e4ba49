"""The network that was taken into the home, for commands that are given no file of roads."""

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import open_home, told
from bayline.systems.links.rules.preparing import Prepared


def kept_network() -> Prepared:
    """Give the newest network of the home with its areas and zones.

    Raises:
        BaylineError: None was taken in.
    """
    open_home()
    from bayline.systems.links.queries.deliveries import NETWORK, newest, prepared_of

    with told():
        found = newest(NETWORK)
        if found is not None:
            return prepared_of(found.sha256)
    raise BaylineError(
        "no road data loaded",
        where="--roads",
        why="no file is given, and none was taken into the home",
        do="give --roads and --areas, or take an extract in: bayline links import",
        zh=Words(
            "没有装入道路数据",
            "没有给出文件，家文件夹里也没有",
            "请给出--roads和--areas，或先用bayline links import装入",
        ),
    )
