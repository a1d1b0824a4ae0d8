/* The table of sources, narrowed by words and by verdict. */
const field = document.getElementById("find-source"), table = document.getElementById("sources-table");
if (!field || !table) return;
const rows = [...table.tBodies[0].rows], verdict = document.getElementById("find-verdict"), status = document.getElementById("found-sources");
const texts = rows.map((row) => row.textContent.toLowerCase());
function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  rows.forEach((row, number) => {
    const fits = words.every((word) => texts[number].includes(word)) && (!verdict.value || row.dataset.verdict === verdict.value);
    row.hidden = !fits;
    left += fits ? 1 : 0;
  });
  status.textContent = `${left} of ${rows.length} shown`;
}
field.addEventListener("input", filter);
verdict.addEventListener("input", filter);
