"""Has callgrind count the instructions of so many answers to one question, asked over one
connection: `ask.py CASE PORT PID COUNT`."""

import subprocess
import sys

from product import Client, make

case = sys.argv[1]
port, pid, count = map(int, sys.argv[2:5])
client = Client(port)
make(client, pid, [("/en/", {})])
# What browsers send.
headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
if case == "304":
    headers["If-None-Match"] = client.ask("/en/", headers).header("etag")


def ask(times):
    return {client.ask("/en/", headers).status for _ in range(times)}


def count_instructions(switch):
    subprocess.run(
        ["callgrind_control", "-i", switch, str(pid)], check=True, capture_output=True
    )


ask(100)
count_instructions("on")
answers = ask(count)
count_instructions("off")
if answers != {304 if case == "304" else 200}:
    raise SystemExit(f"answers with status {answers}")
