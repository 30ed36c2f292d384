const form = document.querySelector(".filters");
if (form) {
  const [text, measure, place, status] = ["text", "measure", "place", "status"].map(name => document.getElementById("filter-" + name));
  const table = document.getElementById("claims-table"), body = table.tBodies[0];
  const rows = [...body.rows];
  const facts = rows.map((row, k) => ({
    row, k, words: row.textContent.toLowerCase(), measure: row.dataset.m, place: row.dataset.p || "",
    places: (row.dataset.p || "").split("+"), status: [row.dataset.s, "u" in row.dataset ? "used" : "unused"], hidden: false,
  }));
  // A page of claims keeps the table quick to lay out; the rest is one press away.
  let limit = innerWidth < 760 ? 20 : 50;
  let listed = facts;
  const more = document.querySelector(".showrows");
  const apply = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let fitting = 0;
    for (const fact of listed) {
      const fits = wanted.every(word => fact.words.includes(word))
        && (!measure.value || fact.measure === measure.value)
        && (!place.value || fact.places.includes(place.value) || fact.place === place.value)
        && (!status.value || fact.status.includes(status.value));
      fitting += fits;
      const seen = fits && fitting <= limit;
      if (fact.hidden === seen) fact.row.hidden = fact.hidden = !seen;
    }
    document.getElementById("filter-count").textContent = `${fitting} of ${rows.length} claims`;
    document.querySelector(".empty").hidden = fitting > 0;
    more.hidden = fitting <= limit;
    more.textContent = `Show all ${fitting}`;
  };
  const order = ["high", "low", "else", "distorted", "inside", "consistent", "uncompared", "uncheckable"];
  const keys = {
    says: fact => -fact.row.dataset.v || 0, what: fact => fact.row.cells[1].textContent, by: fact => fact.row.cells[2].textContent,
    verdict: fact => order.indexOf(fact.status[0]),
  };
  let later = 0;
  const kept = {};
  const sort = (button, name) => {
    const head = button.closest("th"), down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const values = (kept[name] ??= facts.map(keys[name]));
    const compare = (a, b) => (values[a.k] < values[b.k] ? -1 : values[a.k] > values[b.k] ? 1 : a.k - b.k);
    listed = [...facts].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
    apply();
    // Rows that are not shown follow when there is time: the reader waits for one page only.
    body.prepend(...listed.filter(fact => !fact.hidden).map(fact => fact.row));
    clearTimeout(later);
    later = setTimeout(() => body.append(...listed.map(fact => fact.row)), 300);
  };
  for (const button of table.querySelectorAll("thead button")) button.addEventListener("click", () => sort(button, button.dataset.sort));
  const reveal = () => {
    const fact = facts.find(item => "#" + item.row.id === decodeURIComponent(location.hash));
    if (fact && fact.hidden) { limit = Infinity; form.reset(); apply(); fact.row.scrollIntoView(); }
  };
  for (const link of document.querySelectorAll("a[data-place]")) link.addEventListener("click", () => {
    form.reset();
    setTimeout(() => { place.value = link.dataset.place; apply(); });
  });
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => { setTimeout(apply); });
  addEventListener("hashchange", reveal);
  more.addEventListener("click", () => { limit = Infinity; apply(); });
  addEventListener("beforeprint", () => { limit = Infinity; form.reset(); apply(); });
  apply();
  reveal();
}
