// A reader's word on a quote: right or wrong, and why.

import { say } from "./text.js";

/** Whether the program keeps such words. */
export const canRate = () => document.getElementById("cq-strip").dataset.rate === "true";

/** Takes what was said of the quote that the button stands under. */
export function rate(button) {
  const item = button.closest("li");
  if (button.value === "right") {
    send(item, true, "");
    return;
  }
  if (item.querySelector(".cq-why")) return;
  const why = document.createElement("input");
  why.className = "cq-why";
  why.maxLength = 1000;
  why.placeholder = say("why");
  why.setAttribute("aria-label", say("why"));
  why.addEventListener("keydown", (event) => {
    if (event.key === "Enter") send(item, false, why.value);
  });
  const done = document.createElement("button");
  done.type = "button";
  done.className = "cq-rated";
  done.textContent = say("send");
  done.addEventListener("click", () => send(item, false, why.value));
  button.after(why, done);
  why.focus();
}

async function send(item, right, reason) {
  const link = new URL(item.querySelector("blockquote a.cq-number").href).searchParams;
  const rating = {
    question: questionOf(item),
    doc: link.get("doc"),
    sha256: link.get("sha256"),
    start: Number(link.get("start")),
    end: Number(link.get("end")),
    right,
    reason,
  };
  let words = say("notKept");
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("/casc/rating", {
      method: "POST", headers, body: JSON.stringify(rating),
    });
    words = response.ok ? say("noted") : await response.text();
  } catch {
    // the program is away: that it was not kept is said
  }
  for (const part of item.querySelectorAll(".cq-why, .cq-rated, .cq-rate")) part.remove();
  const told = document.createElement("span");
  told.className = "cq-date";
  told.setAttribute("role", "status");
  told.textContent = words;
  item.querySelector(".cq-copy").after(" ", told);
}

/** The last question above the answer. */
function questionOf(item) {
  const answer = item.closest(".cq-answer");
  const above = [...document.querySelectorAll("#cq-chat .cq-question")].filter(
    (question) => question.compareDocumentPosition(answer) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.at(-1)?.textContent ?? "";
}
