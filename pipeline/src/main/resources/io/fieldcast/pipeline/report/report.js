/* The page: reads the data in the document, fills the controls, draws. */
const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const state = { station: 0, lead: 0, period: 0, colour: "now", cursor: -1 };
const unit = data.unit ? " " + data.unit : "", scoredUnit = data.scoredUnit || data.unit;
const leads = data.leads || [];
const finite = v => v !== null && v !== undefined;
const sig = v => !finite(v) ? "–" : Number(v.toPrecision(3)).toString();
const fixed = (v, n) => finite(v) ? v.toFixed(n) : "–";
const percent = v => finite(v) ? Math.round(100 * v) + " %" : "–";
function duration(s) {
  const parts = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]].find(p => s % p[0] === 0 && s >= p[0]) || [1, "second"];
  const n = s / parts[0];
  return n + " " + parts[1] + (n === 1 ? "" : "s");
}
function option(select, value, text) {
  const node = document.createElement("option");
  node.value = value; node.textContent = text;
  byId(select).appendChild(node);
}
function html(tag, text, parent, name) {
  const node = document.createElement(tag);
  if (text !== null) node.textContent = text;
  if (name) node.className = name;
  parent.appendChild(node);
  return node;
}
function scoreOf(lead) { return data.scores.find(s => s.leadSeconds === lead); }
function better(skill) { return Math.abs(Math.round(100 * skill)) + " % " + (skill >= 0 ? "smaller" : "larger"); }

function header() {
  const first = scoreOf(leads[0]);
  let text = "No forecast has been verified yet.";
  if (first && first.n) {
    text = `Looking ${duration(leads[0])} ahead, the forecast's typical error is ${sig(first.rmse)} ${scoredUnit}`;
    if (finite(first.rmseSkillPersistence)) text += `: ${better(first.rmseSkillPersistence)} than repeating the last value`;
    if (finite(first.rmseSkillClimatology)) text += `, and ${better(first.rmseSkillClimatology)} than expecting what is usual for the season`;
    text += `. The 90 % band held the measured value in ${percent(first.coverage90)} of ${first.n.toLocaleString("en")} cases.`;
  }
  byId("summary").textContent = text;
  for (const [name, value] of data.facts || []) {
    const group = html("div", null, byId("facts"));
    html("dt", name, group); html("dd", value, group);
  }
}
function series() { const s = data.series[data.stations[state.station].id]; return s && s[state.lead]; }

