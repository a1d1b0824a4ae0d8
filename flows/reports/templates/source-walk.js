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
  chunks.forEach(fit);
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
