// Finding words in the open document. Each place is painted over the text, which stays as it is: what
// is copied has nothing of it. Older browsers, which can't paint, select the place at hand instead.

import { pattern, places } from "./words.js";
import { say, spoken } from "./text.js";

const MOST = 1000; // places
const PAUSE_MS = 120;
const element = (id) => document.getElementById(id);
const body = () => element("cq-source-body");
const field = () => element("cq-search-words");
const canPaint = () => "highlights" in CSS;

let found = [];
let at = -1;
let isCut = false;
let from = 0; // where the text was scrolled to when the search began
let timer = 0;

export const isSearching = () => !element("cq-search").hidden;

export function startSearch() {
  if (element("cq-bar-tools").hidden) return;
  if (!isSearching()) from = body().scrollTop;
  show(true);
  field().select();
  field().focus();
  if (!found.length) search();
}

/** Searches a moment after the last key. */
export function searchSoon() {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE_MS);
}

/** The same words again, in a text that was fetched anew. */
export function searchAgain() {
  if (isSearching()) search(false);
}

/** To the next place, or with -1 the one before; from the last to the first. */
export function toFound(by) {
  if (timer) search();
  else if (found.length) go((at + by + found.length) % found.length);
}

/** Leaves the search; who reads on does so at the place that was found. */
export function leaveSearch(isGone = false) {
  if (!isSearching()) return;
  const place = found[at];
  const hadFocus = element("cq-search").contains(document.activeElement);
  clear();
  if (isGone) field().value = "";
  element("cq-search-count").textContent = "";
  show(false);
  if (isGone || !hadFocus) return;
  (place ? body() : element("cq-find")).focus({ preventScroll: true });
  if (place) select(place);
}

function show(isShown) {
  element("cq-search").hidden = !isShown;
  element("cq-find").setAttribute("aria-expanded", String(isShown));
}

function search(isNew = true) {
  const before = at;
  clear();
  const words = field().value.trim();
  const text = body().querySelector(".cq-text");
  if (words && text) {
    found = places(text, pattern(words), MOST + 1);
    isCut = found.length > MOST;
    found.length = Math.min(found.length, MOST);
  }
  if (canPaint() && found.length) CSS.highlights.set("cq-found", new Highlight(...found));
  if (found.length) go(isNew ? firstBelow() : Math.min(Math.max(before, 0), found.length - 1));
  else element("cq-search-count").textContent = words ? say("findNone") : "";
}

function clear() {
  clearTimeout(timer);
  timer = 0;
  found = [];
  at = -1;
  isCut = false;
  if (!canPaint()) return;
  CSS.highlights.delete("cq-found");
  CSS.highlights.delete("cq-found-now");
}

/** The first place that is not above what was in sight when the search began. */
function firstBelow() {
  const edge = body().getBoundingClientRect().top - body().scrollTop + from;
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle].getBoundingClientRect().bottom < edge) low = middle + 1;
    else high = middle;
  }
  return low % found.length;
}

function go(to) {
  at = to;
  const place = found[at];
  if (canPaint()) CSS.highlights.set("cq-found-now", now(place));
  else select(place);
  const [box, view] = [place.getBoundingClientRect(), body().getBoundingClientRect()];
  if (box.top < view.top + 40 || box.bottom > view.bottom - 40) {
    body().scrollTop += box.top - view.top - view.height / 2;
  }
  const [n, m] = [at + 1, found.length].map((count) => count.toLocaleString(spoken()));
  element("cq-search-count").textContent = say(isCut ? "findFirst" : "findAt", { n, m });
}

function now(place) {
  const highlight = new Highlight(place);
  highlight.priority = 1;
  return highlight;
}

function select(place) {
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(place);
}
