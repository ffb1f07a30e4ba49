"""Reading through the interface: pages, filters, tags, what the public sees, and refusals."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.demo.loading import ENDS
from bayline.platform.record import queries
from bayline.platform.record.actions import decide
from bayline.platform.record.models import Claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]
LISTS = (
    "claims",
    "figures",
    "changes",
    "sources",
    "places",
    "registers",
    "registers/projects/entries",
)


def walked(program: Client, address: str) -> list[dict]:
    found = []
    while address:
        answer = program.get(address)
        assert answer.status_code == 200, answer.content.decode()
        page = json.loads(answer.content)
        found += page["items"]
        address = page["next"]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_every_size_give_the_same_list(reader: Client, name: str) -> None:
    whole = walked(reader, f"/api/{name}?limit=200")
    assert len(whole) > 2
    assert walked(reader, f"/api/{name}?limit=7")[:40] == whole[:40]
    assert len({json.dumps(one, sort_keys=True) for one in whole}) == len(whole)


def test_claims_say_what_the_record_holds(reader: Client) -> None:
    kept = {one.id: one for one in queries.claims()}
    told = walked(reader, "/api/claims?limit=200")
    assert {one["id"] for one in told} == {*kept}
    for one in told:
        claim = kept[one["id"]].claim
        assert (one["subject"], one["attribute"]) == (claim.subject, claim.attribute)
        assert one["state"] == kept[one["id"]].state
        if claim.figure and claim.figure.low is not None:
            assert one["figure"]["unit"] == claim.figure.unit
            assert float(one["figure"]["low"]) == pytest.approx(float(claim.figure.low))


@pytest.mark.parametrize("state", [*Review])
@pytest.mark.parametrize("kind", ["", *ClaimKind])
def test_filters_go_together(reader: Client, state: Review, kind: str) -> None:
    asked = f"state={state}&kind={kind}" if kind else f"state={state}"
    wanted = {"kind": kind} if kind else {}
    found = {one["id"] for one in walked(reader, f"/api/claims?limit=200&{asked}")}
    assert found == {one.id for one in queries.claims(states=[state], **wanted)}


def test_a_document_is_read_from_its_list_to_its_sentences(reader: Client) -> None:
    (source,) = json.loads(reader.get("/api/sources?limit=1").content)["items"]
    assert json.loads(reader.get(f"/api/sources/{source['id']}").content) == source
    sentences = walked(reader, f"/api/sources/{source['id']}/passages?limit=50")
    assert all(one["words"].endswith("。") for one in sentences)
    claims = walked(reader, f"/api/claims?document={source['id']}")
    words = {(one["start"], one["end"]): one["words"] for one in sentences}
    for claim in claims:
        place = claim["sentence"]["start"], claim["sentence"]["end"]
        assert claim["quote"] in words[place]


def test_as_of_a_day_is_told_what_was_known(reader: Client) -> None:
    day = (ENDS - timedelta(days=900)).date().isoformat()
    found = walked(reader, f"/api/claims?as_of={day}&limit=200")
    assert walked(reader, f"/api/claims?%61s_of={day}&limit=200") == found
    recorded = [one["recorded"] for one in found]
    assert 0 < len(found) < Claim.objects.count()
    assert max(recorded) < f"{day}T16:00:00Z"


def test_changes_follow_one_another_from_where_one_left_off(reader: Client) -> None:
    told = walked(reader, "/api/changes?limit=50")
    last = told[-1]["changed"]
    assert walked(reader, f"/api/changes?changed_since={last}") == []
    some = next(one["claim"]["id"] for one in told if one["claim"]["state"] == "accepted")
    decide([some], Review.PROPOSED, by="周岚", at=ENDS + timedelta(days=400))
    (change,) = walked(reader, f"/api/changes?changed_since={last}")
    assert (change["event"], change["claim"]["id"]) == ("decided", some)


def test_an_unchanged_answer_is_not_sent_again(
    reader: Client, django_assert_max_num_queries
) -> None:
    first = reader.get("/api/claims?limit=5")
    with django_assert_max_num_queries(2):
        again = reader.get("/api/claims?limit=5", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    some = Claim.objects.filter(standings__state="accepted").first()
    decide([some.identifier], Review.PROPOSED, by="周岚", at=ENDS + timedelta(days=400))
    assert reader.get("/api/claims?limit=5", headers={"If-None-Match": first["ETag"]}).content


def test_a_page_of_claims_takes_the_same_questions_whatever_its_size(
    reader: Client, django_assert_num_queries
) -> None:
    reader.get("/api/claims")  # that the key is used is noted once a day
    for size in (1, 10, 200):
        with django_assert_num_queries(3):  # the key, where chains end, the rows
            assert reader.get(f"/api/claims?limit={size}").status_code == 200


def test_what_was_answered_is_answered_again_until_something_changes(
    reader: Client, everybody: Client, django_assert_num_queries
) -> None:
    first = reader.get("/api/claims?limit=9").content
    with django_assert_num_queries(2):
        assert reader.get("/api/claims?limit=9").content == first
    assert everybody.get("/api/claims?limit=9").content != first
    some = json.loads(first)["items"][0]["id"]
    decide([some], Review.RETURNED, by="周岚", at=ENDS + timedelta(days=400), reason="不符")
    again = json.loads(reader.get("/api/claims?limit=9").content)["items"]
    assert {one["id"]: one["state"] for one in again}[some] == "returned"


def test_without_a_publication_the_public_sees_nothing(everybody: Client) -> None:
    for name in ("claims", "figures", "sources", "places"):
        assert json.loads(everybody.get(f"/api/{name}").content) == {"items": [], "next": None}
    some = queries.claims(limit=1)[0].id
    assert everybody.get(f"/api/claims/{some}").status_code == 404


@pytest.mark.parametrize("name", ["findings", "findings/0123456789abcdef", "changes"])
def test_what_is_for_the_office_needs_a_key(everybody: Client, reader: Client, name: str) -> None:
    refused = everybody.get(f"/api/{name}")
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert reader.get(f"/api/{name}").status_code in {200, 404}


def test_a_log_in_counts_for_nothing(client: Client) -> None:
    assert client.get("/api/findings").status_code == 401
    sent = client.post("/api/registers/projects/entries", {}, content_type="application/json")
    assert sent.status_code == 401


def test_no_other_site_may_ask(reader: Client) -> None:
    answer = reader.get("/api/claims", headers={"Origin": "http://localhost:1"})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert not answer.cookies


REFUSED = {
    "claims?color=red": "there is no parameter “color”",
    "claims?state=good": "“good” is nothing that state can be",
    "claims?limit=0": "“0” is no size of a page",
    "claims?limit=1000": "no size of a page",
    "claims?from=2021-13-01": "nothing that from can be",
    "claims?changed_since=yesterday": "nothing that changed_since can be",
    "claims?as_of=2021-02-30": "is no day",
    "claims?changed_since=2021-01-01&as_of=2021-01-01": "changes are asked for as of a day",
    "claims?subject=a&subject=b": "given twice",
    "claims?subject=%00": "characters that do not print",
    "registers/projects/entries?field=nope&value=x": "the register has no field “nope”",
    "registers/projects/entries?value=x": "“value” stands without “field”",
    "claims?cursor=AAAA": "the cursor does not belong to this question",
    "claims?cursor=%F0%9F%98%80": "the cursor does not belong to this question",
}


@pytest.mark.parametrize(("asked", "sentence"), REFUSED.items())
def test_what_cannot_be_read_is_refused_in_both_languages(
    reader: Client, asked: str, sentence: str
) -> None:
    answer = reader.get(f"/api/{asked}")
    told = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert sentence in told["detail"]
    assert any("\u3400" < char < "\u9fff" for char in told["detail_zh"])


def test_a_cursor_serves_its_own_question_only(reader: Client) -> None:
    following = json.loads(reader.get("/api/claims?limit=3&kind=figure").content)["next"]
    cursor = following.rpartition("cursor=")[2]
    assert reader.get(following).status_code == 200
    assert reader.get(f"/api/claims?limit=3&cursor={cursor}").status_code == 400
    assert reader.get(f"/api/figures?limit=3&kind=figure&cursor={cursor}").status_code == 400


@pytest.mark.parametrize(
    "address",
    ["claims/none", "sources/ffffffffffff", "places/1", "registers/none", "nothing", "claims/a/b"],
)
def test_what_is_not_there_is_said_so(reader: Client, address: str) -> None:
    answer = reader.get(f"/api/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_what_is_too_long_or_no_address_is_a_problem_too(reader: Client) -> None:
    long = reader.post(
        "/api/registers/projects/entries", b"{}", "application/json", CONTENT_LENGTH="999999999"
    )
    assert (long.status_code, long["Content-Type"]) == (413, "application/problem+json")
    assert "MB" in json.loads(long.content)["detail"]
    odd = reader.get("/api/registers/projects/entries/S%0A")
    assert (odd.status_code, odd["Content-Type"]) == (404, "application/problem+json")


def test_a_method_that_is_not_answered_names_those_that_are(reader: Client) -> None:
    answer = reader.delete("/api/claims")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_key_that_does_not_work_is_refused_everywhere() -> None:
    program = Client(headers={"Authorization": "Bearer bl_none"})
    for address in ("claims", "openapi.json", "findings"):
        assert program.get(f"/api/{address}").status_code == 401


def found_on_the_page(client: Client, typed: str) -> set[str]:
    found: set[str] = set()
    address = f"/search.json?kind=figure&q={typed}"
    while address:
        page = client.get(address).json()
        (group,) = [one for one in page["groups"] if one["kind"] == "figure"]
        found |= {hit["figure"]["id"] for hit in group["hits"]}
        address = page["next"].replace("/search?", "/search.json?")
    return found


@pytest.mark.parametrize("typed", ["总产值", "“产值” 工业", "投资 -工业", "投資", "没有这样的话"])
def test_words_are_looked_for_as_on_the_page_of_the_search(
    reader: Client, client: Client, typed: str
) -> None:
    told = walked(reader, f"/api/claims?kind=figure&limit=7&text={typed}")
    living = {one["id"] for one in told if one["state"] in {"proposed", "accepted"}}
    assert living == found_on_the_page(client, typed)
    assert len(told) == len({one["id"] for one in told})


def test_words_go_with_other_filters_and_what_holds_no_word_is_refused(reader: Client) -> None:
    some = walked(reader, "/api/figures?text=总产值")
    assert some
    one = some[0]
    fewer = walked(reader, f"/api/figures?text=总产值&attribute={one['attribute']}")
    assert fewer == [each for each in some if each["attribute"] == one["attribute"]]
    assert walked(reader, "/api/claims?text=总产值&as_of=2001-01-01") == []
    whole = {one["id"] for one in some}
    for more in ("from=1990-01-01", "until=2090-01-01", "as_of=2090-01-01"):
        assert {one["id"] for one in walked(reader, f"/api/figures?text=总产值&{more}")} == whole
    changes = walked(reader, "/api/changes?text=总产值&changed_since=1990-01-01T00:00:00Z")
    assert {one["claim"]["id"] for one in changes} >= whole
    refused = reader.get("/api/claims?text=，。")
    assert refused.status_code == 400
    assert "没有可查的字词" in refused.json()["detail_zh"]
