"""Runs larkcast and the official SDK in turn against one local server, and prints medians, ratios and the bars.

Usage: send_rounds.py LARKCAST SDK_PYTHON WORK_FOLDER ROUNDS LANES
"""

import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import time

BATCHES, SIZE = 2500, 200
MOST_CPU, LEAST_RATE = 1 / 15, 10  # the bars: CPU per batch, batches per second

here = pathlib.Path(__file__).parent
larkcast, python, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
rounds, lanes = int(sys.argv[4]), int(sys.argv[5])


def start_server():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = (here / "nginx.conf.in").read_text().replace("@WORK@", str(work)).replace("@PORT@", str(port))
    (work / "nginx.conf").write_text(text)
    server = subprocess.Popen(["nginx", "-p", work, "-c", work / "nginx.conf"], stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, f"http://127.0.0.1:{port}"
        time.sleep(0.05)
    raise SystemExit("nginx did not start")


def write_inputs(base):
    ids = [f"ou_{number:032x}" for number in range(1, BATCHES * SIZE + 1)]
    manifest = {
        "job": "bench",
        "audience": {"users": {"open_ids": ids}},
        "message": {"text": "The canteen is closed today."},
        "delivery": {"batch_size": SIZE, "in_flight": lanes},
    }
    (work / "bench.json").write_text(json.dumps(manifest))
    secret = work / "secret"
    secret.write_text("not-a-secret")
    secret.chmod(0o600)
    (work / "config.yaml").write_text(
        f"limits:\n  per_second: 1000000\n  per_minute: 1000000\n"
        f"profiles:\n  default:\n    base_url: {base}\n    app_id: cli_bench\n    app_secret_file: secret\n"
    )


def fdatasync_microseconds():
    """What the disk asks for one durable 4 KiB append, the median of 200."""
    times = []
    with open(work / "probe", "wb", buffering=0) as file:
        for _ in range(200):
            file.write(bytes(4096))
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def measure(server, command):
    """One process from start to end: rates as the server saw them, CPU and memory as the kernel counted them."""
    log = work / "times.log"
    seen = log.stat().st_size if log.exists() else 0
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=open(work / "out", "w"), stderr=open(work / "err", "w"))
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{command[0]} ended with {status}: {(work / 'err').read_text()[-2000:]}")
    server.send_signal(signal.SIGUSR1)  # writes out and reopens the log
    for _ in range(200):
        lines = log.read_bytes()[seen:].decode().splitlines() if log.exists() else []
        if len(lines) >= BATCHES:
            break
        time.sleep(0.02)
    calls = [line.split() for line in lines]
    if len(calls) != BATCHES or any(call[2] != "200" for call in calls):
        raise SystemExit(f"the server saw {len(calls)} calls instead of {BATCHES}")
    ends = [float(call[0]) for call in calls]
    sending = max(ends) - min(float(call[0]) - float(call[1]) for call in calls)
    return {
        "rate": BATCHES / sending,
        "whole": BATCHES / wall,
        "cpu": (usage.ru_utime + usage.ru_stime) / BATCHES * 1e6,
        "memory": usage.ru_maxrss / 1024,
    }


def run_larkcast(server):
    for path in work.glob("larkcast.sqlite*"):
        path.unlink()
    options = ["--yes", "--quiet", "--json", "--db", work / "larkcast.sqlite", "--config", work / "config.yaml"]
    figures = measure(server, [larkcast, "run", work / "bench.json", *options])
    run = json.loads((work / "out").read_text())
    if run["state"] != "sent" or run["people"]["accepted"] != BATCHES * SIZE:
        raise SystemExit(f"larkcast did not account for everyone: {run['state']} {run['people']}")
    return figures


def run_sdk(server, base, threads):
    return measure(server, [python, here / "send_with_official_sdk.py", base, work / "bench.json", str(threads)])


def main():
    server, base = start_server()
    try:
        write_inputs(base)
        contestants = {
            f"larkcast, {lanes} lanes": lambda: run_larkcast(server),
            "lark-oapi, sequential": lambda: run_sdk(server, base, 1),
            "lark-oapi, 16 threads": lambda: run_sdk(server, base, 16),
        }
        figures = {name: [] for name in contestants}
        probes = []
        for number in range(rounds):
            probes.append(fdatasync_microseconds())
            for name, run in contestants.items():
                figures[name].append(run())
            print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    finally:
        server.terminate()
        server.wait()
    tell(figures, probes)


def tell(figures, probes):
    ours, *theirs = figures
    version = subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr.strip()
    print(f"{BATCHES} batches of {SIZE} ids, {rounds} rounds in turn; medians (lowest to highest)")
    print(f"server: {version.removeprefix('nginx version: ')}, one worker, fixed answer with an id of its own for each call")
    print(f"fdatasync of a 4 KiB append: {statistics.median(probes):.0f} us ({min(probes):.0f} to {max(probes):.0f})\n")
    columns = {"rate": "batches/s", "whole": "whole process/s", "cpu": "CPU us/batch", "memory": "peak MB"}
    print("".join([f"{'':24}"] + [f"{title:>26}" for title in columns.values()]))
    middle = {}
    for name, runs in figures.items():
        cells = []
        for key in columns:
            values = [run[key] for run in runs]
            middle[name, key] = statistics.median(values)
            cells.append(f"{middle[name, key]:,.0f} ({min(values):,.0f} to {max(values):,.0f})")
        print("".join([f"{name:24}"] + [f"{cell:>26}" for cell in cells]))
    # Ratios round by round: what slowed one round down slowed both.
    def ratio(key, best):
        return statistics.median(
            figures[ours][number][key] / best(figures[name][number][key] for name in theirs) for number in range(rounds)
        )
    rate, whole, cpu = ratio("rate", max), ratio("whole", max), ratio("cpu", min)
    print(f"\nagainst the better of the two, the median of {rounds} ratios:")
    print(f"  batches/s, first to last request   {rate:6.1f} x   bar {LEAST_RATE} x   {'met' if rate >= LEAST_RATE else 'MISSED'}")
    print(f"  batches/s, whole process           {whole:6.1f} x")
    print(f"  CPU per batch, whole process       1/{1 / cpu:4.1f}     bar 1/{1 / MOST_CPU:.0f}     {'met' if cpu <= MOST_CPU else 'MISSED'}")
    print("Official Go SDK: not measured; run it where its module can be had.")


main()
