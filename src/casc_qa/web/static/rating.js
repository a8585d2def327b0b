// A reader's word on a quote: right or wrong, and why. This browser remembers what was said, so that
// it can be seen, and taken back, when the conversation comes back.

import { drop, store, stored } from "./stored.js";
import { say } from "./text.js";

const KEPT = "casc-qa:ratings";
const MOST = 300;
const BUTTONS = ".cq-rate, .cq-why, .cq-send-why";

/** Whether the program keeps such words. */
export const canRate = () => document.getElementById("cq-strip").dataset.rate === "true";

/** Takes what was said of the quote that the button stands under. */
export function rate(button) {
  const item = button.closest("li");
  if (button.value === "right") send(item, true, "");
  else if (!item.querySelector(".cq-why")) askWhy(item, button);
}

/** Takes it back. */
export const unrate = (button) => send(button.closest("li"), null, "");

/** Shows what was said before of the quotes that are on the page. */
export function showRated() {
  const said = remembered();
  for (const item of document.querySelectorAll("#cq-chat .cq-quote:not([data-seen])")) {
    item.dataset.seen = "";
    const found = said.find(([key]) => key === keyOf(item));
    if (found) tell(item, found[1]);
  }
}

export const forgetRatings = () => drop(KEPT);

function askWhy(item, button) {
  const why = document.createElement("input");
  why.className = "cq-why";
  why.maxLength = 1000;
  why.placeholder = say("why");
  why.setAttribute("aria-label", say("why"));
  why.addEventListener("keydown", (event) => {
    if (event.key === "Enter") send(item, false, why.value);
  });
  const done = pill("cq-send-why", say("send"));
  done.addEventListener("click", () => send(item, false, why.value));
  button.after(why, done);
  why.focus();
}

async function send(item, right, reason) {
  const rating = { question: questionOf(item), ...quoteOf(item), right, reason };
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("/casc/rating", {
      method: "POST", headers, body: JSON.stringify(rating),
    });
    if (!response.ok) throw new Error(await response.text());
    remember(keyOf(item), right);
    tell(item, right);
  } catch (error) {
    tell(item, undefined, error instanceof TypeError ? say("notKept") : error.message);
  }
}

/** Puts what was said, if anything was, in the place of the buttons. */
function tell(item, right, words = "") {
  for (const part of item.querySelectorAll(".cq-said, .cq-why, .cq-send-why")) part.remove();
  const isSaid = right === true || right === false;
  for (const button of item.querySelectorAll(".cq-rate")) button.hidden = isSaid;
  const last = [...item.querySelectorAll(BUTTONS)].at(-1);
  const told = document.createElement("span");
  told.className = "cq-said";
  told.setAttribute("role", "status");
  told.textContent = isSaid ? say(right ? "saidRight" : "saidWrong") : words;
  last.after(" ", told);
  if (isSaid) told.append(" ", pill("cq-unrate", say("undo")));
  else if (right === null) item.querySelector(".cq-rate").focus();
}

function pill(name, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = name;
  button.textContent = words;
  return button;
}

function remembered() {
  try {
    const said = JSON.parse(stored(KEPT) ?? "[]");
    return Array.isArray(said) ? said.filter(Array.isArray) : [];
  } catch {
    return []; // somebody else's words
  }
}

function remember(key, right) {
  const others = remembered().filter(([other]) => other !== key);
  const all = right === null ? others : [...others, [key, right]];
  store(KEPT, JSON.stringify(all.slice(-MOST)));
}

function quoteOf(item) {
  const link = new URL(item.querySelector("blockquote a.cq-number").href).searchParams;
  return {
    doc: link.get("doc"),
    sha256: link.get("sha256"),
    start: Number(link.get("start")),
    end: Number(link.get("end")),
  };
}

const keyOf = (item) => JSON.stringify([questionOf(item), ...Object.values(quoteOf(item))]);

/** The last question above the answer. */
function questionOf(item) {
  const answer = item.closest(".cq-answer");
  const above = [...document.querySelectorAll("#cq-chat .cq-question")].filter(
    (question) => question.compareDocumentPosition(answer) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.at(-1)?.textContent ?? "";
}
