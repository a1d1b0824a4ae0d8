"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const [START, TEXT, LABEL, RULE, SURE, STORY, AFTER, WHY] = [0, 1, 2, 3, 4, 5, 6, 7];
const CHUNK = 6000;
const spans = data.spans, labels = data.labels, rules = data.rules, stories = data.stories;
const box = $("text"), panes = $("panes"), card = $("card"), status = $("status");
const action = (i) => labels[spans[i][LABEL]][1];
const isRepair = (i) => action(i) === "repair";
let repaired = false;
const shown = (i) => (repaired && isRepair(i) ? spans[i][AFTER] || "" : spans[i][TEXT]);

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function seen(text) {
  if (!text) return "∅";
  return text.trim() ? text : [...text].map((c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`).join("");
}
function rich(node, text) {
  text.split("`").forEach((part, number) => node.append(number % 2 ? make("code", "", part) : part));
  return node;
}

/* The source in chunks of some thousand characters that end with a line: a chunk is filled when it comes near the window. */
const chunks = [], firstChunk = new Int32Array(spans.length);
let held = [], size = 0;
function close() {
  if (!held.length) return;
  chunks.push({ pieces: held, node: null, filled: false });
  held = []; size = 0;
}
for (let i = 0; i < spans.length; i++) {
  firstChunk[i] = chunks.length;
  const text = spans[i][TEXT];
  let at = 0;
  do {
    let end = text.length;
    if (size + end - at > CHUNK) {
      const line = text.indexOf("\n", at + Math.max(0, CHUNK - size));
      if (line >= 0 && line + 1 - at + size < 4 * CHUNK) end = line + 1;
      else if (end - at > 4 * CHUNK) {
        end = at + 4 * CHUNK;
        const code = text.charCodeAt(end);
        if (code >= 0xdc00 && code < 0xe000) end++;
      }
    }
    held.push([i, at, end]);
    size += end - at;
    if (size > CHUNK && (text.endsWith("\n", end) || size > 4 * CHUNK)) close();
    at = end;
  } while (at < text.length);
}
close();

function build(chunk) {
  const nodes = [];
  let fresh = true, last = "";
  for (const [i, from, to] of chunk.pieces) {
    const span = spans[i], label = labels[span[LABEL]][0];
    if (!span[TEXT]) continue;
    const node = make("span", `s a-${action(i)} l-${label}`);
    const whole = from === 0 && to === span[TEXT].length;
    const text = whole ? shown(i) : span[TEXT].slice(from, to);
    node.textContent = text;
    node.i = i;
    if (isRepair(i) && !text) node.classList.add("empty");
    if (label !== "whitespace") {
      node.tabIndex = i === current ? 0 : -1;
      if (fresh && label !== last) { node.dataset.g = label; last = label; }
      fresh = text.endsWith("\n");
    } else if (text.includes("\n")) fresh = true;
    mark(node, i);
    nodes.push(node);
  }
  return nodes;
}
function fill(number) {
  const chunk = chunks[number];
  if (!chunk || chunk.filled) return;
  chunk.filled = true;
  chunk.node.style.minHeight = "";
  chunk.node.replaceChildren(...build(chunk));
  if (highlighted) paint(number);
}
function refill() {
  chunks.forEach((chunk, number) => { if (chunk.filled) { chunk.filled = false; fill(number); } });
}

/* Filters: labels and one rule; what does not match is faded, or hidden. */
const wanted = new Set();
let rule = -1;
const filtering = () => wanted.size > 0 || rule >= 0;
const matches = (i) => (!wanted.size || wanted.has(spans[i][LABEL])) && (rule < 0 || spans[i][RULE] === rule);
function mark(node, i) {
  const on = filtering() && matches(i);
  node.classList.toggle("on", on);
  node.classList.toggle("off", filtering() && !on);
}
let stops = [];
function restop() {
  stops = [];
  for (let i = 0; i < spans.length; i++) {
    const white = labels[spans[i][LABEL]][0] === "whitespace";
    if (filtering() ? matches(i) : action(i) === "drop" && !white) stops.push(i);
  }
}
function refilter() {
  panes.classList.toggle("filtered", filtering());
  panes.classList.toggle("only", $("only").checked);
  for (const node of box.querySelectorAll(".s")) mark(node, node.i);
  restop();
  $("clear").hidden = !filtering();
  const what = filtering() ? "span" : "removal";
  say(`${stops.length.toLocaleString("en")} ${what}${stops.length === 1 ? "" : "s"}${filtering() ? " match the filters" : ""}`);
}
function say(text) { status.textContent = text; }

/* Going to a span: one stop of the tab key in the whole source, moved by buttons and keys. */
let current = -1;
function nodeOf(i) {
  fill(firstChunk[i]);
  return [...chunks[firstChunk[i]].node.children].find((node) => node.i === i);
}
function go(i, quiet) {
  const node = nodeOf(i);
  if (!node) return;
  show("source");
  settle(firstChunk[i], () => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    if (!quiet) node.focus({ preventScroll: true });
  });
}
function settle(number, then) {
  for (const near of [number - 1, number, number + 1]) {
    fill(near);
    if (chunks[near]) chunks[near].node.classList.add("near");
  }
  then();
}
function current_(i) {
  for (const node of box.querySelectorAll('.s[tabindex="0"],.s.at')) { node.tabIndex = -1; node.classList.remove("at"); }
  current = i;
}
function step(by) {
  if (!stops.length) { say("There is nothing to go to"); return; }
  let at = by > 0 ? stops.findIndex((i) => i > current) : stops.findLastIndex((i) => i < current);
  if (current < 0 && by < 0) at = stops.length - 1;
  if (at < 0) at = by > 0 ? 0 : stops.length - 1;
  go(stops[at]);
  say(`${filtering() ? "Match" : "Removal"} ${at + 1} of ${stops.length}: ${labels[spans[stops[at]][LABEL]][0]}`);
}
function walk(by) {
  let i = current + by;
  while (i >= 0 && i < spans.length && (labels[spans[i][LABEL]][0] === "whitespace" || !(spans[i][TEXT].trim() || isRepair(i)))) i += by;
  if (i >= 0 && i < spans.length) go(i);
}

/* The card: which rule decided, and why. It shows on hover and on focus, stays while the pointer is on it, and Escape hides it. */
let hiding = 0;
function describe(i) {
  const span = spans[i], [label, act, meaning] = labels[span[LABEL]], [name, why] = rules[span[RULE]];
  const who = make("p", "who");
  who.append(make("span", `chip l-${label}`, label), make("span", "note", `${act}, confidence ${span[SURE].toFixed(2)}`));
  const parts = [who, rich(make("p"), meaning)];
  if (isRepair(i)) {
    const pair = make("dl", "pair");
    pair.append(make("dt", "", "was"), make("dd", "", seen(span[TEXT])), make("dt", "", "reads"), make("dd", "", seen(span[AFTER])));
    parts.push(pair);
  }
  const by = make("p");
  by.append("Rule ", make("code", "", name), why ? ": " : "");
  rich(by, why);
  parts.push(by);
  if (span[WHY]) parts.push(make("p", "note", span[WHY]));
  const end = (spans[i + 1] || [data.length])[START];
  const place = `Characters ${span[START].toLocaleString("en")} to ${end.toLocaleString("en")}`;
  parts.push(make("p", "note", span[STORY] >= 0 && stories.length > 1 ? `${place}, story ${span[STORY] + 1}` : place));
  card.replaceChildren(...parts);
}
function open(node, x, y) {
  clearTimeout(hiding);
  describe(node.i);
  card.hidden = false;
  const wide = card.offsetWidth, high = card.offsetHeight, room = 14;
  card.style.left = `${Math.max(8, Math.min(x, innerWidth - wide - 8))}px`;
  const below = y + room + high < innerHeight;
  card.style.top = `${below ? y + room : Math.max(8, y - high - room - 14)}px`;
}
function shut() { card.hidden = true; for (const node of box.querySelectorAll("[aria-describedby]")) node.removeAttribute("aria-describedby"); }
function later() { clearTimeout(hiding); hiding = setTimeout(() => { if (!card.matches(":hover")) shut(); }, 250); }
const spanOf = (event) => event.target.closest && event.target.closest(".s");
box.addEventListener("mouseover", (event) => {
  const node = spanOf(event);
  if (node && !node.classList.contains("l-whitespace")) open(node, event.clientX, event.clientY);
});
box.addEventListener("mouseout", later);
card.addEventListener("mouseleave", later);
box.addEventListener("focusin", (event) => {
  const node = spanOf(event);
  if (!node) return;
  current_(node.i);
  node.tabIndex = 0;
  node.classList.add("at");
  node.setAttribute("aria-describedby", "card");
  const lines = node.getClientRects(), top = lines[0] || node.getBoundingClientRect(), low = lines[lines.length - 1] || top;
  open(node, top.left, low.bottom < innerHeight * 0.7 ? low.bottom : top.bottom);
  follow(node.i);
});
box.addEventListener("focusout", later);

/* The article beside: built from the spans themselves. */
let story = -1;
const own = stories.map(() => []);
spans.forEach((span, i) => { if (span[STORY] >= 0) own[span[STORY]].push(i); });
let paragraphOf = new Map();
function tell(number) {
  if (number === story || !stories[number]) return;
  story = number;
  const it = stories[number], parts = [];
  paragraphOf = new Map();
  let text = "", paragraph = 0;
  for (const i of own[number]) {
    const piece = action(i) === "keep" ? spans[i][TEXT] : spans[i][AFTER] ?? "";
    if (action(i) === "keep" || isRepair(i)) paragraphOf.set(i, paragraph);
    let at = text.length - 1;
    text += piece;
    while ((at = text.indexOf("\n\n", Math.max(0, at))) >= 0) { paragraph++; at += 2; }
  }
  const body = make("div", "text");
  if (it.lang) body.lang = it.lang;
  body.append(...text.split("\n\n").map((p) => make("p", "", p)));
  const facts = make("dl", "facts");
  for (const [name, value] of it.facts) {
    const pair = make("div");
    pair.append(make("dt", "", name), make("dd", "", value));
    facts.append(pair);
  }
  for (const [title, tone, lines] of it.notes) {
    const held = make("div", `held ${tone}`), list = make("ul");
    list.append(...lines.map((line) => make("li", "", line)));
    held.append(make("strong", "", title), list);
    parts.push(held);
  }
  const heading = make("h3", "", it.title || "(no title)");
  if (it.lang && it.title) heading.lang = it.lang;
  $("story").replaceChildren(heading, facts, ...parts, body);
  if ($("which")) {
    if (!listed) $("which").replaceChildren(choice(number));
    $("which").value = String(number);
  }
}
/* The list of the articles is filled when somebody turns to it: a dump may have thousands. */
let listed = false;
function choice(number) {
  const option = make("option", "", `${number + 1}. ${(stories[number].title || "(no title)").slice(0, 90)}`);
  option.value = String(number);
  return option;
}
function list() {
  if (listed) return;
  listed = true;
  $("which").replaceChildren(...stories.map((_, number) => choice(number)));
  $("which").value = String(story);
}
function follow(i) {
  const number = spans[i][STORY];
  for (const node of $("story").querySelectorAll(".here")) node.classList.remove("here");
  if (number < 0) return;
  tell(number);
  const paragraph = $("story").querySelectorAll(".text p")[paragraphOf.get(i)];
  if (!paragraph) return;
  paragraph.classList.add("here");
  const pane = $("article"), top = paragraph.offsetTop - pane.offsetTop;
  if (getComputedStyle(pane).position === "sticky") pane.scrollTop = top - pane.clientHeight / 3;
}

/* Search through the whole source, filled or not. */
let found = [], at = -1, highlighted = false, full = null, begins = null;
function whole() {
  if (full !== null) return;
  const parts = new Array(spans.length);
  begins = new Int32Array(spans.length + 1);
  for (let i = 0; i < spans.length; i++) { parts[i] = shown(i); begins[i + 1] = begins[i] + parts[i].length; }
  full = parts.join("");
}
function spanAt(place) {
  let low = 0, high = spans.length - 1;
  while (low < high) { const middle = (low + high + 1) >> 1; if (begins[middle] <= place) low = middle; else high = middle - 1; }
  return low;
}
function search() {
  const words = $("search").value;
  found = []; at = -1;
  if (words) {
    whole();
    const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
    for (const match of full.matchAll(pattern)) {
      found.push([match.index, match.index + match[0].length]);
      if (found.length === 20000) break;
    }
  }
  repaint();
  say(words ? `${found.length.toLocaleString("en")}${found.length === 20000 ? " or more" : ""} found` : "");
}
function range([from, to]) {
  const i = spanAt(from), j = spanAt(to - 1);
  const first = place(i, from), last = place(j, to - 1);
  if (!first || !last) return null;
  const it = new Range();
  it.setStart(first[0], first[1]);
  it.setEnd(last[0], last[1] + 1);
  return it;
}
function place(i, offset) {
  let rest = offset - begins[i];
  for (let number = firstChunk[i]; number < chunks.length && number >= 0; number++) {
    const chunk = chunks[number];
    if (chunk.pieces[0][0] > i) return null;
    if (!chunk.filled) { const held = chunk.pieces.filter((p) => p[0] === i).reduce((sum, p) => sum + p[2] - p[1], 0); if (rest < held) return null; rest -= held; continue; }
    for (const node of chunk.node.children) {
      if (node.i !== i || !node.firstChild) continue;
      if (rest < node.firstChild.length) return [node.firstChild, rest];
      rest -= node.firstChild.length;
    }
  }
  return null;
}
const canHighlight = typeof Highlight === "function" && CSS.highlights;
function repaint() {
  highlighted = false;
  if (!canHighlight) return;
  CSS.highlights.clear();
  if (!found.length) return;
  highlighted = true;
  CSS.highlights.set("found", new Highlight());
  chunks.forEach((chunk, number) => { if (chunk.filled) paint(number); });
}
function paint(number) {
  if (!canHighlight || !found.length) return;
  const low = begins[chunks[number].pieces[0][0]], last = chunks[number].pieces.at(-1)[0], high = begins[last + 1];
  const all = CSS.highlights.get("found");
  if (!all) return;
  for (const hit of found) if (hit[1] > low && hit[0] < high) { const it = range(hit); if (it) all.add(it); }
}
function seek(by) {
  if (!found.length) { search(); if (!found.length) return; }
  at = (at + by + found.length) % found.length;
  if (by < 0 && at < 0) at = found.length - 1;
  const i = spanAt(found[at][0]);
  show("source");
  let number = firstChunk[i];
  const inside = found[at][0] - begins[i];
  for (let sum = 0; number + 1 < chunks.length; number++) {
    sum += chunks[number].pieces.filter((p) => p[0] === i).reduce((total, p) => total + p[2] - p[1], 0);
    if (inside < sum || chunks[number + 1].pieces[0][0] > i) break;
  }
  settle(number, () => {
    const it = range(found[at]);
    if (canHighlight && it) CSS.highlights.set("now", new Highlight(it));
    const target = it ? it.startContainer.parentElement : chunks[number].node;
    const box = it ? it.getBoundingClientRect() : target.getBoundingClientRect();
    scrollTo({ top: scrollY + box.top - innerHeight / 2, behavior: "instant" });
    if (spans[i][STORY] >= 0) tell(spans[i][STORY]);
  });
  say(`${at + 1} of ${found.length.toLocaleString("en")}${found.length === 20000 ? " or more" : ""}`);
}

/* On narrow windows one pane at a time. */
function show(which) {
  panes.dataset.show = which;
  for (const name of ["source", "article"]) $(`tab-${name}`).setAttribute("aria-pressed", String(name === which));
}

/* Wiring. */
for (const chunk of chunks) {
  chunk.node = make("div", "chunk");
  let lines = 1;
  for (const [i, from, to] of chunk.pieces) {
    const text = spans[i][TEXT];
    for (let k = text.indexOf("\n", from); k >= 0 && k < to; k = text.indexOf("\n", k + 1)) lines++;
    lines += (to - from) / 160;
  }
  chunk.node.style.containIntrinsicSize = `auto ${Math.round(lines * 23)}px`;
  chunk.node.style.minHeight = `${Math.round(lines * 23)}px`;
}
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { fill(entry.target.number); near.unobserve(entry.target); }
}, { rootMargin: "1200px 0px" });
chunks.forEach((chunk, number) => { chunk.node.number = number; });
box.replaceChildren(...chunks.map((chunk) => chunk.node));
fill(0);
for (const chunk of chunks) near.observe(chunk.node);

