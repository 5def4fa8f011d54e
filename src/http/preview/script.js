// The preview: reloads the page when an edit lands, and shows what is wrong with the content.
"use strict";

/** The address of this script names the site that the page was made from. */
const own = document.currentScript.getAttribute("src");

/** How often the server is asked, in milliseconds; hidden tabs ask less often by themselves. */
const INTERVAL = 250;

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/preview/style.css";
document.head.append(style);

/** An element with a class and a text or children. */
function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content.filter((part) => part !== null));
  return made;
}

const overlay = element("section", "preview");
overlay.lang = "en";
overlay.dir = "ltr";
overlay.setAttribute("aria-label", "Preview");
overlay.setAttribute("role", "status");

/** A place in a file; a link where the editor's program can be asked to open it. */
function place({ name, label, url }) {
  const shown = element(url ? "a" : "span", "preview-place", name);
  if (url) shown.href = url;
  return element("p", "", shown, label ? `: ${label}` : "");
}

function finding({ severity, code, message, help, excerpt, related, ...at }) {
  return element("li", `preview-${severity}`,
    element("p", "preview-message", element("strong", "", `${severity}[${code}]`), ` ${message}`),
    place(at.place),
    excerpt ? element("pre", "", excerpt) : null,
    related ? place(related) : null,
    help ? element("p", "preview-help", `help: ${help}`) : null);
}

function count(number, what) {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}

/** What is said of the findings: a list that folds, and stays folded from page to page. */
function list(findings, isCurrent) {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const parts = [];
  if (errors > 0) parts.push(count(errors, "error"));
  if (warnings > 0) parts.push(count(warnings, "warning"));
  const shown = !isCurrent ? "You see the last good page."
    : errors > 0 ? "Files with errors are shown as they last were, new ones as drafts." : "";
  const summary = element("summary", "", element("strong", "", parts.join(" and ")), shown ? `. ${shown}` : "");
  const folded = element("details", "", summary, element("ul", "", ...findings.map(finding)));
  const key = errors > 0 ? "preview-errors" : "preview-warnings";
  folded.open = (sessionStorage.getItem(key) ?? (errors > 0 ? "open" : "folded")) === "open";
  folded.addEventListener("toggle", () => {
    sessionStorage.setItem(key, folded.open ? "open" : "folded");
  });
  return folded;
}

let told;
let command = "";

/** Shows a state, or that there is none any more; the same one again changes nothing. */
function show(text) {
  if (text === told) return;
  told = text;
  const parts = [];
  let hasErrors = text === null;
  if (text === null) {
    parts.push(element("p", "preview-title", `The preview has stopped, and this page may be old. Start it again: ${command}`));
  } else {
    const { findings, is_current: isCurrent } = JSON.parse(text);
    const [navigation] = performance.getEntriesByType("navigation");
    if (navigation?.responseStatus === 404) {
      parts.push(element("p", "preview-title", "There is no such page, or no more: its file may have been renamed or removed. If it comes back, this page shows it."));
    }
    if (findings.length > 0) parts.push(list(findings, isCurrent));
    hasErrors = findings.some(({ severity }) => severity === "error");
  }
  overlay.classList.toggle("preview-mild", !hasErrors);
  overlay.replaceChildren(...parts);
  // In the flow, behind everything: what sticks to the window's edge never hides the page's end.
  if (parts.length > 0) document.body.append(overlay);
  else overlay.remove();
}

async function ask() {
  let text = null;
  try {
    const response = await fetch("/preview/state");
    if (response.ok) text = await response.text();
  } catch {
    // It has stopped.
  }
  const state = text === null ? null : JSON.parse(text);
  command = state?.command ?? command;
  if (state && state.script !== own) {
    location.reload();
    return;
  }
  show(text);
  setTimeout(ask, INTERVAL);
}

ask();
