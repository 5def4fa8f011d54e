"""Sends the same request over one connection, again and again: `ask.py CASE PORT COUNT`."""

import sys

from product import Client

case, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
client = Client(port)
headers = {"Accept-Encoding": "br"}
if case == "304":
    headers["If-None-Match"] = client.ask("/en/", headers).header("etag")
answers = {client.ask("/en/", headers).status for _ in range(count)}
if answers != {304 if case == "304" else 200}:
    raise SystemExit(f"answers with status {answers}")