$("next").addEventListener("click", () => step(1));
$("previous").addEventListener("click", () => step(-1));
let typing = 0;
$("search").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 200); });
$("search").addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); clearTimeout(typing); if (!found.length) search(); seek(event.shiftKey ? -1 : 1); } });
$("find-next").addEventListener("click", () => seek(1));
for (const chip of document.querySelectorAll("[data-label]")) chip.addEventListener("click", () => {
  const number = labels.findIndex((row) => row[0] === chip.dataset.label);
  if (wanted.has(number)) wanted.delete(number); else wanted.add(number);
  chip.setAttribute("aria-pressed", String(wanted.has(number)));
  refilter();
});
$("rule").addEventListener("change", () => { rule = Number($("rule").value); refilter(); });
$("only").addEventListener("change", refilter);
$("clear").addEventListener("click", () => {
  wanted.clear(); rule = -1; $("rule").value = "-1";
  for (const chip of document.querySelectorAll("[data-label]")) chip.setAttribute("aria-pressed", "false");
  refilter();
  $("rule").focus();
});
for (const input of document.querySelectorAll("[name=reading]")) input.addEventListener("change", () => { repaired = input.value === "repaired" && input.checked ? true : input.checked ? false : repaired; full = null; refill(); if ($("search").value) search(); });
for (const name of ["source", "article"]) $(`tab-${name}`).addEventListener("click", () => show(name));
if ($("which")) for (const kind of ["focus", "pointerdown"]) $("which").addEventListener(kind, list);
if ($("which")) $("which").addEventListener("change", () => { tell(Number($("which").value)); const first = own[story][0]; if (first !== undefined) { const node = nodeOf(first); if (node && panes.dataset.show !== "article") node.scrollIntoView({ block: "start", behavior: "instant" }); } });
for (const button of document.querySelectorAll("[data-go]")) button.addEventListener("click", () => go(Number(button.dataset.go)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !card.hidden) { shut(); return; }
  const typed = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "radio";
  if (typed || event.ctrlKey || event.metaKey || event.altKey || !$("keys").checked) return;
  const keys = { n: () => step(1), p: () => step(-1), j: () => walk(1), k: () => walk(-1), "/": () => $("search").focus() };
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight" || event.key === "ArrowDown") { event.preventDefault(); walk(1); }
  if (event.key === "ArrowLeft" || event.key === "ArrowUp") { event.preventDefault(); walk(-1); }
});
addEventListener("beforeprint", () => { if (data.length <= 1000000) chunks.forEach((_, number) => fill(number)); });
function arrive() {
  const name = decodeURIComponent(location.hash.slice(1));
  const number = stories.findIndex((it) => it.id === name);
  if (number >= 0) { tell(number); const first = own[number][0]; if (first !== undefined) nodeOf(first).scrollIntoView({ block: "start" }); }
}
const first = spans.findIndex((span) => span[TEXT].trim());
if (first >= 0) { const node = nodeOf(first); if (node) node.tabIndex = 0; }
if (stories.length) tell(0);
restop();
say(`${stops.length.toLocaleString("en")} removal${stops.length === 1 ? "" : "s"}`);
addEventListener("hashchange", arrive);
arrive();
document.documentElement.dataset.ready = "yes";
})();