function drawMap() {
  const box = byId("map"), places = data.stations;
  let [x0, x1] = extent([places.map(p => p.x)]), [y0, y1] = extent([places.map(p => p.y)]);
  const shrink = data.geographic ? Math.cos((y0 + y1) / 2 * Math.PI / 180) : 1;
  const padX = (x1 - x0) * 0.14, padY = (y1 - y0) * 0.09;
  x0 -= padX; x1 += padX; y0 -= padY; y1 += padY;
  const width = Math.max(260, box.clientWidth), ratio = (y1 - y0) / ((x1 - x0) * shrink);
  const height = Math.max(220, Math.min(440, width * ratio));
  const f = frame(box, height, { left: 38, right: 12, top: 8, bottom: 24 }, "Map of the stations");
  const zoom = Math.min((f.right - f.left) / ((x1 - x0) * shrink), (f.bottom - f.top) / (y1 - y0));
  const cx = (f.left + f.right) / 2, cy = (f.top + f.bottom) / 2, mx = (x0 + x1) / 2, my = (y0 + y1) / 2;
  const px = v => cx + (v - mx) * shrink * zoom, py = v => cy - (v - my) * zoom;
  const spanX = (f.right - f.left) / 2 / zoom / shrink, spanY = (f.bottom - f.top) / 2 / zoom;
  const degrees = (v, plus, minus, d) => data.geographic ? Math.abs(v).toFixed(d) + "°" + (v >= 0 ? plus : minus) : v.toFixed(d);
  const gx = ticks(mx - spanX, mx + spanX, 4), gy = ticks(my - spanY, my + spanY, 4);
  for (const v of gx) {
    el("line", { x1: px(v), x2: px(v), y1: f.top, y2: f.bottom, class: "gridline" }, f.svg);
    el("text", { x: px(v), y: f.bottom + 15, "text-anchor": "middle" }, f.svg, degrees(v, "E", "W", gx.digits));
  }
  for (const v of gy) {
    el("line", { x1: f.left, x2: f.right, y1: py(v), y2: py(v), class: "gridline" }, f.svg);
    el("text", { x: f.left - 4, y: py(v) + 4, "text-anchor": "end" }, f.svg, degrees(v, "N", "S", gy.digits));
  }
  const value = p => state.colour === "now" ? (p.now ? p.now[0] : null) : state.colour === "skill" ? p.skill[state.lead] : p.rmse[state.lead];
  const [low, high] = extent([places.map(value)]);
  const labels = places.length <= 40, radius = places.length <= 40 ? 8 : places.length <= 150 ? 6 : 4;
  places.forEach((p, i) => {
    const g = el("g", { class: "place" + (p.virtual ? " hollow" : "") + (i === state.station ? " chosen" : ""), tabindex: i === state.station ? 0 : -1, role: "button", "aria-label": `${p.id}${p.virtual ? ", no sensor" : ""}, ${sig(value(p))}`, "aria-pressed": i === state.station }, f.svg);
    const v = value(p), colour = finite(v) ? ramp((v - low) / (high - low)) : "var(--third)";
    el("title", {}, g, `${p.id}: ${format(v)}`);
    el("circle", { class: "ring", cx: px(p.x), cy: py(p.y), r: radius + 4 }, g);
    const circle = el("circle", { cx: px(p.x), cy: py(p.y), r: radius }, g);
    circle.style[p.virtual ? "stroke" : "fill"] = colour;
    if (labels || i === state.station) {
      const leftwards = px(p.x) > f.right - 8 * p.id.length - 16;
      el("text", { class: "ink", x: px(p.x) + (leftwards ? -radius - 5 : radius + 5), y: py(p.y) + 4, "text-anchor": leftwards ? "end" : "start" }, g, p.id);
    }
    g.addEventListener("click", () => choose("station", i));
    g.addEventListener("keydown", e => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (!step) return;
      e.preventDefault();
      choose("station", (i + step + places.length) % places.length);
      byId("map").querySelector(".chosen").focus();
    });
  });
  function format(v) { return state.colour === "now" ? sig(v) + unit : state.colour === "skill" ? percent(v) : sig(v) + " " + scoredUnit; }
  const legend = byId("map-legend");
  legend.textContent = "";
  html("span", format(low), legend);
  html("span", "", legend, "ramp").style.background = "linear-gradient(90deg," + [0, .25, .5, .75, 1].map(ramp).join(",") + ")";
  html("span", format(high), legend);
  const times = places.filter(p => p.nowTime).map(p => p.nowTime);
  html("span", state.colour === "now" ? (times.length ? "best estimate at " + timeLabel(Math.max(...times), "full") : "no analysis yet") : state.colour === "skill" ? "error saved against repeating the last value, " + duration(leads[state.lead]) + " ahead" : "typical error (RMSE), " + duration(leads[state.lead]) + " ahead", legend);
}

