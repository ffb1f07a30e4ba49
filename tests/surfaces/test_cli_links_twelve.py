"""`bayline links` on the twelve nodes of regions/twelve-nodes, every figure worked out by hand.

            D═E            12.25 = √(9.8² + 7.35²), a minute for 0.01 degrees but along A–D, where
          ╱     ╲          one goes at a third of the speed: 36.75 minutes
    A ─C─ B · · F ─ G → I  A–B and F–G 9.8 minutes, D–E 0.4, G→I 5 and never back
          ╲     ╱          · · a gap of 0.004 degrees between dead ends, 444.78 m
            P · Q          J–K lie apart in the far west, on an island

The file lies on the equator, where a degree is 111.195 km both ways, and its roads have
66.717 km/h: 0.01 degrees a minute. A link is driven at 45 km/h, so 444.78 m take 35.582 s. People
live in A 100, B 10, D 40 and K 30 on the western side, F 50, G 200 and I 20 on the eastern: 450.

Minutes before, and with B–F where it is shorter (w = 35.582 s = 0.593 minutes):

    A–G  36.75 + 0.4 + 12.25         = 49.4    9.8 + w + 9.8              = 20.193
    A–F  49.4 + 9.8                  = 59.2    9.8 + w                    = 10.393
    B–G  9.8 + 49.4                  = 59.2    w + 9.8                    = 10.393
    B–F  9.8 + 49.4 + 9.8            = 69      w                          =  0.593
    A→I  49.4 + 5                    = 54.4    9.8 + w + 9.8 + 5          = 25.193
    B→I  59.2 + 5                    = 64.2    w + 9.8 + 5                = 15.393
    D–A                                36.75   0.4 + 12.25 + 9.8 + w + 9.8 = 32.843
    D–B  36.75 + 9.8                 = 46.55   0.4 + 12.25 + 9.8 + w      = 23.043

Nobody comes out of I, and nobody to K or from it: none of their ways changes. A–D and D–B stay on
one side, so they are no part of the gains across the border.
"""

import json
from pathlib import Path

import pytest

PACK = Path(__file__).resolve().parents[2] / "regions" / "twelve-nodes"
FILES = (
    *("--roads", str(PACK), "--areas", str(PACK / "geography/sides.geojson")),
    *("--zones", str(PACK / "links/zones.csv")),
)


@pytest.fixture
def ranked(bayline):
    status, said, complaints = bayline("links", "rank", *FILES, "--format", "jsonl")
    assert status == 0
    return [json.loads(line) for line in said.splitlines()], complaints


def test_twelve_nodes_are_ranked_with_the_figures_worked_out_by_hand(ranked):
    (first, second), complaints = ranked
    assert (first["rank"], first["link"]) == (1, [[-0.002, 0.0], [0.002, 0.0]])
    assert (second["rank"], second["link"]) == (2, [[-0.002, -0.0735], [0.002, -0.0735]])
    assert "the network has 2 pieces apart" in complaints  # J and K
    assert "by one-way roads they fall into 3 parts" in complaints  # I
    for one in (first, second):
        assert (one["sides"], one["dead_ends"], one["is_facing"]) == (["west", "east"], 2, True)
        assert (one["length_m"], one["time_s"]) == (444.8, 35.582)
        assert one["cost"] == 2_000_000 + 444.78 * 40_000  # 19,791,200
        # One sign of three: nowhere near is a road of 35 km/h or less, and no water is given.
        sure = one["confidence"], one["signs"], one["minor_km_per_km2"]
        assert sure == ("medium", ["facing"], 0)
    assert "missing may mean unmapped" in complaints
    assert first["network_time_s"] == 69 * 60
    assert second["network_time_s"] == (12.25 + 49.4 + 12.25) * 60


