"""The templates of requests: files of the pack below `requests`."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs import queries as packs
from bayline.systems.plan.rules.requests.declaring import template_of
from bayline.systems.plan.rules.requests.terms import Template

FOLDER = "requests/"
ENDING = ".toml"
_REMEMBERED = 256


def path_of(name: str) -> str:
    """Give the path of a template in the pack."""
    return f"{FOLDER}{name}{ENDING}"


def is_template(path: str) -> bool:
    """Tell whether a file of the pack is a template."""
    return path.startswith(FOLDER) and path.endswith(ENDING)


def templates(as_of: datetime | None = None) -> Mapping[str, Template]:
    """Give the templates by their names, in the order of these.

    Args:
        as_of: As they were then; None for now.
    """
    found = packs.versions(FOLDER, as_of)
    read = (_template(path, digest) for path, digest in sorted(found.items()) if is_template(path))
    return {each.name: each for each in read if each is not None}


@lru_cache(maxsize=_REMEMBERED)  # a digest tells one version of one file from every other
def _template(path: str, digest: str) -> Template | None:
    data = packs.content(digest)
    return template_of(data, where=path) if data else None


def template(name: str) -> Template:
    """Give a template.

    Raises:
        BaylineError: There is none of this name.
    """
    found = templates().get(name)
    if found is None:
        raise BaylineError(
            f"there is no template “{name[:60]}”",
            do="see the list of templates",
            zh=Words(f"没有模板“{name[:60]}”", do="请看模板清单"),
        )
    return found
