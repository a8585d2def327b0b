// Wires the page: what the server's HTML and Gradio can't do alone. Events are delegated, so that
// messages may come and go.

import { ask, forgetAll, restore, showWaiting, take } from "./asking.js";
import { inLanguage, isDate, nowhere, only, show as showFilters, within } from "./filters.js";
import { isSearching, leaveSearch, searchSoon, startSearch, toFound } from "./find.js";
import { narrow, sort } from "./list.js";
import { goTo } from "./outline.js";
import {
  close, openedLink, openSource, renew, reopen, showDocuments, showList, showMark, step,
  translateOpened,
} from "./source.js";
import { canRate, rate, showRated, unrate } from "./rating.js";
import { watch } from "./status.js";
import {
  isOffering, leaveOffer, leaveOfferUnless, offer, takeAway,
} from "./taking.js";
import { fill, saveTable, showTabs, toggleTable } from "./tables.js";
import { say, speakOther, spoken, tell, translate, translateGradio, untell } from "./text.js";
import { applyTheme, nextTheme } from "./theme.js";

const CLICKS = {
  "a.cq-open": (link, event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openSource(link);
  },
  "#cq-close": () => showDocuments(),
  "#cq-previous": () => step(-1),
  "#cq-next": () => step(1),
  "#cq-find": () => startSearch(),
  "#cq-search-previous": () => toFound(-1),
  "#cq-search-next": () => toFound(1),
  "#cq-search-leave": () => leaveSearch(),
  "a.cq-goto": (link, event) => {
    event.preventDefault(); // another address would count as "Back"
    goTo(link);
  },
  "#cq-link": (button) => copy(button, openedLink()),
  ".cq-copy": (button) => copy(button, button.value),
  ".cq-address": (button) => copy(button, numberOf(button).href),
  ".cq-everywhere": (button) => {
    nowhere();
    ask(button.value, true);
  },
  ".cq-only": (button) => {
    only(button.value, button.closest("li, figure").querySelector("a").textContent);
    document.querySelector("#cq-question textarea").focus();
  },
  ".cq-example": (button) => ask(button.textContent),
  ".cq-rate": (button) => rate(button),
  ".cq-unrate": (button) => unrate(button),
  ".cq-exact": (button) => ask(button.value, true),
  ".cq-which": (button) => {
    ask(button.parentElement.querySelector(".cq-exact").value, false, [button.value]);
  },
  "#cq-list": () => showList(),
  ".cq-take-as": (button) => takeAway(button),
  "#cq-forget": () => forgetAll(),
  "#cq-send": () => take(),
  "#cq-language": () => {
    speakOther();
    showFilters();
    showWaiting();
    applyTheme();
    showTabs();
    translateOpened();
    showExamples();
    for (const link of document.querySelectorAll("#cq-chat a.cq-number")) {
      link.removeAttribute("aria-label");
    }
    onChange();
  },
  "#cq-theme": () => nextTheme(),
  "#cq-tab": () => toggleTable(),
  "#cq-table-fill": () => fill(),
  ".cq-table-as": (button) => saveTable(button),
};

function start() {
  applyTheme();
  if (document.body.classList.contains("cq-page")) {
    showMark(document);
    return;
  }
  if (!document.querySelector("#cq-question textarea") || !document.querySelector("#cq-source")) {
    requestAnimationFrame(start); // Gradio is still building the page
    return;
  }
  translate();
  listen();
  applyTheme();
  showTabs();
  if (!reopen(history.state)) close(true);
  watch();
  restore();
  showExamples();
  offer();
  document.body.classList.toggle("cq-rates", canRate());
}

function listen() {
  document.addEventListener("click", (event) => {
    leaveOfferUnless(event.target);
    for (const [selector, act] of Object.entries(CLICKS)) {
      const target = event.target.closest(selector);
      if (target) act(target, event);
    }
  });
  document.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".cq-find")) narrow(event.target.value);
    if (event.target.id === "cq-search-words") searchSoon();
    if (event.target.matches(".cq-sort")) sort(event.target.value);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches(".cq-from, .cq-until")) dates();
    if (event.target.matches(".cq-language")) inLanguage(event.target);
  });
  window.addEventListener("popstate", (event) => reopen(event.state) || close());
  document.addEventListener("cq-index", () => {
    showExamples();
    renew();
  });
  new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true });
}

/** Takes the dates in the list of documents for filters, unless one is none. */
function dates() {
  const fields = [".cq-from", ".cq-until"].map((name) => document.querySelector(name));
  const values = fields.map((field) => field.value.trim());
  const isWrong = values.map((value) => value !== "" && !isDate(value));
  fields.forEach((field, at) => field.setAttribute("aria-invalid", String(isWrong[at])));
  const wrong = values.find((_, at) => isWrong[at]);
  if (wrong) tell("badDate", { date: wrong });
  else untell("badDate");
  if (!wrong) within(...values);
}

/** The key for "/", which writes "." on a Russian keyboard. */
const isSlash = ({ key, code }) => key === "/" || (key === "." && code === "Slash");

function onKey(event) {
  if (event.key === "Escape" && isOffering()) leaveOffer();
  else if (event.key === "Escape" && isSearching()) leaveSearch();
  else if (event.key === "Escape") showDocuments();
  if (isSlash(event) && event.target.matches?.("#cq-source :not(input, select)")) {
    event.preventDefault();
    startSearch();
  }
  if (event.key === "Enter" && event.target.id === "cq-search-words") {
    event.preventDefault();
    toFound(event.shiftKey ? -1 : 1);
  }
  const inBox = event.target.matches?.("#cq-question textarea");
  if (inBox && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.stopPropagation();
    take();
  }
}

let counted = 0;

function onChange() {
  const rows = document.querySelectorAll("#cq-chat .user-row");
  const now = rows.length + document.querySelectorAll("#cq-chat .cq-answer").length;
  if (now > counted) {
    // A long answer would push its own question out of sight: show the question at the top.
    const row = rows[rows.length - 1];
    requestAnimationFrame(() => row?.scrollIntoView({ block: "start" }));
  }
  counted = now;
  document.body.classList.toggle("cq-empty", rows.length === 0);
  translateGradio();
  showRated();
  // Gradio labels a message with its HTML source, which a screen reader would spell out.
  for (const message of document.querySelectorAll("#cq-chat [data-testid][aria-label]")) {
    message.removeAttribute("aria-label");
  }
  for (const link of document.querySelectorAll("#cq-chat a.cq-number:not([aria-label])")) {
    const title = link.closest(".cq-group")?.querySelector(".cq-heading a")?.textContent ?? "";
    link.setAttribute("aria-label", say("openSource", { n: link.textContent, title }));
  }
}

/** The link that opens the quote under which a button stands. */
const numberOf = (button) => button.closest("li").querySelector("blockquote a.cq-number");

async function copy(button, words) {
  const label = (button.dataset.was ??= button.textContent);
  let name = "copied";
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    name = "refused";
  }
  button.textContent = say(name);
  tell(name);
  setTimeout(() => {
    button.textContent = label;
    delete button.dataset.was;
    untell(name);
  }, 2000);
}

async function showExamples() {
  try {
    const questions = await (await fetch("/casc/examples")).json();
    const strip = document.getElementById("cq-examples");
    const ours = questions.filter((words) => /[а-я]/i.test(words) === (spoken() === "ru"));
    strip.replaceChildren(
      ...(ours.length ? ours : questions).map((words) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "cq-example";
        button.textContent = words;
        return button;
      }),
    );
  } catch {
    // then there are none
  }
}

start();
