"""The import contracts bite: violations planted for each are found, and the source keeps all."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Where each line is planted. Modules that do not exist yet are made for the occasion.
PLANTS = {
    "kernel/planted.py": "import bayline.engines\nimport random",
    "engines/planted.py": "import bayline.systems.reading\nimport socket",
    "engines/planted_one.py": "import bayline.engines.planted_two",
    "engines/planted_two.py": "import bayline.engines.planted_one",
    "platform/planted.py": "import bayline.systems.reading\nimport bayline.surfaces",
    "platform/registers/planted.py": "import bayline.platform.registers.models",
    "platform/registers/chain.py": "import bayline.platform.registers.actions\nimport socket",
    "utils.py": "",
    "systems/undeclared/__init__.py": "",
    "systems/links/__init__.py": "import bayline.systems.plan",
    "systems/links/models.py": "import bayline.platform",
    "systems/links/rules.py": "import django.db",
    "systems/links/pages.py": "import bayline.systems.links.models",
    "systems/links/helpers.py": "",
    "systems/links/actions.py": "".join(
        f"import bayline.systems.{name}.pages\n"
        for name in (
            "reading",
            "projects",
            "industry",
            "ecology",
            "villages",
            "settlement",
            "produce",
            "cooperation",
            "plan",
        )
    ),
    "systems/plan/terms.py": "import bayline.systems.plan.rules",
    "systems/plan/rules.py": "",
    "systems/reading/pages.py": "",
    "systems/projects/pages.py": "",
    "systems/industry/pages.py": "",
    "systems/ecology/pages.py": "",
    "systems/villages/pages.py": "import bayline.systems.links.pages",
    "systems/settlement/pages.py": "",
    "systems/produce/pages.py": "",
    "systems/cooperation/pages.py": "",
    "systems/plan/pages.py": "",
}

FOUND = {
    "Site on surfaces on systems on platform on engines on kernel": (
        "bayline.kernel.planted -> bayline.engines",
        "bayline.engines.planted -> bayline.systems.reading",
        "bayline.platform.planted -> bayline.systems.reading",
        "bayline.platform.planted -> bayline.surfaces",
        "bayline.utils",
    ),
    "Plan on the seven on projects on reading": (
        "bayline.systems.links -> bayline.systems.plan",
        "bayline.systems.undeclared",
    ),
    "Inside a system: rims on actions on queries on models on rules on terms": (
        "bayline.systems.plan.terms -> bayline.systems.plan.rules",
        "bayline.systems.links.helpers",
    ),
    "Kernel, engines, terms, rules, claims, checks and indicators are pure": (
        "bayline.kernel.planted -> random",
        "bayline.engines.planted -> socket",
        "bayline.systems.links.rules -> django",
        "bayline.platform.registers.chain -> socket",
    ),
    "Others enter reading by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.reading.pages",
    ),
    "Others enter projects by terms, queries, and the rules of amounts and entries only": (
        "bayline.systems.links.actions -> bayline.systems.projects.pages",
    ),
    "Others enter industry by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.industry.pages",
    ),
    "Others enter ecology by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.ecology.pages",
    ),
    "Others enter villages by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.villages.pages",
    ),
    "Others enter settlement by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.settlement.pages",
    ),
    "Others enter produce by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.produce.pages",
    ),
    "Others enter links by terms, rules and queries only": (
        "bayline.systems.villages.pages -> bayline.systems.links.pages",
    ),
    "Others enter cooperation by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.cooperation.pages",
    ),
    "Others enter plan by terms, rules and queries only": (
        "bayline.systems.links.actions -> bayline.systems.plan.pages",
    ),
    "Only queries and actions see tables": (
        "bayline.systems.links.pages -> bayline.systems.links.models",
    ),
    "Inside registers: rims on actions on queries on tables on what is pure": (
        "bayline.platform.registers.planted",
        "bayline.platform.registers.chain -> bayline.platform.registers.actions",
    ),
    "Only the queries and actions of registers see their tables": (
        "bayline.platform.registers.planted -> bayline.platform.registers.models",
    ),
    "No cycles among siblings": ("planted_one",),
}


@pytest.fixture(scope="module")
def verdict(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the source in which every contract is broken."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(root / "pyproject.toml", copy)
    shutil.copytree(root / "src", copy / "src", ignore=shutil.ignore_patterns("*.pyc", "static"))
    for path, line in PLANTS.items():
        module = copy / "src" / "bayline" / path
        module.parent.mkdir(exist_ok=True)
        module.write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    run = lint(copy)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("contract", FOUND, ids=lambda name: name.replace(" ", "-"))
def test_a_violation_of_each_contract_is_found(verdict: str, contract: str) -> None:
    assert f"{contract} BROKEN" in verdict, verdict
    missed = [line for line in FOUND[contract] if line not in verdict]
    assert not missed, verdict


def test_every_contract_is_attacked(verdict: str) -> None:
    assert " KEPT" not in verdict, verdict


def test_the_source_keeps_every_contract(root: Path) -> None:
    run = lint(root)
    assert run.returncode == 0, run.stdout + run.stderr
