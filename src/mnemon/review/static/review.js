// Keys, hovering and picking words. Everything that is decided is decided by the server: this only asks it.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const state = { now: 0, pick: null, going: false, leaving: false, waiting: [], form: false };

const work = () => $("#work");
const standing = () => $$("#work .claim[data-standing]");
const current = () => standing()[state.now];
const recorded = () => work() && !work().dataset.blind;
const codePoints = (text) => [...text].length;

// ---- claims

function show(index, { scroll = true, focus = true } = {}) {
  const claims = standing();
  if (!claims.length) return;
  state.now = Math.max(0, Math.min(index, claims.length - 1));
  claims.forEach((claim, i) => claim.classList.toggle("now", i === state.now));
  const claim = claims[state.now];
  if (focus) claim.focus({ preventScroll: true });
  if (scroll) claim.scrollIntoView({ block: "nearest" });
  light(claim.dataset.claim, scroll);
}

function light(id, scroll = false) {
  $$("#text .lit").forEach((piece) => piece.classList.remove("lit"));
  const pieces = id ? $$("#text [data-claims]").filter((piece) => piece.dataset.claims.split(" ").includes(id)) : [];
  pieces.forEach((piece) => piece.classList.add("lit"));
  if (scroll && pieces.length) {
    const text = $("#text");
    const at = pieces[0].offsetTop - text.offsetTop;
    if (at < text.scrollTop || at > text.scrollTop + text.clientHeight - 60) text.scrollTop = at - 80;
  }
}

function nextOpen() {
  const claims = standing();
  for (let step = 1; step <= claims.length; step += 1) {
    const claim = claims[(state.now + step) % claims.length];
    if (claim.dataset.state === "open") return claim.dataset.claim;
  }
  return claims[Math.min(state.now + 1, claims.length - 1)]?.dataset.claim ?? "";
}

// The list that the coder came from goes along, so that the next report is the next of that list.
const address = (path) => `${work().dataset.base}/${path}${work().dataset.way ? `?${work().dataset.way}` : ""}`;

// One request at a time: what is pressed meanwhile waits for its answer, and for the claim that it was meant for.
async function ask(method, path, options, after = () => {}) {
  state.going = true;
  try {
    await htmx.ajax(method, path, options);
    after();
  } finally {
    state.going = false;
    goOn();
  }
}

function goOn() {
  while (!state.going && state.waiting.length) state.waiting.shift()();
}

// An answer that is no success is for the coder to read first.
function forget() {
  const lost = state.waiting.splice(0).length;
  const message = $("#message");
  if (lost && message) message.textContent += ` What was pressed meanwhile (${lost} ${lost === 1 ? "key" : "keys"}) was not taken.`;
}

function post(path, values) {
  return ask("POST", address(path), { target: "#work", swap: "outerHTML", values });
}

function judge(what, more = {}) {
  const claim = current();
  if (!claim || state.going) return;
  post("judge", { do: what, claim: claim.dataset.claim, seen: claim.dataset.seen, next: nextOpen(), ...more });
}

const does = {
  accept: () => judge("accept"),
  reject: () => current() && $("#reasons").showModal(),
  split: () => current() && recorded() && $("#splitting").showModal(),
  correct: () => current() && openForm(current().dataset.claim),
  add: () => openForm(""),
  undo: () => post("undo", {}),
  finish: () => ask("POST", `${work().dataset.base}/finish`, { target: "body", values: {} }),
  merge: () => {
    if (!recorded()) return;
    const marked = $$("#work .claim:has(> .acts input[name=mark]:checked)");
    post("judge", { do: "merge", marked: marked.map((claim) => `${claim.dataset.claim}:${claim.dataset.seen}`) });
  },
};

// ---- the form

async function openForm(claim) {
  const form = $("#form");
  form.hidden = false;
  state.form = true;
  await ask("GET", `${work().dataset.base}/form?claim=${encodeURIComponent(claim)}`, { target: "#form", swap: "innerHTML" });
  form.focus();
}

function closeForm() {
  stopPicking();
  $("#form").hidden = true;
  $("#form").replaceChildren();
  state.form = false;
  show(state.now);
}

