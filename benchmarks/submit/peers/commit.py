"""The raw durable commit: one row of two kilobytes after another (sqlite3, WAL, synchronous=FULL). `commit FILE COUNT`."""

import json
import os
import sqlite3
import sys
import time


def main() -> None:
    """Print seconds and CPU seconds, and how long each commit took, as JSON."""
    path, count = sys.argv[1], int(sys.argv[2])
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, data BLOB)")
    data, waits = os.urandom(2048), []
    spent, begun = time.process_time(), time.perf_counter()
    for _ in range(count):
        at = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows (data) VALUES (?)", (data,))
        connection.execute("COMMIT")
        waits.append(time.perf_counter() - at)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
    print(json.dumps({"seconds": seconds, "cpu": cpu, "waits": waits}))


if __name__ == "__main__":
    main()
