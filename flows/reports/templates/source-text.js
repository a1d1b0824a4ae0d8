/* The data of the page, and the source drawn from it. The files source-*.js are one script, in the order of flows/pages.py. */
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const [START, TEXT, LABEL, RULE, SURE, STORY, AFTER, WHY] = [0, 1, 2, 3, 4, 5, 6, 7];
const CHUNK = 6000;
const spans = data.spans, labels = data.labels, rules = data.rules, stories = data.stories;
const box = $("text"), panes = $("panes"), card = $("card"), status = $("status");
const action = (i) => labels[spans[i][LABEL]][1];
const isRepair = (i) => action(i) === "repair";
let repaired = false;
/* What a piece of a span shows: a span that is too long for one chunk is shown as received. */
function textOf([i, from, to]) {
  const text = spans[i][TEXT];
  if (from > 0 || to < text.length) return text.slice(from, to);
  return repaired && isRepair(i) ? spans[i][AFTER] || "" : text;
}

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
  for (const piece of chunk.pieces) {
    const i = piece[0], span = spans[i], label = labels[span[LABEL]][0], text = textOf(piece);
    if (!text && !span[TEXT]) continue;
    const node = make("span", `s a-${action(i)} l-${label}`);
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
/* How high a chunk will be: as high as its lines, or, where the rest is hidden, as its matches; none of these, and it is hidden. */
function fit(chunk) {
  const few = filtering() && $("only").checked, left = few ? chunk.pieces.filter((piece) => matches(piece[0])).length : 0;
  chunk.node.hidden = few && !left;
  const high = few ? left * 28 : chunk.high;
  chunk.node.style.containIntrinsicSize = `auto ${high}px`;
  if (!chunk.filled) chunk.node.style.minHeight = `${high}px`;
}
function refill() {
  chunks.forEach((chunk, number) => { if (chunk.filled) { chunk.filled = false; fill(number); } });
}
