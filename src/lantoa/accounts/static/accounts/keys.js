// Keys: says in words what allauth's scripts only report, and shows the buttons where the browser knows keys at all.
"use strict";

const knowsKeys = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const part of document.querySelectorAll("[data-keys]")) part.hidden = !knowsKeys;
for (const part of document.querySelectorAll("[data-no-keys]")) part.hidden = knowsKeys;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const said of document.querySelectorAll("[data-key-error]")) {
    said.hidden = false;
    said.focus();
  }
});