function values(form) {
  return Object.fromEntries(new FormData(form).entries());
}

async function saveForm(form) {
  if (state.going) return;
  const given = values(form);
  document.activeElement.blur();
  await ask("POST", address("judge"), { target: "#form", swap: "innerHTML", values: given }, () => {
    const back = $("#form #work");
    if (!back) { $("#form").focus(); return; }
    work().replaceWith(back);
    closeForm();
    arrived();
  });
}

// Where a count is exact, one number is typed, not three.
function sameThrice(event) {
  const { low, best, high } = event.target.form.elements;
  for (const other of [low, high]) if (other.value === state.best) other.value = best.value;
  state.best = best.value;
}

function showWords() {
  state.best = $("#claim-form [name=best]")?.value;
  $$("#claim-form [data-words]").forEach((output) => {
    const spans = $(`[name=spans_${output.dataset.words}]`)?.value.split(" ").filter(Boolean) ?? [];
    output.textContent = spans.map((pair) => wordsAt(...pair.split("-").map(Number))).join(" … ");
  });
}

// ---- picking words: offsets are code points of the report's text

function pieces() {
  return $$("#text [data-at]").map((element) => {
    const [at, text] = [Number(element.dataset.at), element.dataset.none ? "" : element.textContent];
    return { element, at, text, length: element.dataset.end ? Number(element.dataset.end) - at : codePoints(text) };
  });
}

function wordsAt(start, end) {
  return pieces().filter((p) => p.at < end && p.at + p.length > start)
    .map((p) => (p.element.dataset.end ? `[${p.element.textContent}]` : [...p.text].slice(Math.max(0, start - p.at), end - p.at).join(""))).join("");
}

// A name that is withheld is one word, whatever it is.
function words() {
  let joined = "";
  const at = [];
  const names = [];
  pieces().forEach((piece) => {
    if (piece.element.dataset.end) names.push({ start: piece.at, end: piece.at + piece.length });
    if (!piece.text) { joined += "\u0000"; at.push(piece.at); return; }
    let offset = piece.at;
    for (const character of piece.text) {
      for (let unit = 0; unit < character.length; unit += 1) at.push(offset);
      joined += character;
      offset += 1;
    }
  });
  const found = [...joined.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’-]|[.,](?=\p{N}))*/gu)].map((word) => ({
    start: at[word.index], end: at[word.index + word[0].length - 1] + 1,
  }));
  return [...found, ...names].sort((one, other) => one.start - other.start);
}

function point(offset, atEnd) {
  const piece = pieces().find((p) => p.length && (atEnd ? p.at < offset && p.at + p.length >= offset : p.at <= offset && p.at + p.length > offset));
  if (!piece) return null;
  if (!piece.text) return [piece.element, atEnd ? 1 : 0];
  const units = [...piece.text].slice(0, offset - piece.at).join("").length;
  return [piece.element.firstChild, units];
}

function offsetOf(node, units) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!element) return null;
  const at = Number(element.dataset.at);
  if (element.dataset.end && units) return Number(element.dataset.end);
  return element.dataset.none || node.nodeType !== Node.TEXT_NODE ? at : at + codePoints(node.data.slice(0, units));
}

function startPicking(part) {
  const found = words();
  const given = $(`[name=spans_${part}]`)?.value || $("[name=spans_trigger]")?.value;
  const lit = $("#text .lit");
  const start = given ? Number(given.split("-")[0]) : lit ? Number(lit.dataset.at) : 0;
  const end = given ? Number(given.split(" ")[0].split("-")[1]) : start + 1;
  const first = Math.max(0, found.findIndex((word) => word.end > start));
  let last = first;
  while (last + 1 < found.length && found[last + 1].start < end) last += 1;
  state.pick = { part, words: found, first, last };
  $("#text").classList.add("picking");
  $("#text").focus();
  showPick();
}

function showPick() {
  const { words: found, first, last } = state.pick;
  if (!found.length) return;
  const from = point(found[Math.min(first, last)].start, false);
  const to = point(found[Math.max(first, last)].end, true);
  if (from && to) getSelection().setBaseAndExtent(...from, ...to);
  from?.[0].parentElement.scrollIntoView({ block: "nearest" });
}

