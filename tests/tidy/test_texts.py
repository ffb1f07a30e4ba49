"""What must stand in no file: other hosts, places of one machine, other people's sentences."""

import re
from pathlib import Path

# Names of formats look like addresses but are never asked; documents of the project may link.
NAMESPACES = (
    "http://www.w3.org/",
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.org/",
    "http://127.0.0.1",
    "http://localhost",
    "http://testserver",
)
HOST = re.compile(r"(?:https?|wss?)://[\w.\[\]:-]+/?|(?<![\w:/])//[a-z0-9-]+\.[a-z]{2,}/")
FOREIGN_PATH = re.compile(r"(?<![\w.}/~-])/(?:home|root|tmp|mnt|Users)/\w")
SERVED = (".html", ".js", ".mjs", ".ts", ".css", ".svg", ".json", ".txt", ".xml")
OVERLAP = 18  # characters; shorter phrases are the common property of officialese


def is_served(path: str) -> bool:
    return path.startswith(("src/", "frontend/")) and path.endswith(SERVED)


def test_no_template_or_static_file_names_another_host(texts: dict[str, str]) -> None:
    named = [
        f"{path}: {match}"
        for path, text in texts.items()
        if is_served(path)
        for match in HOST.findall(text)
        if not match.startswith(NAMESPACES)
    ]
    assert not named, "nothing comes from elsewhere: " + ", ".join(named)


def test_no_file_names_a_place_on_one_machine(texts: dict[str, str]) -> None:
    named = [
        f"{path}: {match}" for path, text in texts.items() for match in FOREIGN_PATH.findall(text)
    ]
    assert not named, ", ".join(named)


def test_nothing_is_left_to_do(texts: dict[str, str]) -> None:
    mark = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    left = [path for path, text in texts.items() if is_code(path) and mark.search(text)]
    assert not left, ", ".join(left)


def is_code(path: str) -> bool:
    return path.endswith((".py", ".mjs", ".js", ".ts", ".css", ".html", ".toml", ".md"))


def test_no_sentence_of_the_founding_article_is_copied(shared: Path, texts: dict[str, str]) -> None:
    article = squeezed((shared / "article" / "article.txt").read_text("utf-8"))
    phrases = {article[at : at + OVERLAP] for at in range(len(article) - OVERLAP + 1)}
    copied = [
        f"{path}: {phrase}" for path, text in texts.items() for phrase in shared_runs(text, phrases)
    ]
    assert not copied, "write your own: " + ", ".join(copied)


def shared_runs(text: str, phrases: set[str]) -> list[str]:
    """Give every run of the text, white space aside, that is also a phrase."""
    bare = squeezed(text)
    runs = (bare[at : at + OVERLAP] for at in range(len(bare) - OVERLAP + 1))
    return [run for run in runs if run in phrases]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
