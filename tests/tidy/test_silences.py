"""A check that is silenced says beside it why."""

import re

# In parts, so that this file does not find itself.
SILENCERS = "no" + "qa|ruff: no" + "qa|type: ?" + "ignore|pyright: ?" + "ignore"
SILENCE = re.compile(rf"# ?(?:{SILENCERS})\b")
TOLD = re.compile(
    rf"{SILENCE.pattern}(?:: ?[A-Z0-9, ]*\d|\[[\w, -]+\])? +(?:- |# )(?!{SILENCERS})\S"
)


def is_silent(line: str) -> bool:
    return len(SILENCE.findall(line)) > len(TOLD.findall(line))


def test_every_silenced_check_says_why(texts: dict[str, str]) -> None:
    silent = [
        f"{path}:{number}"
        for path, text in texts.items()
        if path.endswith(".py") or path.startswith("scripts/")
        for number, line in enumerate(text.splitlines(), 1)
        if is_silent(line)
    ]
    assert not silent, "write “ - why” behind these: " + ", ".join(silent)


def test_the_test_itself_sees_a_silence_without_a_reason() -> None:
    ruff, mypy = "# no" + "qa: S101", "# type: " + "ignore[arg-type]"
    bare = (ruff, ruff[:6], mypy, f"{mypy}  {ruff}", f"{mypy}  {ruff} - asked before")
    assert all(map(is_silent, bare))
    told = (f"{ruff} - asked before", f"{mypy}  # no types", f"{mypy} - so  {ruff} - so", "# none")
    assert not any(map(is_silent, told))
