"""Builds, starts and asks the site: what the benchmarks have in common.

`BINARY=FILE` in the environment measures that binary instead, and builds none: for two commits.
"""

import http.client
import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target")
GIVEN = os.environ.get("BINARY")
CODINGS = ("br", "gzip", "identity")
BINARY = Path(GIVEN) if GIVEN else TARGET / "release" / "diversity-networks"


def build():
    """Builds the release binary, unless one was given."""
    if not GIVEN:
        cargo_build()


def cargo_build(*how):
    """Builds, and says nothing unless it fails."""
    subprocess.run(["cargo", "build", "--release", "--quiet", *how], cwd=ROOT, check=True)


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


@contextmanager
def started(command, port):
    """The process, once it answers on the port; ended afterwards."""
    process = subprocess.Popen(
        [str(it) for it in command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(6000):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} ended at once, with {process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.005)
        else:
            raise SystemExit(f"{command[0]} does not listen on {port}")
        yield process
    finally:
        process.terminate()
        process.wait()


def cpu_seconds(pid):
    """What all threads of a process have used of the processor, by the kernel's accounting."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def settle(pid):
    """Waits until the process has nothing left to do: its pages are compressed at their best."""
    used = None
    while used != (used := cpu_seconds(pid)):
        time.sleep(1)


def make(client, pid, requests):
    """Has the site make everything that will be asked for, in each coding, and compress it at its
    best: that begins with the first question. A request is a path and its headers."""
    for path, headers in requests:
        for coding in CODINGS:
            client.ask(path, headers | {"Accept-Encoding": coding})
    settle(pid)


def command(port, *more, watch=False):
    """The command that serves the site as the benchmarks want it."""
    watching = [] if watch else ["--no-watch"]
    where = f"127.0.0.1:{port}"
    return [BINARY, "--listen", where, "--base-url", "http://127.0.0.1", *watching, *more]


class Answer:
    """A response, with its head as it went over the wire, reason phrase aside."""

    def __init__(self, response):
        self.status, self.headers = response.status, response.getheaders()
        self.body = response.read()
        line = f"HTTP/1.1 {response.status} {response.reason}\r\n"
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        self.head_bytes = len((line + lines + "\r\n").encode("latin-1"))

    def header(self, wanted):
        return next((value for name, value in self.headers if name.lower() == wanted), None)

    @property
    def wire_bytes(self):
        return self.head_bytes + len(self.body)


class Client:
    """One connection that stays open for as long as the server likes: it closes an idle one."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path, headers=(), method="GET", body=None):
        try:
            return self.ask_once(path, headers, method, body)
        except ConnectionError:
            self.connection.close()
            return self.ask_once(path, headers, method, body)

    def ask_once(self, path, headers, method, body):
        headers = dict(headers)
        has_host = "Host" in headers
        self.connection.putrequest(method, path, skip_host=has_host, skip_accept_encoding=True)
        for name, value in headers.items():
            self.connection.putheader(name, value)
        if body is not None:
            self.connection.putheader("Content-Type", "application/x-www-form-urlencoded")
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body)
        return Answer(self.connection.getresponse())

    def consent_cookie(self):
        """The cookie of a visitor who accepts everything."""
        answer = self.ask("/consent", method="POST", body=b"choice=accept&return=/en/")
        return answer.header("set-cookie").split(";")[0]


def asset(page, suffix):
    """The address of the first asset on the page whose name ends like this."""
    return re.search(rf'href="(/static/[^"]*{re.escape(suffix)})"', page).group(1)
