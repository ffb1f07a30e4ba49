"""Measure the pages and the interface of a served region, with Datasette on the same data.

usage: web.py [--claims N ...] [--homes FOLDER] [--seconds S] [--write FILE]

For each size a made-up region is loaded once and kept. The program serves it as always, one process
and all its middleware; wrk asks over four connections in turn for addresses that differ from one
another. Datasette serves the same file to the same client, and a bare Django view (bare.py) shows
what the machine itself allows.
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
BAYLINE = Path(sys.executable).parent / "bayline"
DATASETTE = ROOT / ".venv-bench" / "bin" / "datasette"
ASKING = ROOT / "benchmarks" / "asking.lua"
GRANIAN = Path(sys.executable).parent / "granian"
HOMES = ROOT / "build" / "web-homes"
MARK = "<!-- web -->"
CONNECTIONS = 4
PATIENCE_S = 90
OK = 200
ACCOUNT, PASSWORD = "bench", "a long word for the bench 7"
ATTRIBUTES = ("工业总产值", "固定资产投资", "旅游收入", "税收收入", "水稻种植面积", "绿化面积")
WORDS = ("旅游收入", "水稻", "经济运行", "工作总结", "停车位", "合作协议")
SORTS = ("", "title", "-title", "published", "-published", "publisher", "recorded")
ENTRY_SORTS = tuple(
    f"{sign}{name}"
    for name in ("name", "code", "place", "stage", "date", "kind")
    for sign in ("", "-")
)
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
PHONE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 93_750,
}
SLOWDOWN = 4
VISITS = 5
WIDTH, HEIGHT = 375, 667


class Measure(NamedTuple):
    """What asking for some addresses came to."""

    rate: float  # answers a second
    middle_ms: float
    late_ms: float  # the 95th of a hundred
    busy_ms: float  # processor time of the server for each answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server that runs, and what whoever asks it sends along."""

    port: int
    pid: int
    headers: dict[str, str]
    key: str


def main() -> None:
    """Print the tables; write them where asked."""
    asked = arguments()
    rows: dict[str, dict[int, str]] = {}
    weights: list[str] = []
    for size in asked.claims:
        home = built(asked.homes, size)
        with serving(home) as served:
            for name, cell in measured(served, asked.seconds):
                rows.setdefault(name, {})[size] = cell
                print(f"{size:>10,}  {name:<44}{cell}", flush=True)
            if size == asked.claims[-1]:
                weights = [*weighed(served)]
        for name, cell in (*beside(home, asked.seconds), *barely(asked.seconds)):
            rows.setdefault(name, {})[size] = cell
            print(f"{size:>10,}  {name:<44}{cell}", flush=True)
    table = written(rows, asked.claims, weights)
    print(table)
    if asked.write:
        put_into(asked.write, table)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--homes", type=Path, default=HOMES)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--write", type=Path)
    return parser.parse_args()


