"use strict";
const tip = document.getElementById("tip");
const show = (text, x, y) => {
  tip.textContent = text;
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8)) + "px";
  tip.style.top = Math.max(8, y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18) + "px";
};
const hide = () => { tip.hidden = true; };
addEventListener("keydown", event => { if (event.key === "Escape") hide(); });

for (const link of document.querySelectorAll("a.hit")) {
  const title = link.querySelector("title");
  if (title) title.remove();
  const text = link.getAttribute("aria-label");
  link.addEventListener("pointerenter", event => show(text, event.clientX, event.clientY));
  link.addEventListener("pointerleave", hide);
  link.addEventListener("focus", () => {
    const box = link.getBoundingClientRect();
    show(text, box.right, box.top);
  });
  link.addEventListener("blur", hide);
}

for (const chart of document.querySelectorAll("svg[data-table]")) {
  const table = document.querySelector("#" + chart.dataset.table + " table");
  const heads = [...table.tHead.rows[0].cells].map(cell => cell.textContent);
  const rows = [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent));
  const { x0, x1, top, bottom } = chart.dataset;
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("y1", top);
  cursor.setAttribute("y2", bottom);
  chart.addEventListener("pointermove", event => {
    if (event.target.closest("a")) { cursor.remove(); return; }
    const box = chart.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * chart.viewBox.baseVal.width;
    const k = Math.round((x - x0) / (x1 - x0) * (rows.length - 1));
    if (!rows[k]) { cursor.remove(); hide(); return; }
    const at = +x0 + k / Math.max(1, rows.length - 1) * (x1 - x0);
    cursor.setAttribute("x1", at);
    cursor.setAttribute("x2", at);
    chart.append(cursor);
    show(rows[k].map((cell, i) => i ? heads[i] + ": " + cell : cell).join("\n"), event.clientX, event.clientY);
  });
  chart.addEventListener("pointerleave", () => { cursor.remove(); hide(); });
}

const form = document.querySelector(".filters");
if (form) {
  const [text, measure, place, status] = ["text", "measure", "place", "status"].map(name => document.getElementById("filter-" + name));
  const rows = [...document.querySelectorAll("#claims-table tbody tr")];
  const words = rows.map(row => row.textContent.toLowerCase());
  const apply = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, k) => {
      const fits = wanted.every(word => words[k].includes(word))
        && (!measure.value || row.dataset.m === measure.value)
        && (!place.value || row.dataset.p.split("+").includes(place.value) || row.dataset.p === place.value)
        && (!status.value || row.dataset.s.split(" ").includes(status.value));
      row.hidden = !fits;
      shown += fits;
    });
    document.getElementById("filter-count").textContent = shown + " of " + rows.length + " claims";
    document.querySelector(".empty").hidden = shown > 0;
  };
  const reveal = () => {
    const row = rows.find(row => "#" + row.id === decodeURIComponent(location.hash));
    if (row && row.hidden) { form.reset(); apply(); row.scrollIntoView(); }
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", reveal);
  apply();
}
