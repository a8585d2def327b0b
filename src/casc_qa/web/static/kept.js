// The conversation, as this browser keeps it: the questions alone, since the answers to them can be
// asked for again. Where it may not be kept it lasts as long as the page.

const KEY = "casc-qa:conversation";
const MOST = 30; // questions
const MOST_CHARS = 40_000; // of them together: a request has its bounds

let held = { turns: [], waiting: [] };

const keeps = () => document.getElementById("cq-strip")?.dataset.keep === "true";

/** What is asked and answered, and what still waits to be asked. */
export function conversation() {
  if (!keeps()) return held;
  try {
    held = { ...held, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    // somebody else's words: begin anew
  }
  return held;
}

export function keep(changed) {
  held = { ...conversation(), ...changed };
  held.turns = recent(held.turns);
  if (keeps()) localStorage.setItem(KEY, JSON.stringify(held));
}

export function forget() {
  held = { turns: [], waiting: [] };
  localStorage.removeItem(KEY);
}

function recent(turns) {
  let chars = 0;
  const kept = turns.slice(-MOST).reverse();
  const end = kept.findIndex((turn) => (chars += turn.question.length) > MOST_CHARS);
  return (end < 0 ? kept : kept.slice(0, end)).reverse();
}