let chart = null;
function drawSeries() {
  const station = data.stations[state.station], all = series();
  byId("series-title").textContent = `Forecast and what came: ${station.id}, ${leads.length ? duration(leads[state.lead]) : ""} ahead`;
  const box = byId("series");
  chart = null;
  if (!all || !all.t.length) { box.textContent = "There is no forecast for this place and time ahead."; byId("readout").textContent = ""; return; }
  const last = all.t[all.t.length - 1], from = state.period ? last - state.period : all.t[0];
  const first = Math.max(0, all.t.findIndex(t => t >= from)), s = {};
  for (const key in all) s[key] = all[key].slice(first);
  const f = frame(box, Math.max(260, Math.min(430, box.clientWidth * 0.58)), { left: 44, right: 10, top: 24, bottom: 24 }, "Forecast bands and measured values");
  const x = scale(s.t[0], s.t[s.t.length - 1], f.left, f.right), [low, high] = extent([s.o, s.q5, s.q95]);
  const y = scale(low - (high - low) * 0.04, high + (high - low) * 0.04, f.bottom, f.top);
  timeAxis(f, x); yAxis(f, y, `${data.quantity}${data.unit ? " (" + data.unit + ")" : ""}`);
  const legend = el("g", {}, f.svg);
  let at = f.right - 320;
  if (at > 130) {
    el("rect", { x: at, y: 6, width: 16, height: 9, class: "band90" }, legend); el("text", { x: at + 20, y: 14 }, legend, "90 %");
    el("rect", { x: at + 58, y: 6, width: 16, height: 9, class: "band90" }, legend); el("rect", { x: at + 58, y: 6, width: 16, height: 9, class: "band50" }, legend); el("text", { x: at + 78, y: 14 }, legend, "50 %");
    el("path", { d: `M${at + 116} 11h16`, class: "line" }, legend); el("text", { x: at + 136, y: 14 }, legend, "median");
    el("circle", { cx: at + 194, cy: 11, r: 3, class: "dot" }, legend); el("text", { x: at + 201, y: 14 }, legend, "measured");
    el("circle", { cx: at + 268, cy: 11, r: 4, class: "miss" }, legend); el("text", { x: at + 276, y: 14 }, legend, "outside");
  }
  el("path", { d: area(s.t, s.q5, s.q95, x, y), class: "band90" }, f.svg);
  el("path", { d: area(s.t, s.q25, s.q75, x, y), class: "band50" }, f.svg);
  el("path", { d: path(s.t, s.q50, x, y), class: "line" }, f.svg);
  const r = s.t.length > 300 ? 1.5 : s.t.length > 120 ? 2.2 : 3;
  s.t.forEach((t, i) => {
    if (!finite(s.o[i])) return;
    el("circle", { cx: x(t).toFixed(1), cy: y(s.o[i]).toFixed(1), r, class: "dot" }, f.svg);
    if (s.o[i] < s.q5[i] || s.o[i] > s.q95[i]) el("circle", { cx: x(t).toFixed(1), cy: y(s.o[i]).toFixed(1), r: r + 2.5, class: "miss" }, f.svg);
  });
  const cursor = el("line", { y1: f.top, y2: f.bottom, class: "cursor", visibility: "hidden" }, f.svg);
  chart = { s, x, f, cursor };
  f.svg.addEventListener("pointermove", e => {
    const rect = f.svg.getBoundingClientRect(), t = x.undo((e.clientX - rect.left) / rect.width * f.width);
    let best = 0;
    s.t.forEach((v, i) => { if (Math.abs(v - t) < Math.abs(s.t[best] - t)) best = i; });
    point(best);
  });
  point(s.t.length - 1);
}
function point(i) {
  const { s, x, cursor } = chart;
  state.cursor = i;
  cursor.setAttribute("x1", x(s.t[i])); cursor.setAttribute("x2", x(s.t[i])); cursor.setAttribute("visibility", "visible");
  const o = s.o[i], verdict = !finite(o) ? "not measured" : `measured ${sig(o)}${unit}, ` + (o >= s.q5[i] && o <= s.q95[i] ? "inside the 90 % band" : "outside the 90 % band");
  byId("readout").textContent = `${timeLabel(s.t[i], "full")}: expected ${sig(s.q50[i])}${unit} (90 %: ${sig(s.q5[i])} to ${sig(s.q95[i])}); ${verdict}`;
}

