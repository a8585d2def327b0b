// The table: the same questions asked of every document, filled while one waits, and saved.

import { filters } from "./filters.js";
import { stored, store } from "./stored.js";
import { say, spoken, tell, untell } from "./text.js";
import { saveAs } from "./taking.js";

const KEPT = "casc-qa:table-questions";
let running = null; // what ends the run
let filled = null; // what the table that is shown was made of

const view = () => document.getElementById("cq-table");
const box = () => document.getElementById("cq-table-questions");
const button = () => document.getElementById("cq-table-fill");

export const isTabling = () => document.body.classList.contains("cq-tabling");

/** Shows the table in the place of the chat, or the chat again. */
export function toggleTable() {
  const shown = document.body.classList.toggle("cq-tabling");
  view().hidden = !shown;
  showTabs();
  if (!shown) {
    document.querySelector("#cq-question textarea")?.focus();
    return;
  }
  if (!box().value) box().value = stored(KEPT) ?? "";
  box().focus();
}

/** Says which of the two is shown, and what the buttons do. */
export function showTabs() {
  const tab = document.getElementById("cq-tab");
  tab.setAttribute("aria-pressed", String(isTabling()));
  button().textContent = say(running ? "stop" : "fill");
  for (const one of document.querySelectorAll(".cq-table-as")) {
    one.setAttribute("aria-label", say("saveTable", { name: one.textContent }));
  }
}

/** Fills the table, or ends that. */
export async function fill() {
  if (running) {
    running.abort();
    return;
  }
  const questions = box().value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!questions.length) {
    tell("noQuestions");
    box().focus();
    return;
  }
  tell();
  store(KEPT, box().value);
  const asked = { questions, ...filters(), language: spoken() };
  await run(asked);
}

async function run(asked) {
  running = new AbortController();
  progress(0, 0);
  showTabs();
  try {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(asked);
    const options = { method: "POST", headers, body, signal: running.signal };
    const response = await fetch("/casc/table", options);
    if (!response.ok) throw new Error((await response.text()).trim());
    const html = await lastOf(response);
    document.getElementById("cq-table-result").innerHTML = html; // escaped by the server
    filled = asked;
    document.getElementById("cq-table-save").hidden = false;
    document.querySelector("#cq-table-result .cq-grid").focus();
  } catch (error) {
    if (error.name === "AbortError") tell("stopped");
    else tell("notFilled", { why: whyOf(error) });
  } finally {
    running = null;
    document.getElementById("cq-table-progress").hidden = true;
    showTabs();
  }
}

/** The table's HTML, which comes last; what comes before says how far it is. */
async function lastOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new TypeError("it broke off");
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines.map((each) => JSON.parse(each))) {
      if (line.html) return line.html;
      if (line.error) throw new Error(line.error);
      progress(line.done, line.total);
    }
  }
}

function progress(done, total) {
  const bar = document.getElementById("cq-table-progress");
  bar.hidden = false;
  if (total) {
    bar.max = total;
    bar.value = done;
  } else bar.removeAttribute("value");
}

/** Saves the table that is shown. */
export async function saveTable(chosen) {
  tell("taking");
  try {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ ...filled, language: spoken(), format: chosen.value });
    const response = await fetch("/casc/table/file", { method: "POST", headers, body });
    const name = await saveAs(response);
    tell("taken", { name });
    setTimeout(() => untell("taken"), 4000);
  } catch (error) {
    tell("notTaken", { why: whyOf(error) });
  }
}

const whyOf = (error) => (error instanceof TypeError ? say("noProgram") : error.message.trim());
