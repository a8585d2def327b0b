// Light, dark, or as the system has it.

import { store, stored } from "./stored.js";
import { say } from "./text.js";

const KEY = "casc-qa:theme";
const THEMES = ["theme", "light", "dark"]; // the first is the system's
const night = window.matchMedia("(prefers-color-scheme: dark)");

const chosen = () => THEMES.find((name) => name === stored(KEY)) ?? "theme";

export function applyTheme() {
  const isDark = chosen() === "theme" ? night.matches : chosen() === "dark";
  document.body.classList.toggle("dark", isDark);
  document.body.classList.toggle("cq-night", isDark);
  const button = document.getElementById("cq-theme");
  if (button) {
    button.dataset.say = chosen();
    button.textContent = say(chosen());
    button.setAttribute("aria-label", `${say("themeLabel")}: ${say(chosen())}`);
  }
}

export function nextTheme() {
  store(KEY, THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length]);
  applyTheme();
}

night.addEventListener("change", applyTheme);
