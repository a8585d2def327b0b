// Takes the conversation away as a file: the program answers its questions anew.

import { conversation } from "./kept.js";
import { say, spoken, tell, untell } from "./text.js";

const LABELS = {
  docx: "Word", markdown: "Markdown", csv: "CSV", json: "JSON", bibtex: "BibTeX", ris: "RIS",
  "csl-json": "CSL-JSON",
};

const menu = () => document.getElementById("cq-take");

/** A button for each format that the program can make here. */
export function offer() {
  const names = menu().dataset.formats.split(" ");
  const shown = Object.keys(LABELS).filter((name) => names.includes(name));
  document.getElementById("cq-take-formats").replaceChildren(
    ...shown.map((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cq-take-as";
      button.value = name;
      button.textContent = LABELS[name];
      return button;
    }),
  );
}

/** Whether the menu is open. */
export const isOffering = () => menu()?.open ?? false;

export function leaveOffer() {
  menu().open = false;
  menu().querySelector("summary").focus();
}

/** Closes the menu when something else is clicked. */
export function leaveOfferUnless(target) {
  if (isOffering() && !menu().contains(target)) menu().open = false;
}

/** Saves all of the conversation, or its last answer, in the button's format. */
export async function takeAway(button) {
  const all = conversation().turns;
  const turns = document.getElementById("cq-take-last").checked ? all.slice(-1) : all;
  leaveOffer();
  tell("taking");
  try {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ format: button.value, language: spoken(), turns });
    const response = await fetch("/casc/export", { method: "POST", headers, body });
    const name = await saveAs(response);
    tell("taken", { name });
    setTimeout(() => untell("taken"), 4000);
  } catch (error) {
    tell("notTaken", { why: error instanceof TypeError ? say("noProgram") : error.message.trim() });
  }
}

/** Saves the file that came, and gives its name. */
export async function saveAs(response) {
  const name = nameOf(response);
  if (!response.ok || !name) throw new Error(response.ok ? "" : await response.text());
  save(await response.blob(), name);
  return name;
}

const nameOf = (response) =>
  /filename="([\w.-]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
