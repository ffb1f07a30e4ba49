"""Pages of campaigns: board, file of a village, comparison, certificate, and what is done there."""

import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from django.utils.timezone import localtime, now
from PIL import Image

from bayline.systems.villages.actions import keep
from bayline.systems.villages.queries import events_of
from bayline.systems.villages.terms.events import Act

pytestmark = pytest.mark.django_db
VILLAGE = "/villages/villages/example-{}"
BOARD = "/villages/campaigns/campaign"
EVENTS = "/villages/field/events/phone-1"


@pytest.fixture(scope="module", autouse=True)
def _campaign(kept_campaign):
    del kept_campaign


def twin(client, address):
    path, _, asked = address.partition("?")
    answer = client.get(f"{path}.json{'?' if asked else ''}{asked}")
    assert answer.status_code == 200, address
    assert client.get(address).status_code == 200, address
    assert client.get(f"/en{address}").status_code == 200, address
    return answer.json()


def picture():
    file = BytesIO()
    Image.new("RGB", (2400, 1200), "teal").save(file, "JPEG")
    file.seek(0)
    file.name = "a.jpg"
    return file


def test_the_first_page_says_68_of_n_and_no_share(client, anonymous):
    page = twin(client, "/villages")
    assert page["campaigns"][0]["sentence"].startswith("68个（30 + 38），占全部的几成不知道")
    assert [one["quota"] for one in page["campaigns"][0]["batches"]] == ["30", "38"]
    assert anonymous.get("/villages").status_code == 200
    assert anonymous.get(BOARD).status_code in {302, 401, 303}


def test_the_board_tells_late_and_at_risk_for_any_day(client, questions):
    page = twin(client, f"{BOARD}?on=2021-12-31")
    first = page["batches"][0]
    assert (first["quota"], first["enrolled"], first["accepted"]) == ("30", 5, 2)
    assert (first["late"], first["at_risk"], first["days_left"]) == (0, 3, 0)
    late = twin(client, f"{BOARD}?on=2022-01-02&timing=late")
    assert [row["to"]["label"] for row in late["rows"]] == ["示意三村", "示意四村", "示意五村"]
    assert twin(client, f"{BOARD}?on=2021-10-01")["rows"] == []
    assert client.get(f"{BOARD}?on=never").status_code == 400
    assert client.get("/villages/campaigns/none").status_code == 404
    one, many = (
        questions(lambda at=at: client.get(f"{BOARD}?on={at}"))
        for at in ("2021-10-18", "2022-07-01")
    )
    assert one == many


def test_the_file_of_a_village_shows_rounds_photos_and_conflicts(client):
    page = twin(client, VILLAGE.format(2))
    file = page["campaigns"][0]
    assert [one["number"] for one in file["rounds"]] == [2, 1]
    assert file["rounds"][0]["total"] == "约92.17"
    given = next(one for one in file["rounds"][0]["items"] if one["title"].startswith("生活垃圾"))[
        "given"
    ]
    assert len(given) == 3
    photo = client.get(given[0]["photos"][0]["address"])
    assert photo["Content-Type"] == "image/jpeg"
    assert given[0]["photos"][0]["away"] == "0"
    conflict = twin(client, VILLAGE.format(4))["campaigns"][0]["conflicts"]
    assert [one["device"] for one in conflict[0]["held"]] != []
    assert len(conflict[0]["held"]) == 2
    assert client.get("/villages/villages/none").status_code == 404


def test_a_photo_that_stands_for_two_villages_says_so_on_the_pages_of_both(client):
    events = [one for some in events_of("campaign").values() for one in some]
    shown = next(one for one in events if one.photos)
    other = next(one for one in events if one.village != shown.village)
    keep([replace(other, id="again", photos=shown.photos, act=Act.SCORED)], at=now())
    for here, there in ((shown, other), (other, shown)):
        page = client.get(f"/villages/villages/{here.village}.json").content.decode()
        assert re.search(rf'"also": "[^"]+ 第{there.round}轮"', page), here.village
    assert (
        "同一张照片还用在：" in client.get(f"/villages/villages/{shown.village}").content.decode()
    )


def test_villages_and_inspectors_are_compared(client):
    page = twin(client, f"{BOARD}/comparison")
    assert len(page["rows"]) == 4
    assert page["kappa"]
    assert page["pairs"]
    for row in page["rows"]:
        assert len(row["scores"]) == len(page["heads"])


