// Forms marked data-kept="a name" survive a lost signal, a closed tab and a second press. What is typed is kept in this
// browser, restored with a note, sent once when there is a signal, and forgotten once it has arrived. The server answers
// a repeated send of the same hidden "uuid" with what stands already, so nothing is entered twice.
// Without this file they are ordinary forms.
"use strict";

(() => {
  const words = document.getElementById("kept-words")?.dataset;
  if (!words) return;
  const PREFIX = "lantoa-kept:";
  const WEEK = 7 * 24 * 3600 * 1000;
  const AGAIN = 20 * 1000;
  const LONGEST = 60 * 1000;

  const keyOf = (form) => `${PREFIX}${words.visitor}:${form.dataset.kept}`;

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, value) {
    // A full or closed store: the form works on, it is only not kept.
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch { /* nothing to do */ }
  }

  function forget(key) {
    try {
      localStorage.removeItem(key);
    } catch { /* nothing to do */ }
  }

  function everyKey() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  const typed = (form) =>
    [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && one.willValidate !== undefined
      && !["file", "password", "submit", "button", "fieldset"].includes(one.type));

  // Each answer under a name of its own: fields of one name are told apart by value (ticks) or order.
  function contentOf(form) {
    const found = {};
    const seen = {};
    for (const one of typed(form)) {
      if (one.type === "checkbox" || one.type === "radio") {
        found[`${one.name}=${one.value}`] = one.checked;
        continue;
      }
      seen[one.name] = (seen[one.name] || 0) + 1;
      found[`${one.name}#${seen[one.name]}`] = one.value;
    }
    return found;
  }

  function fill(form, content) {
    const seen = {};
    for (const one of typed(form)) {
      if (one.type === "checkbox" || one.type === "radio") {
        const was = content[`${one.name}=${one.value}`];
        if (was !== undefined) one.checked = was;
        continue;
      }
      seen[one.name] = (seen[one.name] || 0) + 1;
      const was = content[`${one.name}#${seen[one.name]}`];
      if (was !== undefined) one.value = was;
    }
    for (const details of form.querySelectorAll("details")) {
      if ([...details.querySelectorAll("select, textarea, input:not([type=hidden])")]
        .some((one) => (one.type === "checkbox" ? one.checked : one.value))) details.open = true;
    }
  }

  // What a person typed, without the ids that each page makes anew.
  function answers(content) {
    const { "uuid#1": _id, "before#1": _before, "tried#1": _tried, ...rest } = content;
    return JSON.stringify(rest);
  }

  function note(form, text, kind, act) {
    let box = form.querySelector(":scope > .kept-note");
    if (!text) {
      box?.remove();
      return;
    }
    if (!box) {
      box = document.createElement("div");
      form.prepend(box);
    }
    box.className = `kept-note notice notice-${kind}`;
    box.setAttribute("role", "status");
    box.textContent = "";
    const said = document.createElement("p");
    said.textContent = text;
    box.append(said);
    if (act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary";
      button.textContent = act.words;
      button.addEventListener("click", act.do);
      box.append(button);
    }
  }

  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function busy(form, is) {
    form.setAttribute("aria-busy", String(is));
    for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = is;
  }

  function showAnswer(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("main");
    if (!main) return;
    document.title = page.title;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    main.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
    main.querySelectorAll("form[data-kept]").forEach((form) => keep(form, true));
    scrollTo(0, 0);
  }

  async function send(form, submitter, state) {
    if (state.isSending) return;
    state.isSending = true;
    clearTimeout(state.timer);
    const key = keyOf(form);
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const id = form.elements.uuid?.value;
    busy(form, true);
    note(form, words.sending, "info");
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), LONGEST);
    let answer = null;
    try {
      const given = { method: "POST", body, headers: { "X-Kept": "1" }, credentials: "same-origin", signal: limit.signal };
      answer = await fetch(form.action, given);
    } catch { /* no signal: said below */ }
    clearTimeout(timer);
    state.isSending = false;
    busy(form, false);
    const to = answer?.headers.get("X-Kept-To");
    if (to) {
      if (!answer.headers.get("X-Kept-Stays")) {
        forget(key);
        state.isOver = true;
      }
      note(form, words.arrived, "success");
      location.assign(to);
      return;
    }
    if (answer && answer.status < 500 && answer.status !== 403) {
      showAnswer(await answer.text());
      return;
    }
    if (answer?.status === 403) {
      note(form, words.stale, "warning", { words: words.reload, do: () => location.reload() });
      return;
    }
    // Nobody knows whether it arrived: the same id is sent again, so that it is entered once.
    state.tried = id;
    const again = () => send(form, submitter, state);
    note(form, words.waiting, "warning", { words: words.again, do: again });
    state.timer = setTimeout(again, AGAIN);
    addEventListener("online", again, { once: true });
  }

  function keep(form, isAnswer = false) {
    const key = keyOf(form);
    const state = { isSending: false, isOver: false, tried: "", timer: 0 };
    const fresh = contentOf(form);
    const kept = read(key);
    const hasArrived = kept && kept.content["uuid#1"] && kept.content["uuid#1"] === form.dataset.keptReceived;
    if (!kept || hasArrived || Date.now() - kept.at > WEEK) {
      forget(key);
      if (hasArrived) note(form, words.had, "success");
    } else if (!isAnswer && answers(kept.content) !== answers(fresh)) {
      fill(form, kept.content);
      const at = new Date(kept.at).toLocaleString(document.documentElement.lang, { timeStyle: "short", dateStyle: "short" });
      const drop = () => {
        forget(key);
        fill(form, fresh);
        note(form, "");
      };
      note(form, words.restored.replace("{at}", at), "info", { words: words.drop, do: drop });
    }
    const changed = () => {
      if (state.isOver) return;
      // Typed on after a send of which nobody knows whether it arrived: this is another content, so another id.
      if (state.tried && form.elements.tried && form.elements.uuid.value === state.tried) {
        form.elements.tried.value = `${form.elements.tried.value} ${state.tried}`.trim();
        form.elements.uuid.value = newId();
      }
      write(key, { at: Date.now(), content: contentOf(form) });
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", (event) => {
      if (event.submitter?.dataset.plain !== undefined) return;
      event.preventDefault();
      changed();
      send(form, event.submitter, state);
    });
    for (const button of form.querySelectorAll("[data-ticks]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        const boxes = form.querySelectorAll(`input[type=checkbox][name^="${button.dataset.of}"]`);
        for (const box of boxes) box.checked = button.dataset.ticks === "all";
        changed();
        count(form);
      });
    }
    form.addEventListener("change", () => count(form));
    count(form);
  }

  // "28/40" while one ticks.
  function count(form) {
    const shown = form.querySelector("[data-count-of]");
    if (!shown) return;
    const boxes = [...form.querySelectorAll(`input[type=checkbox][name^="${shown.dataset.countOf}"]`)];
    shown.hidden = false;
    shown.textContent = `${boxes.filter((box) => box.checked).length}/${boxes.length}`;
  }

  for (const key of everyKey()) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > WEEK) forget(key);
  }
  document.querySelectorAll("form[data-kept]").forEach((form) => keep(form));
  // On a phone that several people use nothing stays for the next.
  document.querySelectorAll("form[data-leave]").forEach((form) => {
    form.addEventListener("submit", () => everyKey().forEach(forget));
  });
})();
