"use strict";
/* Drawing: scales, axes and marks as SVG elements. Knows nothing of forecasts. */
const NS = "http://www.w3.org/2000/svg";
function el(name, attributes, parent, text) {
  const node = document.createElementNS(NS, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  if (parent) parent.appendChild(node);
  return node;
}
function scale(from, to, start, end) {
  const size = to - from || 1;
  const map = v => start + (v - from) / size * (end - start);
  map.undo = p => from + (p - start) / (end - start) * size;
  map.from = from; map.to = to;
  return map;
}
function ticks(from, to, count) {
  const raw = (to - from || 1) / count, power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw * 0.7);
  const list = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) list.push(i * step);
  list.digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  return list;
}
function extent(lists) {
  let low = Infinity, high = -Infinity;
  for (const list of lists) for (const v of list) if (v !== null && v !== undefined) { if (v < low) low = v; if (v > high) high = v; }
  if (low > high) return [0, 1];
  return low === high ? [low - Math.abs(low) * 0.1 - 0.1, high + Math.abs(high) * 0.1 + 0.1] : [low, high];
}
/* A chart's empty frame; x and y are scales, the drawing goes into .svg. */
function frame(box, height, margin, label) {
  box.textContent = "";
  const width = Math.max(260, box.clientWidth || 600);
  const svg = el("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, box);
  return { svg, width, height, left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
}
function yAxis(f, y, title, format) {
  const list = ticks(y.from, y.to, Math.max(2, Math.round((f.bottom - f.top) / 40)));
  for (const v of list) {
    el("line", { x1: f.left, x2: f.right, y1: y(v), y2: y(v), class: "gridline" }, f.svg);
    el("text", { x: f.left - 6, y: y(v) + 4, "text-anchor": "end" }, f.svg, format ? format(v) : v.toFixed(list.digits));
  }
  if (title) el("text", { x: 2, y: f.top - 8 }, f.svg, title);
}
function xAxis(f, x, title, format) {
  el("line", { x1: f.left, x2: f.right, y1: f.bottom, y2: f.bottom, class: "axis" }, f.svg);
  const list = ticks(x.from, x.to, Math.max(2, Math.floor((f.right - f.left) / 70)));
  for (const v of list) el("text", { x: x(v), y: f.bottom + 16, "text-anchor": "middle" }, f.svg, format ? format(v) : v.toFixed(list.digits));
  if (title) el("text", { x: (f.left + f.right) / 2, y: f.bottom + 34, "text-anchor": "middle" }, f.svg, title);
}
const STEPS = [60, 300, 900, 3600, 10800, 21600, 43200, 86400, 172800, 604800, 1209600];
function timeTicks(from, to, count) {
  const raw = (to - from) / count, list = [];
  const step = STEPS.find(s => s >= raw);
  if (step) {
    const shift = step >= 604800 ? 345600 : 0; /* weeks start on Monday */
    for (let t = Math.ceil((from - shift) / step) * step + shift; t <= to; t += step) list.push(t);
    list.unit = step < 86400 ? "time" : "day";
    return list;
  }
  const months = [1, 2, 3, 6, 12, 24, 36, 60, 120].find(m => m * 2629746 >= raw * 0.8) || 240;
  const start = new Date(from * 1000);
  for (let y = start.getUTCFullYear(); ; y++) {
    for (let m = 0; m < 12; m += Math.min(12, months)) {
      const t = Date.UTC(y, m, 1) / 1000;
      if (t > to) { list.unit = months < 12 ? "month" : "year"; return list; }
      if (t >= from && (months <= 12 || y % (months / 12) === 0)) list.push(t);
    }
  }
}
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function timeLabel(t, unit) {
  const d = new Date(t * 1000), two = n => String(n).padStart(2, "0");
  if (unit === "year") return String(d.getUTCFullYear());
  if (unit === "month") return MONTHS[d.getUTCMonth()] + (d.getUTCMonth() === 0 ? " " + d.getUTCFullYear() : "");
  const day = d.getUTCDate() + " " + MONTHS[d.getUTCMonth()];
  if (unit === "day") return day;
  const clock = two(d.getUTCHours()) + ":" + two(d.getUTCMinutes());
  if (unit === "full") return day + " " + d.getUTCFullYear() + (clock === "00:00" ? "" : " " + clock);
  return clock === "00:00" ? day : clock;
}
function timeAxis(f, x) {
  el("line", { x1: f.left, x2: f.right, y1: f.bottom, y2: f.bottom, class: "axis" }, f.svg);
  const list = timeTicks(x.from, x.to, Math.max(2, Math.floor((f.right - f.left) / 85)));
  for (const t of list) {
    el("line", { x1: x(t), x2: x(t), y1: f.top, y2: f.bottom, class: "gridline" }, f.svg);
    el("text", { x: x(t), y: f.bottom + 16, "text-anchor": "middle" }, f.svg, timeLabel(t, list.unit));
  }
}
function path(xs, ys, x, y) {
  let d = "", pen = false;
  for (let i = 0; i < xs.length; i++) {
    if (ys[i] === null || ys[i] === undefined) { pen = false; continue; }
    d += (pen ? "L" : "M") + x(xs[i]).toFixed(1) + " " + y(ys[i]).toFixed(1);
    pen = true;
  }
  return d;
}
function area(xs, low, high, x, y) {
  const up = [], down = [];
  for (let i = 0; i < xs.length; i++) {
    if (low[i] === null || high[i] === null) continue;
    up.push(x(xs[i]).toFixed(1) + " " + y(high[i]).toFixed(1));
    down.unshift(x(xs[i]).toFixed(1) + " " + y(low[i]).toFixed(1));
  }
  return up.length ? "M" + up.join("L") + "L" + down.join("L") + "Z" : "";
}
const RAMP = [[68, 60, 140], [45, 112, 142], [38, 160, 132], [122, 200, 82], [246, 214, 70]];
function ramp(share) {
  const at = Math.max(0, Math.min(1, share)) * (RAMP.length - 1), i = Math.min(RAMP.length - 2, Math.floor(at));
  return "rgb(" + RAMP[i].map((c, k) => Math.round(c + (RAMP[i + 1][k] - c) * (at - i))).join(",") + ")";
}
