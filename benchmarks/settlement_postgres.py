"""Measures what plain functions of PostgreSQL make of the same postings: the yardstick of a node.

Usage: python benchmarks/settlement_postgres.py [--seconds 4]

A server of its own, durable as it comes, in a temporary folder. One settlement is a key that comes
once, the claim, seven postings that sum to zero, the balances of the person and the hospital, and a
row of what goes out: what a node keeps, without rules, signatures or a chain. Totals of funds are
sums of postings, since one row for each fund makes eight clients slower than one. Measured are one
function for each settlement by 1 and 8 clients, and one for a thousand at once.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

PERSONS, HOSPITALS, TOGETHER = 500, 8, 1_000
BODY = "x" * 1_200  # what a claim says, and as much what goes out
SCHEMA = """
CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL DEFAULT 0);
CREATE TABLE claim (id text PRIMARY KEY, hash bytea NOT NULL, body text NOT NULL);
CREATE TABLE posting (claim text NOT NULL, account int NOT NULL, amount bigint NOT NULL);
CREATE TABLE outbox (id text PRIMARY KEY, body text NOT NULL);
INSERT INTO account SELECT generate_series(0, 999);

CREATE FUNCTION settle_all(ids text[], persons int[], hospitals int[], fen bigint[], said text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    done int;
BEGIN
    CREATE TEMP TABLE IF NOT EXISTS given
        (id text, person int, hospital int, fen bigint) ON COMMIT DELETE ROWS;
    DELETE FROM given;
    WITH fresh AS (
        INSERT INTO claim SELECT id, sha256(id::bytea), said FROM unnest(ids) AS id
        ON CONFLICT DO NOTHING RETURNING id
    )
    INSERT INTO given
    SELECT id, person, hospital, one.fen
    FROM unnest(ids, persons, hospitals, fen) AS one(id, person, hospital, fen)
    JOIN fresh USING (id);
    GET DIAGNOSTICS done = ROW_COUNT;
    PERFORM 1 FROM account WHERE id IN
        (SELECT person FROM given UNION SELECT 900 + hospital FROM given)
        ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO posting
    SELECT given.id, part.account, part.amount FROM given, LATERAL (VALUES
        (800, given.fen * 6), (801, given.fen), (802, given.fen), (803, given.fen),
        (given.person, given.fen), (700, given.fen), (900 + given.hospital, -given.fen * 11)
    ) AS part(account, amount);
    UPDATE account SET balance = balance + change.by FROM (
        SELECT account, sum(amount) AS by FROM (
            SELECT person AS account, given.fen AS amount FROM given
            UNION ALL SELECT 900 + hospital, -given.fen * 11 FROM given
        ) AS part GROUP BY account
    ) AS change WHERE change.account = account.id;
    INSERT INTO outbox SELECT id, said FROM given;
    RETURN done;
END $$;

CREATE FUNCTION settle(name text, person int, hospital int, fen bigint, said text)
RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO claim VALUES (name, sha256(name::bytea), said) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    PERFORM 1 FROM account WHERE id IN (person, 900 + hospital) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO posting VALUES
        (name, 800, fen * 6), (name, 801, fen), (name, 802, fen), (name, 803, fen),
        (name, person, fen), (name, 700, fen), (name, 900 + hospital, -fen * 11);
    UPDATE account SET balance = balance + fen WHERE id = person;
    UPDATE account SET balance = balance - fen * 11 WHERE id = 900 + hospital;
    INSERT INTO outbox VALUES (name, said);
    RETURN 1;
END $$;
"""
ONE = "SELECT settle(%s, %s, %s, %s, %s)"
MANY = "SELECT settle_all(%s, %s, %s, %s, %s)"
NUMBERS = count()


@contextmanager
def server() -> Iterator[str]:
    """Run a server of our own, and give its address."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name)
    if not programs:
        raise SystemExit("no PostgreSQL on this machine: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="bayline-benchmark-"))
    lend: list[str] = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        lend = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]

    def run(program: str, *words: str) -> None:
        told = [*lend, str(programs[-1] / program), "-D", str(folder / "cluster"), *words]
        subprocess.run(told, cwd=folder, stdout=subprocess.DEVNULL, check=True)

    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
    where = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    run("pg_ctl", "-l", str(folder / "log"), "-o", where, "-w", "start")
    try:
        yield f"host={folder} user=postgres dbname=postgres"
    finally:
        run("pg_ctl", "-m", "fast", "-w", "stop")
        shutil.rmtree(folder)


def one(line: "psycopg.Connection[tuple[int]]") -> int:
    """Settle one."""
    at = next(NUMBERS)
    said = (f"shanghai-1-{at}", at % PERSONS, at % HOSPITALS, 1_000 + at % 900, BODY)
    return int(line.execute(ONE, said).fetchone()[0])


def many(line: "psycopg.Connection[tuple[int]]") -> int:
    """Settle a thousand at once."""
    some = [next(NUMBERS) for _ in range(TOGETHER)]
    said = (
        [f"shanghai-1-{at}" for at in some],
        [at % PERSONS for at in some],
        [at % HOSPITALS for at in some],
        [1_000 + at % 900 for at in some],
        BODY,
    )
    return int(line.execute(MANY, said).fetchone()[0])


def rate(address: str, work: Callable[..., int], clients: int, seconds: float) -> float:
    """Give how many are settled a second by clients that wait for each answer."""
    found: list[int] = []

    def client() -> None:
        with psycopg.connect(address, autocommit=True) as line:
            end, done = time.monotonic() + seconds, 0
            while time.monotonic() < end:
                done += work(line)
            found.append(done)

    start = time.monotonic()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(found) / (time.monotonic() - start)


def measured(seconds: float) -> dict[str, float]:
    """Give the rates of each way."""
    with server() as address:
        with psycopg.connect(address, autocommit=True) as line:
            line.execute(SCHEMA)
        found = {
            "one function, 1 client": rate(address, one, 1, seconds),
            "one function, 8 clients": rate(address, one, 8, seconds),
            f"a function for {TOGETHER:,}, 1 client": rate(address, many, 1, seconds),
        }
        with psycopg.connect(address, autocommit=True) as line:
            off = line.execute("SELECT coalesce(sum(amount), 0) FROM posting").fetchone()
        if off != (0,):
            raise SystemExit(f"the postings are {off} off zero")
        return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0)
    for way, found in measured(parser.parse_args().seconds).items():
        print(f"PostgreSQL, {way}: {found:,.0f} settlements/s")


if __name__ == "__main__":
    main()