function stopPicking() {
  state.pick = null;
  $("#text")?.classList.remove("picking");
}

async function takePick(start, end, add = false) {
  const { part } = state.pick;
  const input = $(`[name=spans_${part}]`);
  input.value = add && input.value ? `${input.value} ${start}-${end}` : `${start}-${end}`;
  stopPicking();
  getSelection().removeAllRanges();
  const form = $("#claim-form");
  await ask("POST", `${work().dataset.base}/form`, { target: "#form", swap: "innerHTML", values: { ...values(form), read: part } });
  $(`[data-pick=${part}]`)?.focus();
}

function pickKey(event) {
  const pick = state.pick;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "Escape") { stopPicking(); $("#claim-form [data-pick]")?.focus(); return true; }
  if (event.key === "Enter" && pick.words.length) {
    const [a, b] = [Math.min(pick.first, pick.last), Math.max(pick.first, pick.last)];
    takePick(pick.words[a].start, pick.words[b].end, event.ctrlKey);
    return true;
  }
  if (!step) return false;
  pick.last = Math.max(0, Math.min(pick.last + step, pick.words.length - 1));
  if (!event.shiftKey) pick.first = pick.last;
  showPick();
  return true;
}

function pickMouse() {
  const chosen = getSelection();
  if (!state.pick || chosen.isCollapsed || !$("#text").contains(chosen.anchorNode)) return;
  const range = chosen.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start !== null && end !== null && end > start) takePick(start, end);
}

// ---- keys

const places = { i: () => `/?${work()?.dataset.inbox ?? ""}`, m: () => "/map", t: () => "/second", a: () => "/audit" };

function key(event) {
  if (state.pick && pickKey(event)) { event.preventDefault(); return; }
  if (event.key === "Escape" && state.form) { closeForm(); event.preventDefault(); return; }
  if (event.key === "Enter" && event.ctrlKey && state.form) { $("#claim-form")?.requestSubmit(); event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target.matches("#split-number, #other-reason")) {
    $(event.target.id === "split-number" ? "[data-split]" : '[data-reason=""]', $("dialog[open]")).click();
    event.preventDefault();
    return;
  }
  if (event.target.closest("input, select, textarea")) return;
  if (state.leaving) { event.preventDefault(); return; }
  if (state.going && event.key.length === 1) {
    state.waiting.push(() => ahead(event.key));
    event.preventDefault();
    return;
  }
  if (press(event.key)) event.preventDefault();
}

// What was pressed ahead is for the claims that were left to judge: the last one is not judged twice.
function ahead(pressed) {
  if ("ar".includes(pressed) && current()?.dataset.state !== "open") return;
  press(pressed);
}

function press(pressed) {
  const open = $("dialog[open]");
  if (open?.id === "reasons" && /^[1-9]$/.test(pressed)) {
    $$("[data-reason]", open)[Number(pressed) - 1]?.click();
    return true;
  }
  if (open) return false;
  if (state.prefix === "g" && places[pressed]) { leave(places[pressed]()); return true; }
  state.prefix = pressed;
  const action = keys[pressed];
  if (!action || (state.form && pressed !== "?")) return false;
  action();
  return true;
}

// From here on keys are for the page that comes.
function leave(address) {
  state.leaving = true;
  location.href = address;
}

const turn = (where) => { const id = work()?.dataset[where]; if (id) leave(`/report/${id}${work().dataset.way ? `?${work().dataset.way}` : ""}`); };
const pair = (judgement) => $(`[data-pair] [name=judgement][value=${judgement}]`, document.activeElement.closest("[data-pair]") ?? document)?.click();

const keys = {
  "?": () => $("#help").showModal(),
  j: () => (work() ? show(state.now + 1) : step(1)),
  k: () => (work() ? show(state.now - 1) : step(-1)),
  a: () => does.accept(), r: () => does.reject(), e: () => does.correct(), n: () => work() && does.add(),
  s: () => does.split(), m: () => work() && does.merge(),
  u: () => (work() ? does.undo() : $("#undo-form")?.requestSubmit()),
  x: () => { const box = current() && $(":scope > .acts input[name=mark]", current()); if (box) box.checked = !box.checked; },
  v: () => { if (current() && recorded()) leave(`/event/${current().dataset.mention}`); },
  "[": () => turn("before"), "]": () => turn("after"),
  y: () => pair("positive"), d: () => pair("negative"), q: () => pair("unsure"),
};

