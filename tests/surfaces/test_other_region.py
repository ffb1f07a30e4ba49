"""Another region than the first, a folder of plain files: none of its pages assumes one."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from bayline.platform.packs.opening import opened_pack
from bayline.systems.reading.actions.building import build

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 7, 5, 4, tzinfo=UTC)
PAPER = "starts.md"
FILES = {
    "region.toml": 'name = "云海市青溪区"\ncode = "530199"\n',
    f"documents/{PAPER}": (
        "---\ntitle: 青溪区集中开工\npublished: 2024-06-28\n---\n"
        "6月28日，青溪区重大项目集中开工，共9个项目，总投资88亿元。"
        "其中白鹭湖数据中心总投资约30亿元，达产后预计年产值约12亿元。\n"
    ),
    "geography/places.csv": (
        "code,name,level,parent,lon,lat\n530199,青溪区,county,530100,102.71,24.88\n"
        "530199101,白鹭镇,town,530199,102.75,24.90\n"
    ),
    "registers/projects.csv": (
        "code,name,form,place,document\n"
        f"lake,白鹭湖数据中心,,530199101,{PAPER}\nmill,老纱厂地块更新,renewal,530199101,{PAPER}\n"
    ),
    "registers/project_stages.csv": (
        "code,project,stage,nature,date,document\n"
        f"s1,lake,started,actual,2024-06-28,{PAPER}\ns2,lake,operating,planned,2027-06,{PAPER}\n"
    ),
    "registers/project_effects.csv": (
        "code,project,kind,amount,stage,text,announced,document\n"
        f"e1,lake,output,约12亿元,at_capacity,达产后预计年产值约12亿元,2024-06-28,{PAPER}\n"
    ),
    "registers/batches.csv": (
        "code,name,stage,date,projects,investment,document\n"
        f"h1,上半年集中开工,started,2024-06-28,9个,88亿元,{PAPER}\n"
    ),
    "registers/batch_members.csv": (
        f"code,batch,project,name,amount,document\nm1,h1,lake,白鹭湖数据中心,约30亿元,{PAPER}\n"
    ),
    "schemes/pillars.toml": (
        'title = "三大支柱"\ntitle_en = "Three pillars"\ndivides = "economy"\n'
        f'[source]\ndocument = "{PAPER}"\nquote = "重大项目"\n'
        '[[item]]\ncode = "data"\nname = "数字经济"\nname_en = "Digital economy"\n'
    ),
    "schemes/gbt4754-2017--pillars.toml": (
        'title = "对应"\nfrom = "gbt4754-2017"\nto = "pillars"\n'
        '[[link]]\nfrom = "64"\nto = "data"\nshare = "1"\n'
    ),
    "registers/chains.csv": (
        f"code,name,scheme,class,place,document\ndata,数据产业链,pillars,data,530199,{PAPER}\n"
    ),
    "registers/chain_links.csv": (
        f"code,chain,name,position,document\nl1,data,电力,upstream,{PAPER}\n"
        f"l2,data,机房,midstream,{PAPER}\n"
    ),
    "registers/chain_members.csv": (
        "code,chain,link,project,name,role,document\n"
        f"c1,data,l2,lake,白鹭湖数据中心,anchor,{PAPER}\n"
    ),
}
SAID = {
    "/projects": ("白鹭湖数据中心", "白鹭镇"),
    "/projects?view=board": ("白鹭湖数据中心",),
    "/en/projects?view=gantt": ("白鹭湖数据中心",),
    "/projects/lake": ("约12亿元", "数据产业链", "上半年集中开工"),
    "/batches/h1": ("88亿元", "未列出8个、56.5亿元–59.5亿元"),
    "/projects/batches?year=2024": ("上半年集中开工",),
    "/projects/renewals": ("老纱厂地块更新",),
    "/projects/rates?year=2024": (),
    "/projects/merging": (),
    "/industry": ("2个环节里1个没有列出成员",),
    "/industry/chains/data": ("电力", "数字经济"),
    "/industry/schemes": ("三大支柱",),
    "/industry/schemes/pillars": ("数字经济",),
    "/en/industry/classify": ("白鹭湖数据中心", "Three pillars"),
    "/map?layer=level-town": ("白鹭镇",),
    "/work": (),
}


def test_no_page_of_projects_or_industry_assumes_one_region(client: Client, tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    build(opened_pack(tmp_path, now=NOW), at=NOW)
    for address, words in SAID.items():
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert [one for one in words if one not in page] == [], address
        assert re.findall("金山|上海|Jinshan|Shanghai|310116", page) == [], address
