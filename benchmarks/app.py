"""How soon the app answers, and how long stored views take with fifty clients at once.

Run it on a quiet machine over a finished run: `python benchmarks/app.py CASE OUT`
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CLIENTS, EACH = 50, 20
PATHS = (
    "/",
    "/runs",
    "/api/v1/case",
    "/api/v1/headline",
    "/api/v1/destinations",
    "/api/v1/account?destination=TOTAL",
)


def get(port: int, path: str) -> int:
    """Ask once; the size of the answer."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", path, headers={"accept-encoding": "gzip"})
    answer = link.getresponse()
    size = len(answer.read())
    assert answer.status == 200, (path, answer.status)
    link.close()
    return size


def spent_by(process: subprocess.Popen[str]) -> float:
    """Seconds of processor that the app has used; unlike the clock, no neighbour changes them."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def started(case: str, out: str, work: str) -> tuple[subprocess.Popen[str], int, float]:
    """The app's process, its port, and the seconds until it answered."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("counterflow"), "serve", case, "--out", out,
         "--work", work, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    line = next(line for line in process.stdout if line.startswith("open"))
    port = int(line.rpartition(":")[2])
    get(port, "/api/v1/case")
    return process, port, time.perf_counter() - begun


def load(port: int, path: str) -> list[float]:
    """Milliseconds of every request of all clients."""
    spent: list[float] = []
    together = threading.Barrier(CLIENTS)

    def client() -> None:
        together.wait()
        for _ in range(EACH):
            begun = time.perf_counter()
            get(port, path)
            spent.append(1000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent


def main(case: str, out: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as work:
        process, port, seconds = started(case, out, work)
        try:
            print(
                f"answers after            {seconds:6.2f} s, {spent_by(process):.2f} of processor"
            )
            begun = time.perf_counter()
            size = get(port, "/")
            print(f"first account page after {time.perf_counter() - begun:6.2f} s more")
            print(f"account page             {size / 1000:6.0f} kB compressed")
            print(f"{CLIENTS} clients at once, {EACH} requests each, one connection a request:")
            for path in PATHS:
                before = spent_by(process)
                spent = sorted(load(port, path))
                p95 = spent[int(0.95 * len(spent)) - 1]
                each = 1000 * (spent_by(process) - before) / len(spent)
                print(
                    f"  {path:36} median {statistics.median(spent):5.0f} ms, p95 {p95:5.0f} ms, "
                    f"{each:.2f} ms of processor each"
                )
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:3])
