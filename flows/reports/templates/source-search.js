/* Search through the whole source, drawn or not. */
const MOST = 20000;
let found = [], at = -1, highlighted = false, full = null, begins = [];
function whole() {
  if (full !== null) return;
  const parts = [];
  let size = 0;
  begins = [];
  for (const chunk of chunks) {
    begins.push(size);
    for (const piece of chunk.pieces) { const text = textOf(piece); parts.push(text); size += text.length; }
  }
  full = parts.join("");
}
function chunkAt(offset) {
  let low = 0, high = chunks.length - 1;
  while (low < high) { const middle = (low + high + 1) >> 1; if (begins[middle] <= offset) low = middle; else high = middle - 1; }
  return low;
}
function search() {
  const words = $("search").value;
  found = []; at = -1;
  if (words.trim()) {
    whole();
    const pattern = new RegExp(words.trim().replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
    for (const match of full.matchAll(pattern)) {
      found.push([match.index, match.index + match[0].length]);
      if (found.length === MOST) break;
    }
  }
  repaint();
  say(words.trim() ? `${count()} found` : "");
}
const count = () => `${found.length.toLocaleString("en")}${found.length === MOST ? " or more" : ""}`;
function place(offset) {
  const number = chunkAt(offset);
  if (!chunks[number].filled) return null;
  let rest = offset - begins[number];
  for (const node of chunks[number].node.children) {
    const length = node.textContent.length;
    if (rest < length) return [node.firstChild, rest];
    rest -= length;
  }
  return null;
}
function range([from, to]) {
  const first = place(from), last = place(to - 1);
  if (!first) return null;
  const it = new Range();
  it.setStart(first[0], first[1]);
  if (last) it.setEnd(last[0], last[1] + 1);
  else it.setEnd(first[0], first[0].length);
  return it;
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
  const low = begins[number], high = number + 1 < chunks.length ? begins[number + 1] : full.length;
  const all = CSS.highlights.get("found");
  let first = 0, last = found.length;
  while (first < last) { const middle = (first + last) >> 1; if (found[middle][1] <= low) first = middle + 1; else last = middle; }
  for (; first < found.length && found[first][0] < high; first++) { const it = range(found[first]); if (it) all.add(it); }
}
function seek(by) {
  if (!found.length) { search(); if (!found.length) return; }
  at = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
  show("source");
  const number = chunkAt(found[at][0]);
  settle(number, () => {
    const it = range(found[at]);
    if (!it) return;
    if (canHighlight) CSS.highlights.set("now", new Highlight(it));
    scrollTo({ top: scrollY + it.getBoundingClientRect().top - innerHeight / 2, behavior: "instant" });
    follow(it.startContainer.parentElement.i);
  });
  say(`${at + 1} of ${count()}`);
}
