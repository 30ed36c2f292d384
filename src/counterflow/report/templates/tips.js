"use strict";
// Each document stands once in the page; the rows of the ledger lead to it, and here get its words.
for (const link of document.querySelectorAll('.claims a[href^="#doc-"]')) {
  const entry = document.getElementById(link.getAttribute("href").slice(1));
  link.replaceWith(...[...entry.childNodes].map(node => node.cloneNode(true)));
}
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
  const row = document.getElementById(link.getAttribute("href").slice(1));
  const cells = row ? [...row.cells].map(cell => [...cell.childNodes].map(node => node.textContent.trim()).filter(Boolean).join(". ")) : [];
  const text = row ? `${cells[0]}\n${cells[1]}\n${cells[2]}\nAccount: ${cells[3]}\n${cells[4]}` : link.getAttribute("aria-label");
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

