const save = (name, blob) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
const csvOf = table => [...table.rows].map(row => [...row.cells].map(cell => {
  const text = cell.textContent.trim().replace(/\s+/g, " ");
  return /[",\n]/.test(text) || /^[=+@\t]/.test(text) ? `"${(/^[=+@\t]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"` : text;
}).join(",")).join("\r\n") + "\r\n";
const drawn = holder => {
  const charts = [...holder.querySelectorAll("svg[role]")].filter(chart => chart.getClientRects().length);
  if (!charts.length) return null;
  const boxes = charts.map(chart => chart.viewBox.baseVal), gap = 24;
  const across = Math.min(charts.length, charts.length > 1 ? 3 : 1);
  const width = Math.max(...boxes.map(box => box.width)), height = Math.max(...boxes.map(box => box.height)) + (charts.length > 1 ? 24 : 0);
  const whole = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const size = [across * (width + gap) + gap, Math.ceil(charts.length / across) * (height + gap) + gap];
  whole.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  whole.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
  whole.setAttribute("width", size[0]);
  whole.setAttribute("height", size[1]);
  const style = document.createElementNS(whole.namespaceURI, "style");
  style.textContent = document.querySelector("style").textContent;
  const paper = document.createElementNS(whole.namespaceURI, "rect");
  for (const [key, value] of [["width", "100%"], ["height", "100%"], ["class", "paper"]]) paper.setAttribute(key, value);
  whole.append(style, paper);
  charts.forEach((chart, k) => {
    const copy = chart.cloneNode(true), box = boxes[k];
    const left = gap + k % across * (width + gap), top = gap + Math.floor(k / across) * (height + gap) + (charts.length > 1 ? 24 : 0);
    for (const [key, value] of [["x", left], ["y", top], ["width", box.width], ["height", box.height]]) copy.setAttribute(key, value);
    for (const use of copy.querySelectorAll("use")) {
      const source = document.querySelector(use.getAttribute("href"));
      const inside = source.cloneNode(true), holder = document.createElementNS(whole.namespaceURI, "g");
      holder.setAttribute("transform", use.getAttribute("transform") || "");
      inside.removeAttribute("id");
      holder.append(inside);
      use.replaceWith(holder);
    }
    whole.append(copy);
    const heading = chart.closest(".panel")?.querySelector("h3");
    if (heading) {
      const text = document.createElementNS(whole.namespaceURI, "text");
      text.setAttribute("x", left);
      text.setAttribute("y", top - 8);
      text.setAttribute("class", "strong");
      text.textContent = heading.textContent;
      whole.append(text);
    }
  });
  return { text: new XMLSerializer().serializeToString(whole), size };
};
for (const caption of document.querySelectorAll(".scroll caption")) {
  const area = caption.closest(".scroll");
  area.tabIndex = 0;
  area.setAttribute("role", "region");
  area.setAttribute("aria-label", caption.textContent);
}
for (const bar of document.querySelectorAll(".downloads")) {
  const section = document.getElementById(bar.dataset.of), name = bar.dataset.of;
  const kinds = "pictures" in bar.dataset ? ["png", "svg", "csv"] : ["csv"];
  bar.append("Download:", ...kinds.flatMap(kind => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.kind = kind;
    button.textContent = kind.toUpperCase();
    return [" ", button];
  }));
  bar.hidden = false;
  bar.addEventListener("click", event => {
    const kind = event.target.dataset.kind;
    if (!kind) return;
    if (kind === "csv") { save(name + ".csv", new Blob([csvOf(section.querySelector("details.data table, table.claims"))], { type: "text/csv" })); return; }
    const picture = drawn(section.querySelector("figure"));
    if (!picture) return;
    if (kind === "svg") { save(name + ".svg", new Blob([picture.text], { type: "image/svg+xml" })); return; }
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = picture.size.map(side => side * 2);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(name + ".png", blob));
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(picture.text);
  });
}
