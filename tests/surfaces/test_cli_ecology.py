"""`bayline ecology` as its users see it."""

import csv
import io
import json

HEADS = "sample,section,time,water_body,ph,do,codmn,nh3n,tp,note\n"
TABLE = HEADS + "b,甲,2021-04-05,river,7,8,1,1.5,0.1,x\n" + "a,乙,2021-04-05,lake,7,8,1,,0.05,\n"


def test_samples_are_classified_in_their_order_as_lines_and_as_a_table(bayline, written):
    name = written("samples.csv", TABLE)
    status, said, complaint = bayline("ecology", "classify", name, "--format", "jsonl")
    assert status == 0
    assert "columns that are not read: note" in complaint
    found = [json.loads(line) for line in said.splitlines()]
    assert [(one["sample"], one["class"]) for one in found] == [("b", "IV"), ("a", "III")]
    assert found[0]["items_used"] == ["ph", "do", "codmn", "nh3n", "tp"]
    _, said, _ = bayline("ecology", "classify", name, "--format", "csv")
    rows = [*csv.DictReader(io.StringIO(said))]
    assert rows[0]["deciding_item"] == "nh3n"
    assert rows[0]["exceedance"] == "0.5"
    assert rows[1]["complete"] == "false"
    assert rows[1]["flags"] == "missing"


def test_a_bad_cell_is_refused_in_one_sentence_and_nothing_is_printed(bayline, written):
    name = written("samples.csv", TABLE + "c,丙,2021-04-05,river,17,8,1,,0.05,\n")
    status, said, complaint = bayline("ecology", "classify", name)
    assert (status, said) == (2, "")
    assert complaint.endswith(
        "samples.csv: row 4, column ph, value “17”: pH lies from 0 to 14; correct the value\n"
    )


def test_a_table_in_the_encoding_of_spreadsheets_is_read(bayline, tmp_path):
    path = tmp_path / "样品.csv"
    path.write_bytes(
        "断面,时间,水体类型,溶解氧,高锰酸盐指数\n红旗塘,2021-04-05,河流,4.5,6\n".encode("gb18030")
    )
    status, said, _ = bayline("ecology", "classify", str(path), "--format", "jsonl")
    assert status == 0
    assert json.loads(said)["class"] == "IV"


def lines(bayline, *words):
    status, said, complaint = bayline("ecology", *words, "--format", "jsonl")
    assert status == 0, complaint
    return [json.loads(line) for line in said.splitlines()]


def test_assessments_trends_and_the_index_of_air_are_records(bayline, refusal, written):
    rows = "".join(
        f"甲,{year}-06-01,river,{10 - n},8\n" for n, year in enumerate(range(2016, 2022))
    )
    samples = written("s.csv", f"section,time,water_body,codmn,do\n{rows}")
    found = lines(bayline, "assess", samples, "--by", "all", "--period", "month")
    assert [one["class"] for one in found][-2:] == ["III", "III"]
    assert found[-1]["unit"] == "sections"
    trend = {one["item"]: one for one in lines(bayline, "trend", samples)}
    assert trend["codmn"]["direction"] == "better"
    air = written("a.csv", "station,time,pm25\n甲,2021-11-05,76\n")
    assert lines(bayline, "aqi", air)[0]["primary"] == ["pm25"]
    below = written(
        "b.csv", "断面,时间,水体,总磷\n甲,2021-05-01,河流,<0.3\n甲,2021-05-09,河流,0.4\n"
    )
    (one,) = lines(bayline, "assess", below)
    assert one["class"] == "IV"
    assert one["remarks"][1].startswith("1 of the 2 values of tp, which decides")
    assert "no sample names its river" in refusal("ecology", "assess", below, "--by", "river")