function step(by) {
  const lines = $$("#list .main-link, [data-pair]");
  const at = lines.indexOf(document.activeElement.closest(".main-link, [data-pair]"));
  lines[Math.max(0, Math.min(at + by, lines.length - 1))]?.focus();
}

// ---- what happens on the page

// A button that is clicked while a judgement is on its way: afterwards, if its claim is still as it was.
function doOnce(what, claim) {
  if (!state.going) { does[what](); return; }
  const { claim: id, seen } = claim?.dataset ?? {};
  state.waiting.push(() => {
    const at = standing().findIndex((one) => one.dataset.claim === id && one.dataset.seen === seen);
    if (at >= 0) show(at);
    if (at >= 0 || !claim) does[what]();
  });
}

function clicked(event) {
  const target = event.target.closest("button");
  if (!target) {
    const claim = event.target.closest(".claim[data-standing]");
    if (claim) show(standing().indexOf(claim), { scroll: false, focus: false });
    return;
  }
  const claim = target.closest(".claim[data-standing]");
  if (claim) state.now = standing().indexOf(claim);
  if (target.dataset.toggle) {
    const open = document.getElementById(target.dataset.toggle).classList.toggle("open");
    target.setAttribute("aria-expanded", String(open));
  }
  if (target.id === "help-button") $("#help").showModal();
  if (target.dataset.do) doOnce(target.dataset.do, claim);
  if (target.dataset.pick) startPicking(target.dataset.pick);
  if ("cancel" in target.dataset) closeForm();
  if ("close" in target.dataset) target.closest("dialog").close();
  if ("reason" in target.dataset) {
    const reason = target.dataset.reason || $("#other-reason").value;
    target.closest("dialog").close();
    judge("reject", { reason });
  }
  if ("split" in target.dataset) {
    const number = $("#split-number").value;
    target.closest("dialog").close();
    judge("split", { number });
  }
}

function hovered(event) {
  const claim = event.target.closest?.(".claim");
  const piece = event.target.closest?.("#text [data-claims]");
  $$(".claim.lit").forEach((one) => one.classList.remove("lit"));
  if (claim) light(claim.dataset.claim);
  else if (piece) piece.dataset.claims.split(" ").forEach((id) => document.getElementById(id)?.classList.add("lit"));
  else if (current()) light(current().dataset.claim);
}

function arrived() {
  if (!work()) return;
  const claims = standing();
  const asked = claims.findIndex((claim) => claim.dataset.claim === work().dataset.focus);
  const open = claims.findIndex((claim) => claim.dataset.state === "open");
  show(asked >= 0 ? asked : Math.max(0, open));
}

document.addEventListener("keydown", key);
document.addEventListener("click", clicked);
document.addEventListener("mouseover", hovered);
document.addEventListener("mouseup", (event) => { if (event.target.closest?.("#text")) setTimeout(pickMouse); });
document.addEventListener("submit", (event) => {
  if (event.target.id !== "claim-form") { state.leaving = event.target.method !== "dialog"; return; }
  event.preventDefault();
  saveForm(event.target);
});
document.addEventListener("change", (event) => { if ("now" in event.target.dataset) event.target.form.requestSubmit(); });
document.addEventListener("input", (event) => { if (event.target.matches("#claim-form [name=best]")) sameThrice(event); });
document.addEventListener("htmx:beforeRequest", () => {
  state.slow = setTimeout(() => document.documentElement.classList.add("slow"), 400);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { status } = event.detail.xhr;  // 0: the server was not reached
  if (!status || status >= 400) forget();
  clearTimeout(state.slow);
  document.documentElement.classList.remove("slow");
});
document.addEventListener("htmx:load", (event) => {
  if (event.target.closest("#form")) showWords();
  else if (event.target.id === "work") arrived();
});
addEventListener("pageshow", () => { state.leaving = false; });
arrived();
document.documentElement.dataset.ready = "yes";
