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
  chunk.high = Math.round(lines * 23);
  fit(chunk);
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
for (const input of document.querySelectorAll("[name=reading]")) input.addEventListener("change", () => { 
  if (!input.checked) return;
  repaired = input.value === "repaired";
  full = null; highlighted = false; found = [];
  refill();
  if ($("search").value) search();
 });
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