def test_ratios_coverages_and_areas_are_answered(bayline, refusal, written):
    found = lines(bayline, "ratio", "99.9%")
    assert (found[1]["least"], found[1]["most"], found[1]["unit"]) == (667, 1999, "not stated")
    assert lines(bayline, "ratio", "99.9", "--units", "12", "--of", "sections")[0]["remarks"] == [
        "no number out of 12 is printed as 99.9%"
    ]
    check = lines(bayline, "forest", "19.96", "--area", "1080.11公顷", "--ground", "forest_land")
    assert check[0]["fit"] == "not comparable"
    assert "is no percentage" in refusal("ecology", "ratio", "101%")
    assert "is no area" in refusal("ecology", "forest", "20", "--area", "5acres")
    ring = [[121, 30], [121.01, 30], [121.01, 30.01], [121, 30.01], [121, 30]]
    feature = {
        "type": "Feature",
        "properties": {"code": "a", "name": "林", "kind": "forest"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    about = {"source": "x", "date": "2021", "licence": "x", "datum": "WGS-84"}
    wood = {"type": "FeatureCollection", "features": [feature], **about}
    areas = lines(bayline, "areas", written("w.geojson", json.dumps(wood)))
    assert areas[0]["hectares"] == areas[1]["hectares"] == 106.9521
    assert areas[0]["mu"] == 1604.282
    plain = lines(bayline, "areas", written("p.geojson", json.dumps(feature["geometry"])))
    assert (plain[0]["code"], plain[0]["hectares"]) == ("1", 106.9521)


def test_a_survey_is_weighed_by_its_strata_and_compared_by_year(bayline, refusal, written):
    heads = "year,stratum,score,question\n"
    answers = "".join(
        f"{year},{name},{score + shift},满意吗\n"
        for year, shift in ((2020, 0), (2021, 1))
        for name, score in (("城镇", 80), ("城镇", 90), ("农村", 60), ("农村", 70))
    )
    file = written("answers.csv", heads + answers)
    strata = written("strata.csv", "stratum,people\n城镇,3000\n农村,1000\n")
    found = lines(bayline, "survey", file, "--strata", strata)
    assert [one["mean"] for one in found] == ["80.00", "81.00"]
    assert found[1]["compared"] == "cannot decide"
    said = refusal("ecology", "survey", file, "--strata", strata, "--population", "5000")
    assert "add up to 4000 people, not to 5000" in said
    twice = written("twice.csv", "层,人口\n城镇,3000\n城镇,2000\n农村,1000\n")
    assert "row 3: the stratum “城镇” stands twice" in refusal(
        "ecology", "survey", file, "--strata", twice
    )


def test_standards_are_listed_by_day_and_one_not_yet_in_force_is_refused(bayline, refusal):
    before = {one["id"] for one in lines(bayline, "standards", "--on", "2026-02-28")}
    after = {one["id"] for one in lines(bayline, "standards", "--on", "2026-03-01")}
    assert before - after == {"hj633-2012", "gb3095-2012"}
    assert after - before == {"hj633-2026", "gb3095-2026"}
    assert len(lines(bayline, "standards", "--standard", "hj633-2026")) == 1
    said = refusal("ecology", "standards", "--standard", "hj633-2026", "--on", "2021-11-05")
    assert "HJ 633-2026 was not in force on 2021-11-05" in said
    assert "no standard is called “x”" in refusal("ecology", "standards", "--standard", "x")
    (found,) = lines(bayline, "limit", "pm25", "year", "--on", "2026-03-01")
    assert (found["limit"], found["unit"], found["standard"]) == ("30", "ug/m3", "GB 3095-2026")
    said = refusal("ecology", "limit", "pm10", "day", "--on", "2026-03-01")
    assert "the limit of GB 3095-2026 for pm10, day, zone 2 from 2026-03-01 on is not known" in said


def test_hours_become_days_and_days_are_counted(bayline, written):
    rows = "".join(f"甲,2021-06-05 {hour:02d}:00,90\n" for hour in range(24))
    file = written("h.csv", f"station,time,pm25\n{rows}")
    assert lines(bayline, "aqi", file, "--hourly", "--days")[0]["aqi"] == 119
    found = lines(bayline, "aqi", file, "--days", "--summary", "month")[0]
    assert (found["days"], found["days_of_period"], found["verdict"]) == (0, 30, "cannot decide")
