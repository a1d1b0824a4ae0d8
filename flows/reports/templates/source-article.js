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
