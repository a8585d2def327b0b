// What the page itself says, in English and Russian, and which of the two it speaks.

import { store, stored } from "./stored.js";

const WORDS = {
  tagline: ["Answers in the documents’ own words.", "Ответы собственными словами документов."],
  welcome: [
    "Ask a question. The answer is what the documents say, word for word, or nothing.",
    "Задайте вопрос. Ответ — дословные цитаты из документов или ничего.",
  ],
  ask: ["Ask", "Спросить"],
  placeholder: ["Ask a question", "Задайте вопрос"],
  question: ["Question", "Вопрос"],
  examples: ["For example", "Например"],
  documents: ["Documents", "Документы"],
  source: ["Source", "Источник"],
  sourceOf: ["Source {n} of {m}", "Источник {n} из {m}"],
  close: ["Close", "Закрыть"],
  closeLabel: ["Close the document and go back to the list", "Закрыть документ и вернуться к списку"],
  previous: ["Previous source", "Предыдущий источник"],
  next: ["Next source", "Следующий источник"],
  link: ["Copy link", "Скопировать ссылку"],
  original: ["Original page", "Оригинал"],
  find: ["Find", "Найти"],
  findWords: ["Find in this document", "Найти в этом документе"],
  findAt: ["{n} of {m}", "{n} из {m}"],
  findFirst: ["{n} of the first {m}", "{n} из первых {m}"],
  findNone: ["Not in this document.", "В этом документе этого нет."],
  findPrevious: ["The place before", "Предыдущее место"],
  findNext: ["The next place", "Следующее место"],
  findLeave: ["Leave the search", "Закончить поиск"],
  copied: ["Copied", "Скопировано"],
  refused: ["The browser did not allow it", "Браузер этого не разрешил"],
  take: ["Save answers", "Сохранить ответы"],
  takeAs: ["Save the conversation as", "Сохранить разговор в формате"],
  takeLast: ["Only the last answer", "Только последний ответ"],
  taking: ["The file is being made …", "Файл готовится …"],
  taken: ["Saved as {name}.", "Сохранено: {name}."],
  notTaken: ["The file could not be made. {why}", "Файл создать не удалось. {why}"],
  noProgram: ["The program does not answer.", "Программа не отвечает."],
  forget: ["Forget this conversation", "Забыть этот разговор"],
  waiting: ["Waiting to be asked:", "Ждут очереди:"],
  restoring: ["Bringing the conversation back …", "Разговор восстанавливается …"],
  loading: ["Loading the language model …", "Загружается языковая модель …"],
  away: [
    "The program does not answer. Start casc-qa again: what you asked is kept and will be sent.",
    "Программа не отвечает. Запустите casc-qa снова: вопрос сохранён и будет отправлен.",
  ],
  long: [
    "The question has {n} characters, and may have {m}: shorten it.",
    "В вопросе {n} символов, а может быть не больше {m}: сократите его.",
  ],
  only: ["Only: {name}", "Только: {name}"],
  after: ["From {date}", "С {date}"],
  before: ["Until {date}", "По {date}"],
  badDate: [
    "“{date}” is no date as it is written here: 2023, 2023-06 or 2023-06-08.",
    "«{date}» — не дата в нужном виде: 2023, 2023-06 или 2023-06-08.",
  ],
  noneFound: ["No document has this in its title or name.", "Ни в названиях, ни в именах файлов этого нет."],
  remove: ["Take off the filter: {name}", "Снять условие: {name}"],
  fetchFailed: [
    "The document could not be fetched: is the program still running?",
    "Документ не удалось получить: программа ещё работает?",
  ],
  openSource: ["Open source {n}: {title}", "Открыть источник {n}: {title}"],
  table: ["Table", "Таблица"],
  tableHint: [
    "Questions for every document, one a line. Each cell is what a document says, word for word; it is empty where it does not say.",
    "Вопросы ко всем документам, по одному на строке. В ячейке — дословный ответ документа; она пуста, если в нём этого нет.",
  ],
  tableSay: ["Table instead of the chat", "Таблица вместо разговора"],
  fill: ["Fill the table", "Заполнить таблицу"],
  stop: ["Stop", "Остановить"],
  stopped: ["Stopped.", "Остановлено."],
  filling: ["Cells filled", "Заполнено ячеек"],
  saveAs: ["Save as", "Сохранить:"],
  saveTable: ["Save the table as {name}", "Сохранить таблицу в формате {name}"],
  noQuestions: ["Write at least one question.", "Напишите хотя бы один вопрос."],
  notFilled: ["The table could not be filled. {why}", "Таблицу не удалось заполнить. {why}"],
  russian: ["По-русски", "In English"],
  theme: ["◐ System", "◐ Системная"],
  light: ["☀ Light", "☀ Светлая"],
  dark: ["☾ Dark", "☾ Тёмная"],
  themeLabel: ["Theme", "Тема"],
  signOut: ["Sign out", "Выйти"],
  why: ["What is wrong? (may stay empty)", "Что не так? (можно не отвечать)"],
  send: ["Send", "Отправить"],
  saidRight: ["You noted: right.", "Вы отметили: верно."],
  saidWrong: ["You noted: wrong.", "Вы отметили: неверно."],
  undo: ["Undo", "Отменить"],
  notKept: ["It could not be kept.", "Сохранить не удалось."],
};

const KEPT = "casc-qa:language";
let language = stored(KEPT) ?? (navigator.language.startsWith("ru") ? "ru" : "en");

let told = { name: "", parts: {} };
const WARNINGS = ["long", "badDate", "refused", "notTaken", "noQuestions", "notFilled"];

export const spoken = () => language;

/** The words of this name, in the page's language, with its parts put in. */
export function say(name, parts = {}) {
  const words = WORDS[name][language === "ru" ? 1 : 0];
  return words.replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? "");
}

/** Says something below the chat, in words of this name; nothing without one. */
export function tell(name = "", parts = {}) {
  told = { name, parts };
  const line = document.getElementById("cq-told");
  line.textContent = name && say(name, parts);
  line.classList.toggle("cq-warns", WARNINGS.includes(name));
}

/** Takes back what it said in words of this name. */
export function untell(name) {
  if (told.name === name) tell();
}

/** Speaks the other language from now on. */
export function speakOther() {
  language = language === "ru" ? "en" : "ru";
  store(KEPT, language);
  translate();
}

/** Puts the page's own words into its language: elements name them by data-say and data-label. */
export function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = say(element.dataset.say);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
  tell(told.name, told.parts);
  translateGradio();
}

/** The same for what Gradio draws, and draws anew as it likes. */
export function translateGradio() {
  const box = document.querySelector("#cq-question textarea");
  if (box && box.placeholder !== say("placeholder")) {
    box.placeholder = say("placeholder");
    box.setAttribute("aria-label", say("question"));
  }
  for (const [selector, name] of [["#cq-chat .placeholder", "welcome"], ["#cq-send", "ask"]]) {
    const element = document.querySelector(selector);
    if (element && element.textContent.trim() !== say(name)) element.textContent = say(name);
  }
}
