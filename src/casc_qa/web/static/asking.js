// From the box to the program: questions wait in a row and are sent one after the other, so that none
// is lost; what was asked before a reload is asked again.

import { filters } from "./filters.js";
import { conversation, forget, keep } from "./kept.js";
import { forgetRatings } from "./rating.js";
import { isThere } from "./status.js";
import { say, tell } from "./text.js";
import { showDocuments } from "./source.js";

const ANSWER_S = 180;
const LOOKS_A_SECOND = 12;
let busy = false;
let isSent = false; // the first that waits: it stands in the conversation already

const box = () => document.querySelector("#cq-question textarea");
const strip = () => document.getElementById("cq-strip");

/** Takes what is in the box. */
export function take() {
  const question = box().value.trim();
  if (!question) return;
  const most = Number(strip().dataset.most);
  if (question.length > most) {
    tell("long", { n: question.length, m: most });
    return;
  }
  tell();
  write(box(), "");
  ask(question);
}

/** Has a question asked when its turn comes; `only` are documents in the place of the filters'. */
export function ask(question, exact = false, only = null) {
  const turn = { question, ...filters(), last: [], exact };
  if (only) turn.documents = only;
  keep({ waiting: [...conversation().waiting, turn] });
  showWaiting();
  showDocuments();
  pump();
}

/** Asks again what was asked before the page was loaded anew. */
export async function restore() {
  const { turns, waiting } = conversation();
  if (!turns.length && !waiting.length) return;
  while (!(await isThere())) await pause(700);
  if (turns.length) {
    tell("restoring");
    await send({ earlier: turns, turn: null });
    tell();
  }
  showWaiting();
  await pump();
}

export function forgetAll() {
  forget();
  forgetRatings();
  tell();
  showWaiting();
  document.querySelector("#cq-forget-inner, #cq-forget-inner button")?.click();
  showDocuments();
  box().focus();
}

async function pump() {
  if (busy) return;
  busy = true;
  try {
    while (conversation().waiting.length) {
      if (!(await isThere())) {
        await pause(1000);
        continue;
      }
      const turn = { ...conversation().waiting[0], last: quotedLast() };
      isSent = true;
      showWaiting();
      const isAnswered = await send({ earlier: null, turn });
      isSent = false;
      if (!isAnswered) {
        showWaiting();
        if (await isThere()) location.reload(); // a stream that broke off brings no answer
        continue;
      }
      const { waiting, turns } = conversation();
      keep({ waiting: waiting.slice(1), turns: [...turns, turn] });
      showWaiting();
    }
  } finally {
    busy = false;
  }
}

/** The documents that were quoted last: what a question may point back to. */
function quotedLast() {
  const last = [...document.querySelectorAll("#cq-chat .cq-answer:has(.cq-quotes)")].at(-1);
  const links = [...(last?.querySelectorAll(".cq-quotes blockquote a.cq-number") ?? [])];
  return [...new Set(links.map((link) => new URL(link.href).searchParams.get("doc")))];
}

/** Hands something to Gradio; true when the page then shows the answer to it, or to its last. */
async function send(message) {
  const token = Math.random().toString(36).slice(2, 12);
  const isShown = () => document.querySelector(`#cq-chat .cq-t-${token}`) !== null;
  const inner = document.querySelector("#cq-asked textarea, #cq-asked input");
  write(inner, JSON.stringify({ ...message, token }));
  await pause(60); // Gradio reads the box a moment later
  (document.querySelector("#cq-go button") ?? document.getElementById("cq-go")).click();
  for (let looks = 1; looks < ANSWER_S * LOOKS_A_SECOND; looks++) {
    await pause(1000 / LOOKS_A_SECOND);
    if (isShown()) return true;
    if (looks % (2 * LOOKS_A_SECOND) === 0 && !(await isThere())) return false;
  }
  return false;
}

function write(field, text) {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function showWaiting() {
  const list = document.getElementById("cq-waiting");
  const behind = conversation().waiting.slice(isSent ? 1 : 0);
  list.replaceChildren();
  if (!behind.length) return;
  list.append(say("waiting"));
  for (const { question } of behind) {
    const item = document.createElement("span");
    item.textContent = question;
    list.append(" ", item);
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
