"""Drives the installed Chromium over its pipe (Chrome DevTools Protocol), with nothing to install."""

import contextlib
import itertools
import json
import os
import subprocess
import tempfile


class Browser:
    """A browser with one page, closed with the context."""

    def __init__(self, program="chromium", flags=()):
        read_by_us, written_by_it = os.pipe()
        read_by_it, written_by_us = os.pipe()
        self.profile = tempfile.TemporaryDirectory()

        def pipes():
            os.dup2(read_by_it, 3)
            os.dup2(written_by_it, 4)

        # The two ends may not lie where the pipes have to be.
        os.set_inheritable(read_by_it, True)
        os.set_inheritable(written_by_it, True)
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu",
             "--no-first-run", f"--user-data-dir={self.profile.name}", *flags, "about:blank"],
            close_fds=False, preexec_fn=pipes,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_by_it)
        os.close(written_by_it)
        self.out, self.inward = written_by_us, read_by_us
        self.numbers, self.rest, self.events = itertools.count(1), b"", []
        targets = self("Target.getTargets")["targetInfos"]
        page = next(it["targetId"] for it in targets if it["type"] == "page")
        self.session = None
        self.session = self("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self(f"{domain}.enable")

    def __call__(self, method, **parameters):
        """Asks for something, and returns what comes back."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session_id():
            message["sessionId"] = self.session_id()
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            message = self.receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def session_id(self):
        return getattr(self, "session", None)

    def receive(self):
        while b"\0" not in self.rest:
            more = os.read(self.inward, 1 << 16)
            if not more:
                raise RuntimeError("the browser is gone")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def wait_for(self, event):
        """Waits until something happened since the last question."""
        while not any(it.get("method") == event for it in self.events):
            self.events.append(self.receive())
        self.events.clear()

    def open(self, url):
        self.events.clear()
        self("Page.navigate", url=url)
        self.wait_for("Page.loadEventFired")

    def evaluate(self, expression):
        answer = self("Runtime.evaluate", expression=expression, awaitPromise=True,
                      returnByValue=True)
        return answer["result"].get("value")

    def close(self):
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            self.profile.cleanup()