function drawScores() {
  const table = byId("scores");
  table.textContent = "";
  byId("scores-hint").textContent = `Smaller is better${scoredUnit ? "; errors in " + scoredUnit : ""}. RMSE and MAE measure the central forecast, CRPS the whole distribution. “Saved” is the share of the reference's RMSE that is gone.`;
  const head = html("tr", null, html("thead", null, table));
  ["Ahead", "RMSE", "MAE", "CRPS", "in 50 %", "in 90 %", "Persistence RMSE", "saved", "Climatology RMSE", "saved", "cases"].forEach(t => html("th", t, head).scope = "col");
  const body = html("tbody", null, table);
  for (const s of data.scores) {
    const i = leads.indexOf(s.leadSeconds), row = html("tr", null, body, i === state.lead ? "chosen" : "");
    html("th", duration(s.leadSeconds), row).scope = "row";
    const skill = v => html("td", percent(v), row, !finite(v) ? "" : v > 0 ? "good" : "bad");
    html("td", fixed(s.rmse, 3), row); html("td", fixed(s.mae, 3), row); html("td", fixed(s.crps, 3), row);
    html("td", percent(s.coverage50), row); html("td", percent(s.coverage90), row);
    html("td", fixed(s.persistenceRmse, 3), row); skill(s.rmseSkillPersistence);
    html("td", fixed(s.climatologyRmse, 3), row); skill(s.rmseSkillClimatology);
    html("td", s.n.toLocaleString("en"), row);
    row.addEventListener("click", () => choose("lead", i));
  }
  const xs = data.scores.map(s => s.leadSeconds), names = [["rmse", "line", "forecast"], ["persistenceRmse", "line second", "persistence"], ["climatologyRmse", "line third", "climatology"]];
  if (!xs.length) return;
  const f = frame(byId("skill"), 250, { left: 44, right: 84, top: 24, bottom: 40 }, "RMSE by lead time");
  const day = xs[0] % 86400 === 0 ? [86400, "days ahead"] : xs[0] % 3600 === 0 ? [3600, "hours ahead"] : [60, "minutes ahead"];
  const span = xs.length > 1 ? xs : [0, 2 * xs[0]], x = scale(span[0] / day[0], span[span.length - 1] / day[0], f.left + 6, f.right - 6);
  const y = scale(0, extent(names.map(n => data.scores.map(s => s[n[0]])))[1] * 1.08, f.bottom, f.top);
  yAxis(f, y, "RMSE" + (scoredUnit ? " (" + scoredUnit + ")" : "")); xAxis(f, x, day[1]);
  const ends = names.map(n => ({ n, v: data.scores[xs.length - 1][n[0]] })).filter(e => finite(e.v)).sort((a, b) => b.v - a.v);
  let below = -Infinity;
  for (const e of ends) {
    el("path", { d: path(xs.map(v => v / day[0]), data.scores.map(s => s[e.n[0]]), x, y), class: e.n[1] }, f.svg);
    data.scores.forEach(s => { if (finite(s[e.n[0]])) el("circle", { cx: x(s.leadSeconds / day[0]), cy: y(s[e.n[0]]), r: 2.6, fill: `var(--${{ rmse: "accent", persistenceRmse: "second", climatologyRmse: "third" }[e.n[0]]})` }, f.svg); });
    below = Math.max(y(e.v) + 4, below + 14);
    el("text", { x: x(xs[xs.length - 1] / day[0]) + 9, y: below }, f.svg, e.n[2]);
  }
}

function drawCalibration() {
  const c = data.calibration.find(k => k.lead === leads[state.lead]);
  if (!c) { byId("reliability").textContent = byId("pit").textContent = "No forecast has been verified for this time ahead."; return; }
  let f = frame(byId("reliability"), 280, { left: 46, right: 12, top: 24, bottom: 40 }, "Promised against kept coverage");
  const size = Math.min(f.right - f.left, 420), x = scale(0, 1, f.left, f.left + size), y = scale(0, 1, f.bottom, f.top), share = v => Math.round(100 * v) + " %";
  f.right = f.left + size;
  yAxis(f, y, "kept", share); xAxis(f, x, "promised", share);
  el("line", { x1: x(0), y1: y(0), x2: x(1), y2: y(1), class: "ideal" }, f.svg);
  const promised = c.coverage.map((v, i) => (i + 1) / 10);
  el("path", { d: path(promised, c.coverage, x, y), class: "line" }, f.svg);
  c.coverage.forEach((v, i) => el("title", {}, el("circle", { cx: x(promised[i]), cy: y(v), r: 4, fill: "var(--accent)" }, f.svg), `promised ${share(promised[i])}, kept ${(100 * v).toFixed(1)} %`));
  f = frame(byId("pit"), 280, { left: 46, right: 12, top: 24, bottom: 40 }, "Histogram of forecast probabilities of the measured values");
  const x2 = scale(0, 1, f.left, f.right), y2 = scale(0, Math.max(2 / c.pit.length, Math.max(...c.pit)) * 1.05, f.bottom, f.top);
  yAxis(f, y2, "share of cases", v => (100 * v).toFixed(0) + " %"); xAxis(f, x2, "forecast probability of a lower value", share);
  c.pit.forEach((v, i) => el("rect", { x: x2(i / c.pit.length) + 1, width: (f.right - f.left) / c.pit.length - 2, y: y2(v), height: Math.max(0, f.bottom - y2(v)), class: "bar" }, f.svg));
  el("line", { x1: f.left, x2: f.right, y1: y2(1 / c.pit.length), y2: y2(1 / c.pit.length), class: "ideal" }, f.svg);
}

