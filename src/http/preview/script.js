// The preview: reloads the page when an edit lands, and shows what is wrong with the content.
"use strict";

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/preview/style.css";
document.head.append(style);

/** The revision that this page shows, once the server has told it. */
let shown;
let overlay;

/** An element with a class and a text or children. */
function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

function finding({ severity, code, place, message, help, excerpt }) {
  const item = element("li", `preview-${severity}`);
  item.append(element("p", "preview-message", element("strong", "", `${severity}[${code}]`), ` ${message}`));
  item.append(element("p", "preview-place", place));
  if (excerpt) item.append(element("pre", "", excerpt));
  if (help) item.append(element("p", "preview-help", `help: ${help}`));
  return item;
}

function show(findings, isGood) {
  overlay?.remove();
  overlay = undefined;
  if (findings.length === 0) return;
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity !== "error");
  overlay = element("section", isGood ? "preview preview-mild" : "preview");
  overlay.setAttribute("aria-label", "Findings in the content");
  overlay.setAttribute("role", "alert");
  if (!isGood) {
    overlay.append(element("p", "preview-title", "The content has errors. You see the last good page."));
    overlay.append(element("ul", "", ...errors.map(finding)));
  }
  if (warnings.length > 0) {
    const folded = element("details", "");
    folded.open = sessionStorage.getItem("preview-warnings") === "open";
    folded.addEventListener("toggle", () => {
      sessionStorage.setItem("preview-warnings", folded.open ? "open" : "closed");
    });
    const count = warnings.length === 1 ? "1 warning" : `${warnings.length} warnings`;
    folded.append(element("summary", "", count), element("ul", "", ...warnings.map(finding)));
    overlay.append(folded);
  }
  document.body.append(overlay);
}

function receive(news) {
  const { revision, findings, isGood } = JSON.parse(news);
  shown ??= revision;
  if (revision === shown) {
    show(findings, isGood);
  } else {
    location.reload();
  }
}

// A browser opens six connections to a server at most, so that only one tab listens and tells the
// others; when it closes, the next one takes its place. The connection comes back by itself, also
// after the server was started anew.
const tabs = new BroadcastChannel("preview");
let latest;

function listen() {
  new EventSource("/preview/news").addEventListener("message", ({ data }) => {
    latest = data;
    tabs.postMessage(data);
    receive(data);
  });
  return new Promise(() => {});
}

tabs.addEventListener("message", ({ data }) => {
  if (data !== "what is new?") receive(data);
  else if (latest) tabs.postMessage(latest);
});
tabs.postMessage("what is new?");
navigator.locks ? navigator.locks.request("preview", listen) : listen();
