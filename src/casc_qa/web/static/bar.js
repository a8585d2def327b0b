// What stays above an open document while its text is scrolled: which source it is, its title and
// date, and where to go from there.

import { say } from "./text.js";

const element = (id) => document.getElementById(id);

/** Shows them for the document whose HTML is in `body`; `at` counts from 0 among `count` sources,
 * -1 for a document that was opened by itself, and `isOpen` is false for the list of documents. */
export function showBar(body, { isOpen, at, count }) {
  const title = body.querySelector(".cq-source-head h2")?.textContent ?? "";
  const place = at < 0 ? say("source") : say("sourceOf", { n: at + 1, m: count });
  write(element("cq-bar-title"), isOpen ? `${place}: ${title}` : say("documents"));
  const date = body.querySelector(".cq-source-head .cq-source-facts > span")?.textContent ?? "";
  write(element("cq-bar-date"), isOpen ? date : "");
  const original = isOpen ? body.querySelector(".cq-source-head a.cq-url")?.href : undefined;
  element("cq-original").hidden = !original;
  if (original) element("cq-original").href = original;
  else element("cq-original").removeAttribute("href");
  element("cq-previous").hidden = at < 1;
  element("cq-next").hidden = at < 0 || at + 1 >= count;
  element("cq-bar-tools").hidden = !isOpen;
  element("cq-close").hidden = !isOpen;
}

/** Words that may be cut, whole for who points at them. */
function write(shown, words) {
  shown.textContent = words;
  shown.title = words;
}