def test_the_form_takes_rounds_along_and_takes_what_devices_send_once(client, anonymous):
    page = twin(client, "/villages/field")
    one = next(each for each in page["villages"] if each["code"] == "example-5")
    assert (one["round"], len(one["inspectors"]), len(one["asked"])) == (1, 3, 5)
    policy = client.get("/villages/field")["Content-Security-Policy"]
    assert "worker-src 'self'; manifest-src 'self'" in policy
    assert client.get("/villages/field/manifest.webmanifest").json()["scope"] == "/villages/field"
    picked = picture().getvalue()
    digest = sha256(picked).hexdigest()
    for named, status in ((digest, 200), (digest, 200), ("0" * 64, 400)):
        sent = client.post(f"/villages/field/photos/{named}", picked, content_type="image/jpeg")
        assert sent.status_code == status
    now = localtime().replace(microsecond=0).isoformat()
    event = {
        "id": "e-1",
        "campaign": "campaign",
        "village": "example-5",
        "at": now,
        "by": one["inspectors"][0]["code"],
        "act": "scored",
        "item": "waste",
        "score": "24.5",
        "reason": "一处",
        "photos": [[digest, now, [one["longitude"], one["latitude"]], 10]],
    }
    far = {**event, "id": "e-2", "photos": [[digest, now, ["121.9", "30.9"], 10]]}
    for is_new in (True, False):
        told = client.post(EVENTS, [event, far], content_type="application/json")
        first, second = told.json()["events"]
        assert (first["is_kept"], first["is_new"], first["problem"]) == (True, is_new, "")
        assert "照片的位置离示意五村" in second["problem"]
        assert "米" in second["problem"]
    body = client.post(EVENTS, "[", content_type="application/json")
    assert body.status_code == 400
    assert anonymous.post(EVENTS, "[]", content_type="a/b").status_code == 401


def test_an_inspection_is_entered_at_a_desk_without_a_script(client):
    here = VILLAGE.format(5)

    def deed():
        deeds = twin(client, here)["campaigns"][0]["deeds"]
        return next(one for one in deeds if one["act"] == "scored")

    asked = deed()
    told = {f"found-{one['code']}": "0" for one in asked["scored"]}
    told |= {f"visited-{one['code']}": "一组 6" for one in asked["scored"] if one["visits"]}
    told |= {"act": "scored", "campaign": "campaign", "scorer": asked["scorers"][0]["value"]}
    lost = {"found-waste": "3", "reason-waste": "村口三处"}
    refused = client.post(f"{here}/act", {**told, **lost})
    assert refused.status_code == 400
    assert "没有照片" in refused.content.decode()
    assert 'value="村口三处"' in refused.content.decode()
    assert client.post(f"{here}/act", {**told, "found-waste": "多"}).status_code == 400
    done = client.post(f"{here}/act", {**told, **lost, "photo-waste": picture()})
    assert done.status_code == 303, done.content.decode()[:2000]
    assert len(deed()["scorers"]) == len(asked["scorers"]) - 1
    last = events_of("campaign", ["example-5"])["example-5"][-1]
    assert (last.act, str(last.total)) == (Act.SUBMITTED, "98.5")


def test_a_certificate_is_there_for_who_was_accepted_only(client):
    page = twin(client, "/villages/certificates/campaign/example-1")
    assert page["last"]["total"] == "96.5"
    assert page["signer"] == "示意签字人"
    assert client.get("/villages/certificates/campaign/example-3").status_code == 404


def test_a_village_is_mended_re_inspected_and_accepted_at_the_desk(client):
    here = VILLAGE.format(3)

    def do(village, act, **told):
        said = {"act": act, "campaign": "campaign", **told}
        return client.post(f"{VILLAGE.format(village)}/act", said)

    assert do(3, "accepted", name="甲", office="组长", digest="x").status_code == 400
    assert do(3, "rectified", item=["waste"]).status_code == 400
    done = do(3, "rectified", item=["waste", "water", "heaps"], photo=picture())
    assert done.status_code == 303, done.content.decode()[:2000]
    drawn = next(
        deed for deed in twin(client, here)["campaigns"][0]["deeds"] if deed["act"] == "assigned"
    )
    chosen = [one["value"] for one in drawn["inspectors"] if one["is_chosen"]]
    assert do(3, "assigned", inspector=chosen).status_code == 303
    assert events_of("campaign", ["example-3"])["example-3"][-1].act is Act.ASSIGNED
    assert do(7, "rejected").status_code == 400
    digest = twin(client, VILLAGE.format(7))["campaigns"][0]["rounds"][0]["digest"]
    assert do(7, "accepted", name="甲", office="组长", digest="0" * 64).status_code == 400
    assert do(7, "accepted", name="甲", office="组长", digest=digest).status_code == 303
    assert twin(client, VILLAGE.format(7))["campaigns"][0]["certificate_address"]
    held = twin(client, VILLAGE.format(4))["campaigns"][0]["conflicts"][0]
    taken = {"looked": held["ids"], "take": held["held"][0]["event"]}
    assert do(4, "resolved", **taken).status_code == 400
    assert do(4, "resolved", reason="有照片的为准", **taken).status_code == 303
    assert do(4, "nothing").status_code == 400
