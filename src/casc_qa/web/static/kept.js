// The conversation, as this browser keeps it: the questions alone, since the answers to them can be
// asked for again. What waits to be asked is this tab's: two that took from one row would each take
// the other's. Where no conversations are to be kept, this one lasts as long as the page.

import { drop, store, stored } from "./stored.js";

const KEYS = { turns: "casc-qa:conversation", waiting: "casc-qa:waiting" };
const AREAS = { turns: "localStorage", waiting: "sessionStorage" };
const MOST = 30; // questions
const MOST_CHARS = 40_000; // of them together: a request has its bounds

const held = { turns: [], waiting: [] };

const keeps = () => document.getElementById("cq-strip")?.dataset.keep === "true";

/** What is asked and answered, and what still waits to be asked. */
export function conversation() {
  if (keeps()) {
    for (const name of Object.keys(held)) held[name] = parsed(stored(KEYS[name], AREAS[name]));
  }
  return { ...held };
}

export function keep(changed) {
  Object.assign(held, conversation(), changed);
  held.turns = recent(held.turns);
  if (!keeps()) return;
  for (const name of Object.keys(changed)) {
    store(KEYS[name], JSON.stringify(held[name]), AREAS[name]);
  }
}

export function forget() {
  for (const name of Object.keys(held)) {
    held[name] = [];
    drop(KEYS[name], AREAS[name]);
  }
}

function parsed(text) {
  try {
    const turns = JSON.parse(text ?? "[]");
    return Array.isArray(turns) ? turns.filter((turn) => typeof turn?.question === "string") : [];
  } catch {
    return []; // somebody else's words: begin anew
  }
}

function recent(turns) {
  let chars = 0;
  const kept = turns.slice(-MOST).reverse();
  const end = kept.findIndex((turn) => (chars += turn.question.length) > MOST_CHARS);
  return (end < 0 ? kept : kept.slice(0, end)).reverse();
}
