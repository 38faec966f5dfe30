// The map and the timeline. Everything they show also stands on the page as a list, which is there first: the libraries
// are fetched when the page has been painted, and the map when it comes into view.

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "[]");
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const dark = matchMedia("(prefers-color-scheme: dark)").matches;

// Kilometres that a place of this precision may be off: it is drawn as an area of that size, never as a point.
const REACH = { 2: 8, 3: 25, 4: 80, 5: 60, 6: 250, 7: 150 };

function area(place, km) {
  const [x, y] = [place.lon, place.lat];
  const wide = km / (111.32 * Math.max(0.05, Math.cos((y * Math.PI) / 180)));
  const ring = Array.from({ length: 49 }, (_, i) => {
    const turn = (i / 48) * 2 * Math.PI;
    return [x + wide * Math.cos(turn), y + (km / 111.32) * Math.sin(turn)];
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: { ...place } };
}

const point = (place) => ({ type: "Feature", geometry: { type: "Point", coordinates: [place.lon, place.lat] }, properties: { ...place } });
const collection = (features) => ({ type: "FeatureCollection", features });

const added = (name, values) => new Promise((done, failed) => {
  const element = Object.assign(document.createElement(name), values);
  element.addEventListener("load", done);
  element.addEventListener("error", failed);
  document.head.append(element);
});
const script = (src) => added("script", { src });
const style = (href) => added("link", { rel: "stylesheet", href });
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const inView = (element) => new Promise((done) => {
  const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) { watch.disconnect(); done(); } }, { rootMargin: "300px" });
  watch.observe(element);
});

async function drawMap(element, places) {
  await painted();
  await inView(element);
  const { library, worker, shapes, world: file, style: sheet } = element.dataset;
  const [answer] = await Promise.all([fetch(file), script(shapes), script(library), style(sheet)]);
  const world = await answer.json();
  maplibregl.setWorkerUrl(worker);
  const ink = dark ? "#8fc7e6" : "#14506e";
  const map = new maplibregl.Map({
    container: element,
    attributionControl: false,
    center: [20, 20],
    zoom: 1.2,
    style: {
      version: 8,
      sources: {
        world: { type: "geojson", data: topojson.feature(world, world.objects.countries) },
        exact: { type: "geojson", data: collection(places.filter((p) => p.precision <= 1).map(point)), cluster: true, clusterRadius: 36, clusterProperties: { sum: ["+", ["get", "claims"]] } },
        areas: { type: "geojson", data: collection(places.filter((p) => p.precision > 1).map((p) => area(p, REACH[p.precision] ?? 50))) },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": dark ? "#10202a" : "#cfdfe6" } },
        { id: "land", type: "fill", source: "world", paint: { "fill-color": dark ? "#262d32" : "#f6f3ea" } },
        { id: "borders", type: "line", source: "world", paint: { "line-color": dark ? "#4d5961" : "#b9b3a4", "line-width": 0.8 } },
        { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ink, "fill-opacity": 0.14 } },
        { id: "area-edges", type: "line", source: "areas", paint: { "line-color": ink, "line-opacity": 0.6, "line-dasharray": [2, 2] } },
        { id: "clusters", type: "circle", source: "exact", filter: ["has", "point_count"], paint: { "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": "#b3261e", "circle-stroke-width": 3, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "sum"]], 1, 9, 60, 30] } },
        { id: "points", type: "circle", source: "exact", filter: ["!", ["has", "point_count"]], paint: { "circle-color": "#b3261e", "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.2, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "claims"]], 1, 4.5, 40, 14] } },
      ],
    },
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.AttributionControl({ compact: false, customAttribution: "Natural Earth" }));
  if (places.length) {
    const bounds = new maplibregl.LngLatBounds();
    places.forEach((p) => bounds.extend([p.lon, p.lat]));
    map.fitBounds(bounds, { padding: 60, maxZoom: 6.5, animate: false });
  }
  map.on("click", "clusters", async (event) => {
    const [cluster] = event.features;
    const zoom = await map.getSource("exact").getClusterExpansionZoom(cluster.properties.cluster_id);
    map.easeTo({ center: cluster.geometry.coordinates, zoom });
  });
  for (const layer of ["points", "areas"]) map.on("click", layer, (event) => popup(map, event));
  map.once("idle", () => { element.dataset.drawn = "yes"; });
}

function popup(map, event) {
  const place = event.features[0].properties;
  const { list } = map.getContainer().dataset;
  const box = document.createElement("div");
  const name = document.createElement(list === undefined ? "b" : "a");
  name.textContent = place.name;
  if (list !== undefined) name.href = `/?${list}&place=${encodeURIComponent(place.name)}`;
  const rest = document.createElement("p");
  rest.textContent = `${place.exact}; ${place.claims} claims`;
  box.append(name, rest);
  new maplibregl.Popup().setLngLat(event.lngLat).setDOMContent(box).addTo(map);
}

async function drawTimeline(element, months) {
  await painted();
  await Promise.all([script(element.dataset.plot), style(element.dataset.style)]);
  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const name = (n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;
  const first = number(months[0].month);
  const all = Array.from({ length: number(months.at(-1).month) - first + 1 }, (_, i) => first + i);
  const told = new Map(months.map((m) => [number(m.month), m.claims]));
  const plot = new uPlot(
    {
      width: element.clientWidth, height: 150, legend: { show: false }, cursor: { drag: { setScale: false } },
      scales: { x: { time: false, range: [all[0] - 0.7, all.at(-1) + 0.7] } },
      series: [{}, { stroke: css("--bar"), fill: css("--bar"), paths: uPlot.paths.bars({ size: [0.8, 60] }), points: { show: false } }],
      axes: [
        { stroke: css("--ink"), grid: { show: false }, space: 70, incrs: [1, 2, 3, 6, 12, 24, 60, 120, 240], values: (_, at) => at.map(name) },
        { stroke: css("--ink"), grid: { stroke: css("--line") }, size: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000] },
      ],
      hooks: { setSelect: [(u) => filterTo(u, name)] },
    },
    [all, all.map((month) => told.get(month) ?? 0)], element,
  );
  addEventListener("resize", () => plot.setSize({ width: element.clientWidth, height: 150 }));
  element.dataset.drawn = "yes";
}

// From the first day of the first month that was dragged over to the last day of the last.
function filterTo(plot, name) {
  if (plot.select.width < 4) return;
  const month = (x) => Math.round(plot.posToVal(x, "x"));
  const last = month(plot.select.left + plot.select.width);
  const end = new Date(Date.UTC(Math.floor(last / 12), (last % 12) + 1, 0));
  const address = new URL(location.href);
  address.searchParams.set("date_from", `${name(month(plot.select.left))}-01`);
  address.searchParams.set("date_to", end.toISOString().slice(0, 10));
  location.href = address;
}

const map = document.getElementById("map");
if (map) drawMap(map, read("places")).catch(() => { map.textContent = "This browser cannot draw maps; the list below has the same places."; });
// The timeline comes by itself, after the map.
function begin() {
  const timeline = document.querySelector("#timeline:not([data-begun])");
  if (!timeline) return;
  timeline.dataset.begun = "yes";
  drawTimeline(timeline, read("months"));
}
document.addEventListener("htmx:load", begin);
begin();