def test_gains_of_the_first_link_are_those_worked_out_by_hand(ranked):
    gains, across = ranked[0][0]["gains"], ranked[0][0]["gains_across"]
    # People times people, both ways: A–G 40,000, A–F 10,000, B–G 4,000, B–F 1,000; one way alone
    # A→I 2,000, B→I 200; on one side D–A 8,000, D–B 800.
    # Come to lie within 15 minutes: A–F, B–G, B–F. Within 30: all across; D–B too (46.55 → 23.04).
    # Within 45 the same: all of them were beyond before, and D–A (36.75) was not.
    assert across["within_15_min"] == gains["within_15_min"] == 10_000 + 4_000 + 1_000
    for name in ("within_30_min", "within_45_min"):
        assert across[name] == 40_000 + 10_000 + 4_000 + 1_000 + 2_000 + 200
        assert gains[name] == across[name] + 800
    assert gains["daily"] == across["daily"] == 1_000 + 200  # B–F 69, B→I 64.2; others were < 60
    # Gravity, weight × (2^(−after/10) − 2^(−before/10)):
    # A–G 8,564.008, A–F 4,700.465, B–G 1,880.186, B–F 951.354, A→I 302.783, B→I 66.475
    assert across["hansen"] == pytest.approx(16_465.271, abs=0.002)
    assert gains["hansen"] == pytest.approx(16_465.271 + 194.806 + 130.213, abs=0.002)  # D–A, D–B
    # Mean time, weight × seconds saved ÷ 450²: A–G 1,752.418 s × 40,000 ÷ 202,500 = 346.157;
    # A–F 2,928.418 s: 144.613; B–G the same saving: 57.845; B–F 4,104.418 s: 20.269;
    # A→I 1,752.418 s: 17.308; B→I 2,928.418 s: 2.892; D–A 234.418 s: 9.261; D–B 1,410.418 s: 5.572
    assert across["mean_time_s"] == pytest.approx(589.084, abs=0.001)
    assert gains["mean_time_s"] == pytest.approx(589.084 + 9.261 + 5.572, abs=0.001)
    # Efficiency, weight ÷ 450² × (straight at 90 km/h ÷ after − the same ÷ before); 0.01 degrees
    # straight are 44.478 s: A–G 0.085747, A–F 0.029620, B–G 0.011848, B–F 0.002448, A→I 0.003901,
    # B→I 0.000550; D–A 0.001161, D–B 0.000472
    assert across["efficiency"] == pytest.approx(0.134113, abs=2e-6)
    assert gains["efficiency"] == pytest.approx(0.134113 + 0.001161 + 0.000472, abs=2e-6)
    assert ranked[0][0]["benefit_per_cost"] == pytest.approx(16_790.290 / 19.7912, abs=0.01)
    assert ranked[0][0]["score"] == pytest.approx(  # straight on at both ends, and facing: e³
        16_790.290**0.25 / 19.7912 * 2.718281828**3, rel=1e-5
    )


def test_gains_of_the_second_link_are_those_worked_out_by_hand(ranked):
    second = ranked[0][1]
    # With P–Q: A–G 12.25 + w + 12.25 = 25.093, A–F and B–G 34.893, B–F 44.693, A→I 30.093,
    # B→I 39.893. On one side nothing is shorter: D–B by it is 47.543, not below 46.55.
    assert second["gains"] == second["gains_across"]
    gains = second["gains"]
    limits = ("within_15_min", "within_30_min", "within_45_min", "daily")
    assert [gains[name] for name in limits] == [0, 40_000, 57_200, 1_200]
    # 40,000 × (2^−2.5093 − 2^−4.94) + 14,000 × (2^−3.4893 − 2^−5.92) + 1,000 × (2^−4.4693 − 2^−6.9)
    # + 2,000 × (2^−3.0093 − 2^−5.44) + 200 × (2^−3.9893 − 2^−6.42)
    # = 5,722.534 + 1,015.423 + 36.771 + 202.322 + 10.257
    assert gains["hansen"] == pytest.approx(6_987.308, abs=0.002)
    # All save 24.307 minutes = 1,458.418 s: × 57,200 ÷ 202,500
    assert gains["mean_time_s"] == pytest.approx(1_458.418 * 57_200 / 202_500, abs=0.001)
    # P–Q turns by 36.87 degrees at both ends: 0.8 × 0.8 straight, and within 60, so facing
    likely = 2.718281828 ** (2 * 0.64 + 1)
    assert second["score"] == pytest.approx(6_987.308**0.25 / 19.7912 * likely, rel=1e-5)
