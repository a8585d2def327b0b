// The list of documents: which of them are shown, and in which order.

import { tell } from "./text.js";

const list = () => document.querySelector("#cq-source-body .cq-documents");

/** Shows the documents whose titles or files' names hold these words. */
export function narrow(words) {
  const wanted = words.toLowerCase();
  const items = [...list().querySelectorAll("li[data-title]")];
  for (const item of items) {
    const name = item.querySelector(".cq-only").value.toLowerCase();
    item.hidden = !item.dataset.title.includes(wanted) && !name.includes(wanted);
  }
  tell(items.length && items.every((item) => item.hidden) ? "noneFound" : "");
}

export function sort(by) {
  const items = list().querySelector("ul");
  const order = by === "title"
    ? (a, b) => a.dataset.title.localeCompare(b.dataset.title)
    : (a, b) => b.dataset.date.localeCompare(a.dataset.date);
  items.append(...[...items.children].sort(order));
}
