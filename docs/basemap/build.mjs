// Makes src/counterflow/report/basemap/world.json from Natural Earth. See docs/basemap.md.
//
//   npm install world-atlas@2.0.2 topojson-client@3 topojson-server@3 topojson-simplify@3
//   node build.mjs OUTPUT
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "build.mjs"));
const { feature, mergeArcs, quantize } = require("topojson-client");
const { topology } = require("topojson-server");
const { filter, presimplify, simplify } = require("topojson-simplify");

const source = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json")));
const polygonsOf = geometry =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;

// What Natural Earth calls a place of its own and the United Nations does not.
const UNNUMBERED = {
  "Kosovo": "XKX", "N. Cyprus": "196", "Somaliland": "706", "Siachen Glacier": "X-SIACHEN",
  "Indian Ocean Ter.": "036",
};
const places = new Map();
for (const { id, properties, geometry } of feature(source, source.objects.countries).features) {
  const known = UNNUMBERED[properties.name] ?? id;
  // The Chagos archipelago is Mauritius to the General Assembly (resolution 73/295).
  const place = known === "086" ? "480" : known;
  places.set(place, [...(places.get(place) ?? []), ...polygonsOf(geometry)]);
}

const isInside = (polygon, west, south, east, north) =>
  polygon[0].every(([x, y]) => x > west && x < east && y > south && y < north);

function move(from, to, chosen) {
  const kept = places.get(from).filter(polygon => !chosen(polygon));
  const moved = places.get(from).filter(chosen);
  if (!moved.length) throw new Error(`nothing of ${from} to move to ${to}`);
  places.set(from, kept);
  places.set(to, [...(places.get(to) ?? []), ...moved]);
}

// A cut along a meridian or parallel leaves new points on the borders of neighbours too.
function insertPoint(a, b, point) {
  const same = (p, q) => p[0] === q[0] && p[1] === q[1];
  for (const polygons of places.values())
    for (const polygon of polygons)
      for (const ring of polygon)
        for (let k = 0; k + 1 < ring.length; k++)
          if ((same(ring[k], a) && same(ring[k + 1], b)) || (same(ring[k], b) && same(ring[k + 1], a)))
            ring.splice(k + 1, 0, point);
}

function cut(from, to, axis, limit, keep) {
  const polygons = places.get(from);
  for (const polygon of polygons) {
    const ring = polygon[0];
    const crossings = [];
    for (let k = 0; k + 1 < ring.length; k++) {
      const [a, b] = [ring[k], ring[k + 1]];
      if ((a[axis] - limit) * (b[axis] - limit) < 0) crossings.push([a, b]);
    }
    for (const [a, b] of crossings) {
      const share = (limit - a[axis]) / (b[axis] - a[axis]);
      const point = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
      point[axis] = limit;
      insertPoint(a, b, point);
    }
  }
  const side = keeps => polygons.flatMap(polygon => {
    const ring = polygon[0].filter(p => p[axis] === limit || keeps(p[axis]));
    return ring.length > 3 && ring.some(p => p[axis] !== limit)
      ? [[ring[0] === ring.at(-1) ? ring : [...ring, ring[0]]]] : [];
  });
  places.set(from, side(keep));
  places.set(to, [...(places.get(to) ?? []), ...side(value => !keep(value))]);
}

move("643", "804", polygon => isInside(polygon, 32, 44, 37, 46.5));             // Crimea
move("643", "X-KURILS", polygon => isInside(polygon, 145, 43, 149, 46));        // southern Kurils
cut("504", "732", 1, 27.6667, latitude => latitude >= 27.6667);                 // Western Sahara
cut("376", "760", 0, 35.64, longitude => longitude <= 35.64);                   // Golan

const collection = {
  type: "FeatureCollection",
  features: [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, coordinates]) => ({
    type: "Feature", id, properties: {}, geometry: { type: "MultiPolygon", coordinates },
  })),
};
let world = topology({ places: collection }, 2e5);
// Parts of one place that touch become one: the line between them is no boundary.
world.objects.places.geometries = world.objects.places.geometries.map(geometry => ({
  ...mergeArcs(world, [geometry]), id: geometry.id,
}));
world = presimplify(world);
world = simplify(world, 0.004);

// The point that stands for a place: inside its largest part, as far from its edges as a grid finds.
const area = ring => ring.reduce((sum, [x, y], k) => {
  const [u, v] = ring[(k + 1) % ring.length];
  return sum + x * v - u * y;
}, 0) / 2;
const holds = (ring, [x, y]) => {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[a, b], [c, d]] = [ring[i], ring[j]];
    if (b > y !== d > y && x < ((c - a) * (y - b)) / (d - b) + a) inside = !inside;
  }
  return inside;
};
const gap = (ring, [x, y]) => Math.min(...ring.slice(1).map(([c, d], k) => {
  const [a, b] = ring[k];
  const shrink = Math.cos((y * Math.PI) / 180);
  const [ux, uy, px, py] = [(c - a) * shrink, d - b, (x - a) * shrink, y - b];
  const t = Math.max(0, Math.min(1, (px * ux + py * uy) / (ux * ux + uy * uy || 1)));
  return Math.hypot(px - t * ux, py - t * uy);
}));
function point(coordinates) {
  const ring = coordinates.map(polygon => polygon[0]).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  const xs = ring.map(p => p[0]), ys = ring.map(p => p[1]);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const middle = [(west + east) / 2, (south + north) / 2];
  let best = middle, room = -1;
  for (let i = 0.5; i < 24; i++)
    for (let k = 0.5; k < 24; k++) {
      const p = [west + ((east - west) * i) / 24, south + ((north - south) * k) / 24];
      const found = holds(ring, p) ? gap(ring, p) : -1;
      if (found > room) [best, room] = [p, found];
    }
  return best.map(value => Math.round(value * 100) / 100);
}
for (const f of collection.features) {
  const geometry = world.objects.places.geometries.find(g => g.id === f.id);
  geometry.properties = { point: point(f.geometry.coordinates) };
}

// Boundaries that the United Nations leaves undetermined, or that are lines of an armistice.
const DASHED = [
  ["356", "586"], ["356", "156"], ["356", "X-SIACHEN"], ["586", "X-SIACHEN"], ["156", "X-SIACHEN"],
  ["156", "586"], ["408", "410"], ["376", "275"], ["376", "760"], ["504", "732"], ["478", "732"],
  ["012", "732"], ["688", "XKX"], ["728", "729"], ["404", "728"], ["231", "706"], ["818", "729"],
];
const owners = new Map();
const each = (arcs, visit) => arcs.forEach(arc => (Array.isArray(arc) ? each(arc, visit) : visit(arc < 0 ? ~arc : arc)));
for (const g of world.objects.places.geometries)
  each(g.arcs, arc => owners.set(arc, [...(owners.get(arc) ?? []), g.id]));
const isDashed = ids => DASHED.some(pair => pair.every(id => ids.includes(id)));
world.objects.dashed = {
  type: "MultiLineString",
  arcs: [...owners].filter(([, ids]) => isDashed(ids)).map(([arc]) => [arc]),
};
world = quantize(filter(world, () => true), 32000);
delete world.bbox;
writeFileSync(process.argv[2], JSON.stringify(world) + "\n");
const found = new Set(world.objects.places.geometries.map(g => g.id));
console.log(found.size, "places", world.arcs.length, "arcs", world.objects.dashed.arcs.length, "dashed");