const BANDS = [".low", ".high"];
function drawDiagnostics() {
  const lines = data.diagnostics.lines, t = data.diagnostics.t, box = byId("diagnostics");
  const names = Object.keys(lines).filter(n => !(n.startsWith("parameter.") && BANDS.some(s => n.endsWith(s))));
  byId("diagnostics-card").hidden = !names.length || t.length < 2;
  if (byId("diagnostics-card").hidden) return;
  const rank = n => n.startsWith("innovation") ? 0 : n.startsWith("spread") ? 1 : n.startsWith("parameter") ? 2 : 3;
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  box.textContent = "";
  for (const name of names.slice(0, 24)) {
    const cell = html("div", null, box), base = name.replace(/\.mean$/, "");
    html("h3", base.replace(/\./g, " "), cell);
    const v = lines[name], low = lines[base + ".low"], high = lines[base + ".high"];
    const f = frame(html("div", null, cell), 150, { left: 48, right: 8, top: 8, bottom: 22 }, name + " over time");
    const x = scale(t[0], t[t.length - 1], f.left, f.right), [a, b] = extent([v, low || [], high || []]), y = scale(a - (b - a) * 0.05, b + (b - a) * 0.05, f.bottom, f.top);
    timeAxis(f, x); yAxis(f, y, "");
    if (low && high) el("path", { d: area(t, low, high, x, y), class: "band90" }, f.svg);
    const thin = Math.ceil(t.length / (2 * (f.right - f.left))), some = (l) => l.filter((_, i) => i % thin === 0);
    el("path", { d: path(some(t), some(v), x, y), class: "line", style: "stroke-width:1.2" }, f.svg);
  }
}

function choose(key, value) {
  state[key] = value;
  byId(key).value = value;
  draw(key === "station" || key === "colour" ? [drawMap, drawSeries] : key === "period" ? [drawSeries] : [drawMap, drawSeries, drawScores, drawCalibration]);
}
function draw(parts) { parts.forEach(part => part()); }
const EVERYTHING = [drawMap, drawSeries, drawScores, drawCalibration, drawDiagnostics];

header();
data.stations.forEach((s, i) => option("station", i, s.id + (s.virtual ? " (no sensor)" : s.excluded ? " (not scored)" : "")));
leads.forEach((l, i) => option("lead", i, duration(l)));
(() => {
  const one = Object.values(data.series).flat().find(s => s.t.length > 1), total = one ? one.t[one.t.length - 1] - one.t[0] : 0;
  [[86400, "last day"], [604800, "last 7 days"], [2592000, "last 30 days"], [7776000, "last 90 days"], [31536000, "last year"]].filter(p => p[0] < total && p[0] > total / 300).forEach(p => option("period", p[0], p[1]));
  option("period", 0, "all in this file");
  const options = [...byId("period").options].map(o => Number(o.value));
  state.period = options.includes(7776000) ? 7776000 : options[0];
  byId("period").value = state.period;
})();
option("colour", "now", "latest estimate"); option("colour", "skill", "skill"); option("colour", "rmse", "typical error");
state.colour = data.stations.some(s => s.now) ? "now" : "skill";
byId("colour").value = state.colour;
for (const key of ["station", "lead", "period", "colour"]) byId(key).addEventListener("change", e => choose(key, key === "colour" ? e.target.value : Number(e.target.value)));
byId("controls").addEventListener("submit", e => e.preventDefault());
byId("series").addEventListener("keydown", e => {
  if (!chart) return;
  const n = chart.s.t.length, to = { ArrowLeft: state.cursor - 1, ArrowRight: state.cursor + 1, Home: 0, End: n - 1 }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  point(Math.max(0, Math.min(n - 1, to)));
});
draw(EVERYTHING);
let pause = 0;
window.addEventListener("resize", () => { clearTimeout(pause); pause = setTimeout(() => draw(EVERYTHING), 120); });
