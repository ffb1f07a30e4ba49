"""Examples of the interface as its page shows them; the guide holds them too, a test runs them."""

BASE = "http://127.0.0.1:8000"
CURL = (
    f'curl -s "{BASE}/api/figures?limit=5"',
    f'curl -s -H "Authorization: Bearer $KEY" "{BASE}/api/claims?state=proposed&limit=5"',
    f"""curl -s -X POST "{BASE}/api/registers/projects/entries" \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{{"values": {{"code": "P-NEW", "name": "新项目"}}, "reason": "接口报送"}}'""",
)
PANDAS = f"""import os
import pandas as pd

base = "{BASE}"
key = {{"Authorization": f"Bearer {{os.environ['KEY']}}"}}
address, rows = "/api/figures?limit=200&from=2021-01-01", []
while address:
    page = pd.read_json(base + address, typ="series", storage_options=key)
    rows += page["items"]
    address = page["next"]
figures = pd.DataFrame(rows).astype({{"low": float, "high": float}})
print(figures.groupby(["attribute", "period"])["low"].median())"""
