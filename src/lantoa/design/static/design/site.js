// Small comforts. Every page works without this file; what needs it stays hidden until it has loaded.
"use strict";

function offerReveal(button) {
  const field = document.getElementById(button.dataset.reveal);
  const show = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? button.dataset.hide : show;
    field.focus();
  });
  // A password left readable would be offered again by the browser as an ordinary word.
  field.form?.addEventListener("submit", () => { field.type = "password"; });
}

async function copyText(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    // The clipboard is closed to pages that are not served over HTTPS.
    source.select();
    document.execCommand("copy");
  }
  if (said) said.textContent = button.dataset.said;
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    const left = event.type === "click" && !menu.contains(event.target);
    const escaped = event.type === "keydown" && event.key === "Escape";
    if (escaped && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    if (left || escaped) menu.open = false;
  }
}

function showTab() {
  for (const tabs of document.querySelectorAll("[data-tabs]")) {
    const links = [...tabs.querySelectorAll("a[href^='#']")];
    if (!links.length) continue;
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const open = links.find((link) => target && document.getElementById(link.hash.slice(1))?.contains(target));
    for (const link of links) link.removeAttribute("aria-current");
    (open || links[0]).setAttribute("aria-current", "true");
  }
}

function prepare(root) {
  root.querySelectorAll("[data-reveal]").forEach(offerReveal);
  root.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copyText(button));
  });
  root.querySelector("[data-error-summary]")?.focus();
}

document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
addEventListener("hashchange", showTab);
document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
prepare(document);
showTab();
