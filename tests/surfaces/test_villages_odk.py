"""What ODK Collect does: lists forms, loads one, sends submissions; and what it is told."""

import shutil
import subprocess
from base64 import b64encode
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localtime, now
from lxml import etree
from PIL import Image
from pyxform.validators import odk_validate

from bayline.platform.keys.actions import create
from bayline.platform.keys.terms import Key, Scope
from bayline.systems.villages.queries import events_of, grounds_for
from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.rules.sheets import sample_sheet
from bayline.systems.villages.terms.sheets import Item

pytestmark = pytest.mark.django_db
HERE = "/api/odk/campaign"
SHEET = sample_sheet()


@pytest.fixture(scope="module", autouse=True)
def _campaign(kept_campaign):
    del kept_campaign


def phone(scope=Scope.WRITE):
    wanted = Key(
        id="", name="手机", organisation="检查组", scope=scope, made=now(), made_by="管理员"
    )
    secret = b64encode(f"any:{create(wanted).shown}".encode()).decode()
    return Client(headers={"Authorization": f"Basic {secret}", "X-OpenRosa-Version": "1.0"})


def standing():
    grounds = grounds_for("campaign", ["example-5"])
    events = events_of("campaign", ["example-5"]).get("example-5", [])
    return standing_of(events, grounds, village="example-5")


def answered(item: Item, places: int, photo: str) -> str:
    left = max(item.most - item.step * places, 0)
    visits = "" if not item.sampling else _visits(item.code)
    told = {"count": places, "score": left} | ({"photo": photo, "reason": "村口"} if places else {})
    said = "".join(
        f"<{item.code}__{name}>{one}</{item.code}__{name}>" for name, one in told.items()
    )
    return f"<{item.code}__item>{said}{visits}</{item.code}__item>"


def _visits(code: str) -> str:
    part = f"<{code}__part>一组</{code}__part><{code}__in_part>6</{code}__in_part>"
    return f"<{code}__visited>{part}</{code}__visited>"


def instance(
    name: str, inspector: str, end: datetime, *, places: int = 2, total: str = ""
) -> bytes:
    first, *rest = SHEET.items
    shown = total or str(SHEET.most - first.step * places)
    items = answered(first, places, "a.jpg") + "".join(answered(one, 0, "") for one in rest)
    return (
        f'<data id="{SHEET.name}" version="{SHEET.edition}"><end>{end.isoformat()}</end>'
        f"<device>odk-1</device><village>example-5</village><inspector>{inspector}</inspector>"
        f"<round>1</round><place>30.82 121.16 0 8</place>{items}<total>{shown}</total>"
        f"<meta><instanceID>uuid:{name}</instanceID></meta></data>"
    ).encode()


def picture(taken: datetime | None = None) -> SimpleUploadedFile:
    file, exif = BytesIO(), Image.Exif()
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("a.jpg", file.getvalue(), "image/jpeg")


def send(client, xml, **files):
    files = {"xml_submission_file": SimpleUploadedFile("s.xml", xml, "text/xml"), **files}
    answer = client.post(f"{HERE}/submission", files)
    assert answer["X-OpenRosa-Version"] == "1.0"
    return answer.status_code, etree.fromstring(answer.content)[0].text


def test_a_form_is_found_and_loaded_and_is_valid(tmp_path: Path) -> None:
    client = phone(Scope.READ)
    listed = client.get(f"{HERE}/formList")
    told = {etree.QName(one).localname: one.text for one in etree.fromstring(listed.content)[0]}
    assert (told["formID"], told["version"]) == (SHEET.name, SHEET.edition)
    assert told["hash"].startswith("md5:")
    answer = client.get(told["downloadUrl"].removeprefix("http://testserver"))
    assert answer.status_code == 200
    form = tmp_path / "form.xml"
    form.write_bytes(answer.content)
    valid(form)
    assert client.get(f"{HERE}/forms/none@1.xml").status_code == 404
    assert client.get("/api/odk/none/formList").status_code == 404
    unknown = Client().get(f"{HERE}/formList")
    assert unknown.status_code == 401
    assert unknown["WWW-Authenticate"] == 'Basic realm="bayline"'
    wrong = Client(headers={"Authorization": "Basic !"}).get(f"{HERE}/formList")
    assert (wrong.status_code, wrong["WWW-Authenticate"]) == (401, 'Basic realm="bayline"')


def valid(form: Path) -> None:
    """See that a form binds what it asks and asks what it binds; where Java is, ODK Validate."""
    tree = etree.parse(form)
    root = next(tree.iter("{*}instance"))[0]
    depth = len([*root.iterancestors()])
    above = ([*reversed([*one.iterancestors()])][depth:] for one in root.iter())
    pairs = zip(above, root.iter(), strict=True)
    paths = {"/" + "/".join(map(local, [*some, one])) for some, one in pairs}
    bound = [str(one.get("nodeset")) for one in tree.iter("{*}bind")]
    asked = [str(one.get("ref")) for one in next(tree.iter("{*}body")).iter() if one.get("ref")]
    assert {*bound} <= paths
    assert {one for one in asked if one.startswith("/")} <= paths
    assert len(bound) == len({*bound}) > 20
    if shutil.which("java"):
        jar = odk_validate.ODK_VALIDATE_PATH
        command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", jar, str(form)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode == 0, done.stderr
        assert ">> Something broke" not in done.stderr


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_a_submission_with_its_photo_counts_once_and_what_is_wrong_is_told() -> None:
    client, today = phone(), localtime().replace(microsecond=0)
    who = [*standing().rounds[0].inspections]
    assert client.head(f"{HERE}/submission").status_code == 204
    xml = instance("one", who[0], today)
    for _ in range(2):
        assert send(client, xml, **{"a.jpg": picture(today)}) == (201, "已收到。")
    inspection = standing().rounds[0].inspections[who[0]]
    assert (inspection.is_submitted, inspection.total) == (True, SHEET.most - 1)
    status, words = send(client, instance("two", who[1], today))
    assert (status, "照片a.jpg没有一起上传" in words) == (400, True)
    for_wrong = (
        ({"end": today, "total": "7"}, today, 201, "总分写7，各项相加是"),
        ({"end": today + timedelta(hours=3)}, None, 400, "设备时钟快了"),
        ({"end": today}, today - timedelta(days=400), 201, "照片应当天拍"),
    )
    for number, (told, taken, expected, sentence) in enumerate(for_wrong):
        status, words = send(
            client, instance(f"bad-{number}", who[1], **told), **{"a.jpg": picture(taken)}
        )
        assert (status, sentence in words) == (expected, True), words
    assert send(phone(Scope.READ), xml, **{"a.jpg": picture(today)})[0] == 403
    parts = instance("parts", who[2], today)
    for _ in range(2):  # the answer to the first part was lost
        first = {"*isIncomplete*": "yes", "a.jpg": picture(today)}
        assert send(client, parts, **first) == (201, "这一部分已收到，还有其余的照片。")
    assert not standing().rounds[0].inspections[who[2]].marks
    assert send(client, parts) == (201, "已收到。")
    inspection = standing().rounds[0].inspections[who[2]]
    assert (inspection.is_submitted, inspection.total) == (True, SHEET.most - 1)
    assert send(client, b"<data/>")[0] == 400
