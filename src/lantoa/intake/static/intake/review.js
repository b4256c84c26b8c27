// Lights what belongs together and lets the whole review be done by keyboard. The page works without this file.
"use strict";

const review = document.querySelector("[data-review]");
const items = document.getElementById("muc");
const KEYS = {
  n: "accept", Enter: "accept", b: "reject", d: "later", g: "join", s: "edit", z: "undo",
};

const cards = () => [...items.querySelectorAll(".finding")];
const cardOf = (number) => document.getElementById(`c-${number}`);
const marksOf = (number) => [...review.querySelectorAll(`mark[data-cards~="${number}"]`)];

function light(number, on) {
  cardOf(number)?.classList.toggle("is-lit", on && !cardOf(number).contains(document.activeElement));
  for (const mark of marksOf(number)) mark.classList.toggle("is-lit", on);
}

function lightOnly(number) {
  for (const lit of review.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  if (number) light(number, true);
}

const isSideBySide = () => matchMedia("(min-width: 60rem)").matches;

function showPlace(number) {
  // Only the sheet scrolls: the card under the eyes must not run away.
  const mark = marksOf(number)[0];
  const sheet = document.getElementById("giay");
  if (!mark || !isSideBySide()) return;
  const place = mark.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
  if (place.top < frame.top + 60 || place.bottom > frame.bottom - 20) {
    sheet.scrollBy({ top: place.top - frame.top - frame.height / 3 });
  }
}

function rove(card) {
  for (const other of cards()) other.tabIndex = other === card ? 0 : -1;
}

function goTo(card, block = "nearest") {
  if (!card) return;
  card.closest("details").open = true;
  rove(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block });
}

function step(card, by) {
  const all = cards();
  goTo(all[Math.min(all.length - 1, Math.max(0, all.indexOf(card) + by))]);
}

function nextOpen(card) {
  const all = cards(), at = all.indexOf(card);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((one) => one.dataset.stage === "new");
}

function onKey(event) {
  // Letters act only while an item itself has the focus, never while someone types (WCAG 2.1.4, Telex).
  const card = event.target;
  if (!card.matches?.(".finding") || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
  if (by) step(card, by);
  else if (key === "?") openHelp();
  else if (key === "a" || "123".includes(key)) pageKey(key === "a" ? "all" : `narrow-${key}`);
  else if (KEYS[key]) (card.querySelector(`[data-key="${KEYS[key]}"]`) || ofPage(KEYS[key]))?.click();
  else return;
  event.preventDefault();
}

// What acts on the page and not on one item.
const ofPage = (act) => items.querySelector(act === "undo" ? '[data-key="undo-last"]' : `#counter [data-key="${act}"], .narrowing [data-key="${act}"]`);

function pageKey(act) {
  ofPage(act)?.click();
}

function onPanelKey(event) {
  const panel = event.target.closest?.(".panel");
  if (!panel || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const types = event.target.matches("input, textarea");
  if (event.key === "Escape") panel.querySelector("[data-back]")?.click();
  else if (event.key === "Enter" && event.target.matches("select")) panel.querySelector("button[value=accept]")?.click();
  else if (/^[1-9]$/.test(event.key) && !types) panel.querySelectorAll(".offers button")[event.key - 1]?.click();
  else return;
  event.preventDefault();
}

function openHelp() {
  const help = document.getElementById("phim-tat");
  help.open = true;
  help.querySelector("summary").focus();
}

function firstOf(panel) {
  // What is wrong or missing first; in joining the likeliest record, so that Enter joins.
  const empty = [...panel.querySelectorAll("select, input[required]")].find((field) => !field.value);
  return panel.querySelector("[aria-invalid=true]") || panel.querySelector(".offers button") || empty
    || panel.querySelector("input:not([type=hidden]), select, textarea, button");
}

function afterSwap(event) {
  const number = event.detail.target?.dataset?.number;
  const card = number && cardOf(number);
  if (!card) return;
  for (const mark of review.querySelectorAll("mark[data-cards]")) {
    const top = cardOf(mark.dataset.cards.split(" ")[0]);
    if (top) mark.dataset.state = top.dataset.state;
  }
  const panel = card.querySelector(".panel");
  rove(card);
  if (panel) firstOf(panel)?.focus();
  else if (event.detail.requestConfig?.verb === "post" && card.dataset.stage !== "new" && !card.querySelector(".card-error")) {
    goTo(nextOpen(card) || card);
  } else goTo(card);
}

function onFocus(event) {
  const card = event.target.closest?.(".finding");
  if (!card) return;
  lightOnly(card.dataset.number);
  showPlace(card.dataset.number);
}

function onHover(event, on) {
  const mark = event.target.closest?.("mark[data-cards]");
  const card = event.target.closest?.(".finding");
  const numbers = mark ? mark.dataset.cards.split(" ") : card ? [card.dataset.number] : [];
  if (on) lightOnly(null);
  for (const number of numbers) light(number, on);
}

function followAddress() {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.matches(".finding")) goTo(target);
}

function onClick(event) {
  const place = event.target.closest("[data-mark]");
  const mark = event.target.closest("mark[data-cards] a");
  if (place && isSideBySide()) {
    event.preventDefault();
    const card = place.closest(".finding");
    goTo(card);
    lightOnly(card.dataset.number);
    document.getElementById(`m-${place.dataset.mark}`)?.scrollIntoView({ block: "center" });
  } else if (mark && isSideBySide()) {
    event.preventDefault();
    goTo(cardOf(mark.hash.slice(3)), "center");
  }
}

if (review) {
  items.addEventListener("keydown", onKey);
  items.addEventListener("keydown", onPanelKey);
  items.addEventListener("focusin", onFocus);
  review.addEventListener("mouseover", (event) => onHover(event, true));
  review.addEventListener("mouseout", (event) => onHover(event, false));
  review.addEventListener("click", onClick);
  addEventListener("hashchange", followAddress);
  document.addEventListener("htmx:afterSettle", afterSwap);
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, () => {
      const said = document.getElementById("said");
      said.textContent = review.dataset.failed;
      said.classList.add("went-wrong");
    });
  }
  const first = cards().find((card) => card.dataset.stage === "new") || cards()[0];
  rove(first);
  followAddress();
  // Whoever comes from the keyboard goes on with it at once; on a phone nothing must jump.
  if (first && document.activeElement === document.body && isSideBySide()) first.focus({ preventScroll: true });
}
