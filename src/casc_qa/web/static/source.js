// The panel beside the chat: the list of documents, or one of them with the quotes marked.

import { showBar } from "./bar.js";
import { leaveSearch, searchAgain } from "./find.js";
import { say, spoken } from "./text.js";

let opener = null;
let asked = 0; // requests so far: what comes for an earlier one is no longer wanted

const panel = () => document.getElementById("cq-source");
const body = () => document.getElementById("cq-source-body");
const isPhone = () => window.matchMedia("(max-width: 860px)").matches;

/** Fetches a document and shows it at its quote. */
export async function openSource(link, step = false) {
  const isOpen = step || panel().classList.contains("cq-opened");
  history[isOpen ? "replaceState" : "pushState"]({ cq: "source", href: link.href }, "");
  opener = link;
  panel().classList.add("cq-opened");
  document.getElementById("cq-close").hidden = false;
  leaveSearch(true);
  if (!(await fill(new URL(link.href), { fragment: "true" }))) return;
  number();
  showMark(body());
}

/** Opens what Forward or a reload comes back to; false if that is no source. */
export function reopen(state) {
  if (state?.cq !== "source" || !state.href) return false;
  const links = [...document.querySelectorAll("#cq-chat a.cq-open")];
  const gone = Object.assign(document.createElement("a"), { href: state.href });
  openSource(links.find((link) => link.href === state.href) ?? gone, true);
  return true;
}

/** The list of documents on a small screen, over the chat. */
export function showList() {
  if (!panel().classList.contains("cq-opened")) history.pushState({ cq: "source" }, "");
  panel().classList.add("cq-opened");
  document.getElementById("cq-close").hidden = false;
  cover();
  body().scrollTop = 0;
  body().focus();
}

/** The list of documents, as it is while no document is open. */
export async function showDocuments() {
  const wasOpen = panel().classList.contains("cq-opened");
  if (wasOpen && history.state?.cq === "source") {
    history.back(); // closes it, by popstate
    return;
  }
  await close();
}

/** Fetches the list of documents anew, if it is what is shown. */
export function renew() {
  if (!opener) list();
}

/** Closes what is open; the list is fetched where it is not there, or has to be new. */
export async function close(isNew = false) {
  const before = opener;
  const hadFocus = panel().contains(document.activeElement); // and not the box for a new question
  opener = null;
  panel().classList.remove("cq-opened");
  leaveSearch(true);
  number();
  if (before || isNew) await list();
  if (hadFocus) (before?.isConnected ? before : body()).focus({ preventScroll: !isPhone() });
}

/** Puts what is open into the page's language; the text stays where it is. */
export async function translateOpened() {
  if (!opener) return close(true);
  const at = body().scrollTop;
  const more = { fragment: "true", language: spoken() };
  if (!(await fill(new URL(opener.href), more))) return;
  number();
  body().scrollTop = at;
  searchAgain();
}

async function list() {
  await fill(new URL("/casc/documents", location.href), { language: spoken() });
}

/** Fetches something; false where something else was asked for meanwhile. */
async function fill(url, more) {
  const mine = ++asked;
  let html = null;
  try {
    for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
    const response = await fetch(url);
    const type = response.headers.get("Content-Type") ?? "";
    if (!type.startsWith("text/html")) throw new Error(type);
    html = await response.text();
  } catch {
    // said below
  }
  if (mine !== asked) return false;
  if (html === null) body().textContent = say("fetchFailed");
  else body().innerHTML = html; // escaped by the server
  body().scrollTop = 0;
  return true;
}

/** The sources of the answer that the open one is from, each once. */
function siblings() {
  const links = [...(opener?.closest(".cq-answer")?.querySelectorAll("a.cq-number") ?? [])];
  return links
    .filter((link, at) => links.findIndex((other) => other.href === link.href) === at)
    .sort((a, b) => Number(a.textContent) - Number(b.textContent));
}

/** On a small screen the open document is all there is: what lies below is out of reach. */
function cover() {
  const isOpen = panel().classList.contains("cq-opened");
  document.body.classList.toggle("cq-reading", isOpen);
  const isDialog = isOpen && isPhone();
  panel().setAttribute("role", isDialog ? "dialog" : "complementary");
  panel().toggleAttribute("aria-modal", isDialog);
  for (const other of document.querySelectorAll("#cq-chat-column, #cq-top")) {
    other.inert = isDialog;
  }
}

function number() {
  cover();
  const links = siblings();
  const at = links.findIndex((link) => link.href === opener?.href);
  showBar(body(), { isOpen: opener !== null, at, count: links.length });
  for (const link of document.querySelectorAll("a.cq-number[aria-current]")) {
    link.removeAttribute("aria-current");
  }
  if (at >= 0) links[at].setAttribute("aria-current", "true");
}

export function step(by) {
  const links = siblings();
  const next = links[links.findIndex((link) => link.href === opener?.href) + by];
  if (next) openSource(next, true);
}

export const openedLink = () => opener?.href ?? "";

export function showMark(root) {
  const mark = root.querySelector("#cq-mark");
  if (!mark) {
    document.getElementById("cq-source-body")?.focus({ preventScroll: true });
    return;
  }
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
  for (const page of root.querySelectorAll("[open] > img")) {
    page.addEventListener("load", () => mark.scrollIntoView({ block: "center" }), { once: true });
  }
}