def bayline(home: Path, *words: str, said: str = "") -> str:
    """Run the program in a home; give what it prints."""
    done = subprocess.run(
        [BAYLINE, "--home", home, *words], input=said, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"bayline {' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout.strip()


def built(homes: Path, size: int) -> Path:
    """Load a region of a size, unless it is there already, with an account."""
    home = homes / str(size)
    if not (home / "loaded").exists():
        home.mkdir(parents=True, exist_ok=True)
        begun = time.perf_counter()
        bayline(home, "demo", "--claims", str(size), "--seed", "7")
        seconds = time.perf_counter() - begun
        create = ("user", "create", ACCOUNT, "--role", "administrator", "--password-stdin")
        bayline(home, *create, said=f"{PASSWORD}\n")
        (home / "loaded").write_text(f"{seconds:.0f}")
    return home


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """Serve a home, logged in, with a key."""
    key = bayline(home, "key", "create", "bench", "--organisation", "bench")
    with running([BAYLINE, "--home", home, "serve", "--port"]) as (port, pid):
        yield Served(port=port, pid=pid, headers={"Cookie": logged_in(port)}, key=key)


@contextmanager
def running(command: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Run a server until it is no longer needed; give its port and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(
        [*map(str, command), str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Wait until somebody answers."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"nobody answers on port {port}")


def logged_in(port: int) -> str:
    """Log in; give the cookies."""
    status, _, cookies = answer(port, "GET", "/login", {})
    token = cookies["bayline-csrf"].value
    form = urlencode({"account": ACCOUNT, "password": PASSWORD, "csrfmiddlewaretoken": token})
    headers = {
        "Cookie": f"bayline-csrf={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    headers["Referer"] = f"http://127.0.0.1:{port}/login"
    status, _, cookies = answer(port, "POST", "/login", headers, form)
    if "bayline-session" not in cookies:
        sys.exit(f"logging in was answered with {status}")
    return f"bayline-session={cookies['bayline-session'].value}"


def answer(
    port: int, method: str, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, bytes, SimpleCookie]:
    """Ask once; give status, body and the cookies that are set."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie") or []))
    content = response.read()
    connection.close()
    return response.status, content, cookies


def measured(served: Served, seconds: float) -> Iterator[tuple[str, str]]:
    """Measure everything that is served, a line each."""
    places = served_places(served)
    key = {"Authorization": f"Bearer {served.key}"}
    for name, headers, paths in (*pages(served.headers, places[:26]), *questions(key, places)):
        first = paths[0]
        status, body, _ = answer(served.port, "GET", first, headers)
        if status != OK:
            sys.exit(f"{first} was answered with {status}: {body[:300]!r}")
        at = (served.port, served.pid)
        yield name, shown(load(at, paths, headers, seconds))


def served_places(served: Served) -> list[str]:
    """Give codes of towns."""
    key = {"Authorization": f"Bearer {served.key}"}
    _, body, _ = answer(served.port, "GET", "/api/places?level=town&limit=50", key)
    return [place["code"] for place in json.loads(body)["items"]]


Asking = tuple[str, dict[str, str], list[str]]


def pages(headers: dict[str, str], towns: list[str]) -> Iterator[Asking]:
    """Give the pages that are asked for."""
    named = [quote(each) for each in ATTRIBUTES]
    yield "HTML figures", headers, [f"/figures?attribute={each}" for each in named]
    yield "HTML figures, next pages", headers, [f"/figures?page={each}" for each in range(1, 9)]
    yield "HTML documents", headers, [f"/documents?page={each}" for each in range(1, 7)]
    yield "HTML register", headers, [f"/registers/projects?page={each}" for each in range(1, 7)]
    yield "HTML findings", headers, [f"/findings?page={each}" for each in (1, 2)]
    yield "HTML overview", headers, ["/overview"]
    yield "HTML search", headers, [f"/search?q={quote(each)}" for each in WORDS]
    # More addresses than are remembered, so that each is made anew.
    places = [f"/places?all=1&page={each}" for each in range(1, 21)]
    figures = [
        f"/figures?attribute={name}&place={code}&page={page}"
        for page in range(1, 5)
        for code in towns
        for name in named
    ]
    yield "HTML figures, each anew", headers, figures
    documents = [f"/documents?page={page}&sort={sort}" for page in range(1, 180) for sort in SORTS]
    yield "HTML documents, each anew", headers, documents
    stages = [
        f"/registers/projects?page={page}&sort={sort}"
        for page in range(1, 40)
        for sort in ("", *ENTRY_SORTS)
    ]
    yield "HTML register, each anew", headers, stages
    yield "HTML places", headers, places


def questions(key: dict[str, str], places: list[str]) -> Iterator[Asking]:
    """Give the questions of programs."""
    named = [quote(each) for each in ATTRIBUTES]
    every = [
        *(f"/api/claims?attribute={each}" for each in named),
        *(f"/api/claims?place={code}" for code in places[:8]),
        *(f"/api/claims?from={year}-01-01&until={year}-12-31" for year in YEARS),
        *(f"/api/claims?state={each}" for each in ("proposed", "accepted", "returned")),
        *(f"/api/claims?kind={each}" for each in ("promise", "event")),
    ]
    yield "JSON claims, 50 a page, asked for again", key, every
    sizes = range(20, 70)
    fresh = [f"/api/claims?attribute={each}&limit={size}" for size in sizes for each in named]
    fresh += [f"/api/claims?place={code}&limit={size}" for size in sizes for code in places[:12]]
    yield "JSON claims, 50 a page, each anew", key, fresh
    yield "JSON figures, 50 a page", key, [f"/api/figures?attribute={each}" for each in named]
    past = [f"/api/figures?place={code}&as_of=2023-06-30&limit=200" for code in places[:8]]
    yield "JSON a town as of a day, 200 figures", key, past
    yield (
        "JSON changes since a day",
        key,
        [f"/api/changes?changed_since={year}-06-30" for year in YEARS[2:]],
    )


def beside(home: Path, seconds: float) -> Iterator[tuple[str, str]]:
    """Measure Datasette on the same file."""
    if not DATASETTE.exists():
        return
    command = [DATASETTE, "serve", "--immutable", home / "bayline.sqlite3", "--host", "127.0.0.1"]
    with running([*command, "--port"]) as at:
        table = "/bayline/record_claim"
        by = [f"attribute__exact={quote(each)}&_size=50&_nocount=1" for each in ATTRIBUTES]
        yield (
            "Datasette HTML, by attribute",
            attempted(at, [f"{table}?{each}&_nofacet=1" for each in by], seconds),
        )
        yield (
            "Datasette JSON, by attribute",
            attempted(at, [f"{table}.json?{each}" for each in by], seconds),
        )


def barely(seconds: float) -> Iterator[tuple[str, str]]:
    """Measure a view of Django that does nothing, served in the same way."""
    folder = str(ROOT / "benchmarks")
    command = [GRANIAN, "bare:application", "--interface", "wsgi", "--working-dir", folder]
    with running([*command, "--blocking-threads", "2", "--port"]) as at:
        yield "a bare view of Django", attempted(at, ["/"], seconds)


def attempted(at: tuple[int, int], paths: list[str], seconds: float) -> str:
    """Measure a peer, or say that it does not answer."""
    status, _, _ = answer(at[0], "GET", paths[0], {})
    return shown(load(at, paths, {}, seconds)) if status == OK else f"answers {status}"


def busy(pid: int) -> float:
    """Give the processor time, in seconds, of a process and of those that it started."""
    spent = 0.0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if pid in {int(file.parent.name), int(told[1])}:
            spent += (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def load(at: tuple[int, int], paths: list[str], headers: dict[str, str], seconds: float) -> Measure:
    """Ask for addresses in turn over some connections, kept open, for some seconds."""
    port, pid = at
    for path in paths:  # what is kept after the first time is kept for everybody
        answer(port, "GET", path, headers)
    with NamedTemporaryFile("w", suffix=".txt") as addresses:
        addresses.write("\n".join(paths))
        addresses.flush()
        before = busy(pid)
        asked = subprocess.run(
            [
                *("wrk", "--threads", "1", "--connections", str(CONNECTIONS)),
                *("--duration", f"{seconds:.0f}s", "--timeout", f"{PATIENCE_S}s"),
                *("--script", str(ASKING)),
                *(part for name in headers for part in ("--header", f"{name}: {headers[name]}")),
                f"http://127.0.0.1:{port}",
            ],
            env={**os.environ, "ADDRESSES": addresses.name},
            capture_output=True,
            text=True,
            check=True,
        )
        spent = busy(pid) - before
    told = json.loads(asked.stdout.splitlines()[-1])
    if told["failed"]:
        sys.exit(f"{told['failed']} of {told['answers']} answers failed, as of {paths[0]}")
    answers = told["answers"]
    spent_ms = 1000 * spent / max(answers, 1)
    return Measure(answers / told["seconds"], told["middle_ms"], told["late_ms"], spent_ms)


def shown(of: Measure) -> str:
    """Print a measure."""
    if not of.rate:
        return "no answer within the time"
    return f"{of.rate:.0f}/s, {of.middle_ms:.1f} ms, {of.late_ms:.1f} ms, {of.busy_ms:.2f} ms busy"


def weighed(served: Served) -> Iterator[str]:
    """Open pages in a browser as slow as a cheap phone: what they weigh, when they can be read."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for path in ("/overview", "/figures", "/documents", "/findings"):
            yield opened(chromium, served, path)
        chromium.close()


def opened(chromium: Any, served: Served, path: str) -> str:  # noqa: ANN401 - a browser
    """Open one page some times, with an empty cache each; give its line of the table."""
    told = [visited(chromium, served, path) for _ in range(VISITS)]
    weight, painted, ready = (
        median(each[name] for each in told) for name in ("weight", "painted", "ready")
    )
    return f"| `{path}` | {weight / 1000:.0f} KB | {painted:.0f} ms | {ready:.0f} ms |"


def visited(chromium: Any, served: Served, path: str) -> dict[str, float]:  # noqa: ANN401 - a browser
    """Open one page with an empty cache; give what came, when it was seen, when it was ready."""
    base = f"http://127.0.0.1:{served.port}"
    context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    name, _, value = served.headers["Cookie"].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": base}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", PHONE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{base}{path}", wait_until="load")
    told: dict[str, float] = page.evaluate(_TOLD)
    context.close()
    return told


_TOLD = """() => {
  const whole = ["navigation", "resource"].flatMap(kind => performance.getEntriesByType(kind));
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  return {weight: whole.reduce((sum, one) => sum + one.transferSize, 0),
          painted: painted ? painted.startTime : 0,
          ready: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd};
}"""


def written(rows: dict[str, dict[int, str]], sizes: list[int], weights: list[str]) -> str:
    """Write the tables as Markdown."""
    head = "| asked for | " + " | ".join(f"{size:,} claims" for size in sizes) + " |"
    lines = [head, "|---" * (len(sizes) + 1) + "|"]
    for name, cells in rows.items():
        lines.append(f"| {name} | " + " | ".join(cells.get(size, "") for size in sizes) + " |")
    if weights:
        lines += ["", "| page on a slow phone | weight | first paint | usable |"]
        lines += ["|---|---|---|---|", *weights]
    return "\n".join(lines)


def put_into(file: Path, table: str) -> None:
    """Put the tables behind the mark of a file, up to the next heading."""
    text = file.read_text("utf-8")
    before, _, after = text.partition(MARK)
    following = re.search(r"^## ", after, re.MULTILINE)
    rest = after[following.start() :] if following else ""
    file.write_text(f"{before}{MARK}\n\n{table}\n\n{rest}", "utf-8")


if __name__ == "__main__":
    main()
