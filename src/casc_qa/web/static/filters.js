// Which documents may answer: shown as chips that can be taken off.

import { say } from "./text.js";

const chosen = { documents: [], after: null, before: null, languages: [] };
const names = new Map();

/** What is sent with a question. */
export const filters = () => structuredClone(chosen);

/** Takes all of them off. */
export function nowhere() {
  Object.assign(chosen, { documents: [], after: null, before: null, languages: [] });
  show();
}

export function only(docId, name) {
  names.set(docId, name);
  if (!chosen.documents.includes(docId)) chosen.documents.push(docId);
  show();
}

/** Whether it is a year, a month or a day as ISO 8601 writes it. */
export function isDate(words) {
  if (!/^\d{4}(-\d\d){0,2}$/.test(words)) return false;
  const day = words + "-01-01".slice(words.length - 4);
  const date = new Date(day);
  return words > "0000" && !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day);
}

export function within(after, before) {
  chosen.after = after || null;
  chosen.before = before || null;
  show();
}

/** Takes the language that was chosen in the list of documents; an empty one stands for all. */
export function inLanguage(list) {
  chosen.languages = list.value ? [list.value] : [];
  names.set(list.value, list.selectedOptions[0].textContent);
  show();
}

export function show() {
  const strip = document.getElementById("cq-filters");
  if (!strip) return;
  const chips = chosen.documents.map((docId) =>
    chip(say("only", { name: names.get(docId) ?? docId }), () => {
      chosen.documents = chosen.documents.filter((other) => other !== docId);
    }),
  );
  for (const code of chosen.languages) {
    chips.push(chip(names.get(code) ?? code, () => (chosen.languages = [])));
  }
  for (const side of ["after", "before"]) {
    if (!chosen[side]) continue;
    chips.push(chip(say(side, { date: chosen[side] }), () => (chosen[side] = null)));
  }
  strip.replaceChildren(...chips);
}

function chip(words, takeOff) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cq-chip";
  const name = document.createElement("span");
  name.textContent = words;
  button.title = words;
  button.append(name, " ×");
  button.setAttribute("aria-label", say("remove", { name: words }));
  button.addEventListener("click", () => {
    takeOff();
    show();
    document.querySelector("#cq-question textarea")?.focus();
  });
  return button;
}
