// What the server's HTML can't do alone: open a source beside the chat, copy a quote, tell the
// model's state. Events are delegated, so that messages may come and go.
"use strict";

(() => {
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  if (document.body.classList.contains("cq-page")) {
    document.body.classList.toggle("cq-night", night.matches);
    showMark(document);
    return;
  }

  let opener = null;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cq-open");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
    if (link && plain) {
      event.preventDefault();
      opener = link;
      openSource(link.href);
    } else if (event.target.closest("#cq-close")) {
      closeSource();
    } else if (event.target.closest(".cq-copy")) {
      copyQuote(event.target.closest(".cq-copy"));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSource();
  });

  async function openSource(href) {
    const panel = document.getElementById("cq-source");
    const body = document.getElementById("cq-source-body");
    panel.classList.add("cq-opened");
    try {
      const url = new URL(href);
      url.searchParams.set("fragment", "true");
      const response = await fetch(url);
      const type = response.headers.get("Content-Type") ?? "";
      if (!type.startsWith("text/html")) throw new Error(type);
      body.innerHTML = await response.text(); // escaped by the server
    } catch {
      body.textContent = "The document could not be fetched: is the program still running?";
    }
    showMark(body);
  }

  function closeSource() {
    const panel = document.getElementById("cq-source");
    if (!panel?.classList.contains("cq-opened")) return;
    panel.classList.remove("cq-opened");
    const hint = document.createElement("p");
    hint.className = "cq-hint";
    hint.textContent = "Choose a citation: the whole document opens here, at the quote.";
    document.getElementById("cq-source-body").replaceChildren(hint);
    if (opener?.isConnected) opener.focus();
  }

  const COPIED = { en: "Copied", ru: "Скопировано" };
  const REFUSED = { en: "The browser did not allow it", ru: "Браузер этого не разрешил" };

  async function copyQuote(button) {
    const label = button.textContent;
    const language = button.closest(".cq-answer")?.lang === "ru" ? "ru" : "en";
    try {
      await navigator.clipboard.writeText(button.value);
      button.textContent = COPIED[language];
    } catch {
      button.textContent = REFUSED[language];
    }
    setTimeout(() => (button.textContent = label), 2000);
  }

  function showMark(root) {
    const mark = root.querySelector("#cq-mark");
    if (!mark) return;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    for (const page of root.querySelectorAll("[open] > img")) {
      page.addEventListener("load", () => mark.scrollIntoView({ block: "center" }), { once: true });
    }
  }

  // A long answer would push its own question out of sight: show the question at the top.
  let counted = 0;
  new MutationObserver(() => {
    const rows = document.querySelectorAll("#cq-chat .user-row");
    const now = rows.length + document.querySelectorAll("#cq-chat .cq-answer").length;
    if (now > counted) {
      const row = rows[rows.length - 1];
      requestAnimationFrame(() => row.scrollIntoView({ block: "start" }));
    }
    counted = now;
    // Gradio labels a message with its HTML source, which a screen reader would spell out.
    for (const message of document.querySelectorAll("#cq-chat [data-testid][aria-label]")) {
      message.removeAttribute("aria-label");
    }
  }).observe(document.body, { childList: true, subtree: true });

  async function watchStatus() {
    const shown = document.getElementById("cq-status");
    if (!shown) {
      setTimeout(watchStatus, 200);
      return;
    }
    try {
      const { state, message } = await (await fetch("/casc/status")).json();
      shown.dataset.state = state;
      if (shown.textContent !== message) shown.textContent = message;
      if (state !== "loading") return;
    } catch {
      // the server is not there at this moment: ask again
    }
    setTimeout(watchStatus, 700);
  }

  watchStatus();
})();
