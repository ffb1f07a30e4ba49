"""A test that was not run shows nothing: it may be skipped on a poor machine, never in CI."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

SKIPS = {"skip", "skipif", "importorskip", "xfail"}
ASKER = "tests/tidy/test_texts.py::test_no_sentence_of_the_founding_article_is_copied"


def test_only_the_fixture_for_what_a_machine_lacks_skips(python: dict[str, ast.Module]) -> None:
    skipping = [
        f"{path}:{node.lineno}"
        for path, tree in python.items()
        if path != "tests/conftest.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in SKIPS and "pytest" in ast.unparse(node)
    ]
    assert not skipping, "ask the fixture `lacking`: " + ", ".join(skipping)


def test_continuous_integration_says_that_it_is_one(texts: dict[str, str]) -> None:
    assert "export CI=true" in texts[".ci/run"]


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_what_is_lacking_fails_in_ci_and_is_skipped_elsewhere(
    root: Path, tmp_path: Path, ci: str, outcome: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", ASKER],
        cwd=root,
        env={**os.environ, "CI": ci, "BAYLINE_SHARED": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout.splitlines()[-1]
