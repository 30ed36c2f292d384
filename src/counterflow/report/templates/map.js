const wrap = document.querySelector(".mapwrap");
if (wrap) {
  const { months, totals } = wrap.dataset;
  const names = months.split(" "), words = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  const long = name => words.format(new Date(name + "-01T00:00Z"));
  const stepFor = width => width > 0 ? 10 ** (Math.floor(Math.log10(width)) - 1) : 1;
  const rounded = (value, step) => {
    if (!value) return value;
    let size = Math.floor(value / step + .5) * step;
    if (!size) { const lead = 10 ** Math.floor(Math.log10(value)); size = Math.floor(value / lead + .5) * lead; }
    return size;
  };
  const places = step => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const compact = (value, step) => {
    const shown = rounded(value, step);
    for (const [size, suffix] of [[1e6, "M"], [1e3, "k"]])
      if (shown >= size) {
        const part = shown / size, decimals = Math.max(0, Math.min(places(step / size), 3 - String(Math.trunc(part)).length));
        return part.toFixed(decimals) + suffix;
      }
    return shown.toFixed(places(step));
  };
  const whole = text => text.split(" ").map(part => parseInt(part, 36));
  const series = text => {
    const all = whole(text);
    return names.map((_, k) => all.slice(3 * k, 3 * k + 3));
  };
  const items = [...wrap.querySelectorAll("li[data-p]")].map(row => {
    const departures = whole(row.dataset.d);
    let sum = 0;
    const pick = name => [...wrap.querySelectorAll(`${name}[data-p="${row.dataset.p}"]`)];
    return {
      row, departures, sums: departures.map(value => (sum += value)), stock: series(row.dataset.s),
      bar: row.querySelector(".i80"), dot: row.querySelector(".dot"), number: row.querySelector("b"),
      said: row.querySelector(".hidden"), bands: pick("path"), marks: pick("g"), labels: pick("text"),
    };
  });
  const most = list => Math.max(1, ...list);
  const onMap = items.filter(item => item.marks.length);
  const largest = most(onMap.flatMap(item => item.stock.map(s => s[1])));
  const widest = { sum: most(onMap.map(item => item.sums.at(-1))), month: most(onMap.flatMap(item => item.departures)) };
  const top = most(items.flatMap(item => item.stock.map(s => s[2])));
  const x = value => 4 + value / top * 112;
  const ribbon = (x0, y0, x1, y1, width) => {
    const dx = x1 - x0, dy = y1 - y0, side = dx >= 0 ? .16 : -.16;
    const cx = (x0 + x1) / 2 - dy * side, cy = (y0 + y1) / 2 + dx * side, length = Math.hypot(dx, dy) || 1;
    const nx = -dy / length, ny = dx / length, tail = width * .075 + .05, waist = width * .3, head = width / 2;
    const at = (px, py, out) => (px + nx * out).toFixed(1) + " " + (py + ny * out).toFixed(1);
    return `M${at(x0, y0, tail)}Q${at(cx, cy, waist)} ${at(x1, y1, head)}L${at(x1, y1, -head)}Q${at(cx, cy, -waist)} ${at(x0, y0, -tail)}Z`;
  };
  const slider = document.getElementById("map-month"), now = document.getElementById("map-now");
  const play = document.getElementById("map-play"), total = series(totals);
  const draw = () => {
    const k = +slider.value, mode = wrap.querySelector("input[name=bands]:checked").value;
    for (const item of items) {
      const [low, median, high] = item.stock[k], step = stepFor(high - low);
      const number = compact(median, step);
      item.bar.setAttribute("x1", x(low));
      item.bar.setAttribute("x2", x(high));
      item.dot.setAttribute("cx", x(median));
      item.number.textContent = number;
      item.said.textContent = `80% interval ${compact(low, step)} to ${compact(high, step)}`;
      for (const label of item.labels) label.lastElementChild.textContent = number;
      const width = (mode === "sum" ? item.sums : item.departures)[k] / widest[mode];
      for (const band of item.bands) {
        const map = band.ownerSVGElement, spot = map.querySelector(`g[data-p="${item.row.dataset.p}"] .spot`);
        const [x0, y0] = map.dataset.start.split(" ").map(Number);
        const thick = width * map.dataset.ribbon;
        band.setAttribute("d", thick < .05 ? "" : ribbon(x0, y0, +spot.getAttribute("cx"), +spot.getAttribute("cy"), Math.max(.6, thick)));
        spot.setAttribute("r", median < .5 ? 0 : Math.max(2, map.dataset.radius * Math.sqrt(median / largest)));
      }
    }
    now.textContent = long(names[k]);
    const [low, median, high] = total[k] || [];
    const all = median >= 0 ? `, about ${compact(median, stepFor(high - low))} people abroad` : "";
    slider.setAttribute("aria-valuetext", long(names[k]) + all);
    document.getElementById("map-total").textContent = all.slice(2);
  };
  let timer = 0;
  const stop = () => { clearInterval(timer); timer = 0; play.textContent = "Play"; play.setAttribute("aria-pressed", "false"); };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (+slider.value === names.length - 1) slider.value = 0;
    draw();
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(() => {
      slider.value = +slider.value + 1;
      draw();
      if (+slider.value === names.length - 1) stop();
    }, still.matches ? 1500 : 420);
  });
  slider.addEventListener("input", () => { if (timer) stop(); draw(); });
  for (const choice of wrap.querySelectorAll("input[name=bands]")) choice.addEventListener("change", draw);
  const light = code => {
    wrap.classList.toggle("focused", Boolean(code));
    for (const part of wrap.querySelectorAll(".lit")) part.classList.remove("lit");
    if (code) for (const part of wrap.querySelectorAll(`[data-p="${code}"]`)) part.classList.add("lit");
  };
  for (const { row, marks } of items) {
    const code = row.dataset.p;
    for (const part of [row, ...marks]) {
      part.addEventListener("pointerenter", () => light(code));
      part.addEventListener("pointerleave", () => light(""));
    }
    row.firstElementChild.addEventListener("focus", () => light(code));
    row.firstElementChild.addEventListener("blur", () => light(""));
    for (const mark of marks) {
      mark.querySelector("title").remove();
      mark.addEventListener("pointermove", event => show(`${row.querySelector(".name").textContent}: ${row.querySelector("b").textContent}\n${row.querySelector(".hidden").textContent}`, event.clientX, event.clientY));
      mark.addEventListener("pointerleave", hide);
      mark.addEventListener("click", () => { location.hash = "place-" + code; });
    }
  }
  const more = wrap.querySelector(".showmore");
  if (more) {
    more.hidden = false;
    wrap.querySelector(".ranked").classList.add("short");
    more.addEventListener("click", () => { wrap.querySelector(".ranked").classList.remove("short"); more.hidden = true; });
  }
  wrap.querySelector(".controls").hidden = false;
  draw();
}
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details.place")) part.open = true; });
