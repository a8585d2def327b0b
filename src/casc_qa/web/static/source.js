// The panel beside the chat: the list of documents, or one of them with the quotes marked.

import { say, spoken } from "./text.js";

let opener = null;

const panel = () => document.getElementById("cq-source");
const body = () => document.getElementById("cq-source-body");
const isPhone = () => window.matchMedia("(max-width: 860px)").matches;

/** Fetches a document and shows it at its quote. */
export async function openSource(link, step = false) {
  if (!step && !panel().classList.contains("cq-opened")) history.pushState({ cq: "source" }, "");
  opener = link;
  panel().classList.add("cq-opened");
  await fill(new URL(link.href), { fragment: "true" });
  number();
  showMark(body());
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

/** Closes what is open; the list is fetched where it is not there, or has to be new. */
export async function close(isNew = false) {
  const before = opener;
  opener = null;
  panel().classList.remove("cq-opened");
  number();
  if (before || isNew) await list();
  if (before?.isConnected) before.focus({ preventScroll: !isPhone() });
}

async function list() {
  await fill(new URL("/casc/documents", location.href), { language: spoken() });
}

async function fill(url, more) {
  try {
    for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
    const response = await fetch(url);
    const type = response.headers.get("Content-Type") ?? "";
    if (!type.startsWith("text/html")) throw new Error(type);
    body().innerHTML = await response.text(); // escaped by the server
  } catch {
    body().textContent = say("fetchFailed");
  }
  body().scrollTop = 0;
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
  const shown = document.getElementById("cq-bar-title");
  if (!shown) return;
  const title = body().querySelector(".cq-source-head h2")?.textContent ?? "";
  const place = at < 0 ? say("source") : say("sourceOf", { n: at + 1, m: links.length });
  shown.textContent = opener ? `${place}: ${title}` : say("documents");
  document.getElementById("cq-previous").hidden = at < 1;
  document.getElementById("cq-next").hidden = at < 0 || at + 1 >= links.length;
  document.getElementById("cq-link").hidden = !opener;
  document.getElementById("cq-close").hidden = !opener;
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
  if (!mark) return;
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
  for (const page of root.querySelectorAll("[open] > img")) {
    page.addEventListener("load", () => mark.scrollIntoView({ block: "center" }), { once: true });
  }
}

/** Shows the documents whose titles or files' names hold these words. */
export function find(words) {
  const wanted = words.toLowerCase();
  const items = [...body().querySelectorAll(".cq-documents li[data-title]")];
  for (const item of items) {
    const name = item.querySelector(".cq-only").value.toLowerCase();
    item.hidden = !item.dataset.title.includes(wanted) && !name.includes(wanted);
  }
  document.getElementById("cq-told").textContent =
    items.length && items.every((item) => item.hidden) ? say("noneFound") : "";
}

export function sort(by) {
  const list = body().querySelector(".cq-documents ul");
  const order = by === "title"
    ? (a, b) => a.dataset.title.localeCompare(b.dataset.title)
    : (a, b) => b.dataset.date.localeCompare(a.dataset.date);
  list.append(...[...list.children].sort(order));
}
