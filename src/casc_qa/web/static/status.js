// Whether the program is there, and whether it is still the one that this page came from.

import { say } from "./text.js";

const SECONDS = 5;
const PATIENCE_S = 15; // a program that stands still is away
let instance = null;
let generation = null;
let away = false;

/** Asks once. True if the program can be asked; a page of an earlier one is fetched anew. */
export async function isThere() {
  const shown = document.getElementById("cq-status");
  let status = null;
  try {
    const response = await fetch("/casc/status", {
      cache: "no-store", signal: AbortSignal.timeout(PATIENCE_S * 1000),
    });
    if (response.status === 401) location.reload(); // the session has ended: to the password
    if (response.ok) status = await response.json();
  } catch {
    // nobody is there
  }
  if (!status) {
    away = true;
    tell(shown, "failed", say("away"));
    return false;
  }
  instance ??= status.instance;
  if (status.instance !== instance || away) {
    location.reload(); // what is kept comes back with it
    return false;
  }
  tell(shown, status.state, words(status));
  const isNew = generation && status.generation && status.generation !== generation;
  generation = status.generation ?? generation;
  if (isNew) document.dispatchEvent(new Event("cq-index"));
  return true;
}

/** What there is to be said of it; an index that could not be taken up is said in full. */
function words({ state, message }) {
  if (state === "loading") return say("loading");
  return message === "Ready." ? "" : message;
}

function tell(shown, state, message) {
  if (!shown) return;
  shown.dataset.state = state;
  if (shown.textContent !== message) shown.textContent = message;
}

/** Keeps asking: often while it loads or is away, seldom afterwards. */
export async function watch() {
  if (!document.hidden) await isThere();
  const state = document.getElementById("cq-status")?.dataset.state;
  setTimeout(watch, state === "ready" ? SECONDS * 1000 : 700);
}
