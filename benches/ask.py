"""Sends the same request over one connection, again and again: `ask.py CASE PORT PID COUNT`.

It begins when the page has been made, so that only answers are counted."""

import sys

from product import Client, make

case = sys.argv[1]
port, pid, count = map(int, sys.argv[2:5])
client = Client(port)
make(client, pid, [("/en/", {})])
headers = {"Accept-Encoding": "br"}
if case == "304":
    headers["If-None-Match"] = client.ask("/en/", headers).header("etag")
answers = {client.ask("/en/", headers).status for _ in range(count)}
if answers != {304 if case == "304" else 200}:
    raise SystemExit(f"answers with status {answers}")
