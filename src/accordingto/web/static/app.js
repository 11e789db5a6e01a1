// What is quicker with a script; every page works without it. Words open in place, keys move, layers stay in the address.
const root = document.documentElement;
root.classList.add("js");
const $ = (q, from = document) => from.querySelector(q);
const $$ = (q, from = document) => [...from.querySelectorAll(q)];

// A wide account table begins at its figures, with the chain kept in view.
for (const wide of $$(".scroll")) {
  wide.classList.toggle("over", wide.scrollWidth > wide.clientWidth + 8);
  wide.addEventListener("scroll", () => wide.classList.toggle("moved", wide.scrollLeft > 0), { passive: true });
}
const box = $(".scroll.over:has(.acc)");
if (box && box.clientWidth < 720) {
  const first = $("th.fig", box), chain = $("th.stick", box);
  if (first) box.scrollLeft = first.offsetLeft - chain.offsetWidth;
}

// Words open in a row beneath their cell: one at a time, Escape closes and gives the focus back.
let opened = null;
function close(focus = true) {
  if (!opened) return;
  const { row, cell } = opened;
  row.remove();
  cell.removeAttribute("aria-expanded");
  opened = null;
  history.replaceState(null, "", location.pathname + location.search);
  if (focus) cell.focus({ preventScroll: true });
}
async function open(cell) {
  const again = opened && opened.cell === cell;
  close(false);
  if (again) return cell.focus();
  cell.setAttribute("aria-expanded", "true");
  const slow = setTimeout(() => cell.classList.add("pending"), 300);
  let html;
  try {
    const answer = await fetch(cell.href + (cell.href.includes("?") ? "&" : "?") + "part=row", { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    html = await answer.text();
  } catch {
    location.assign(cell.href);
    return;
  } finally {
    clearTimeout(slow);
    cell.classList.remove("pending");
  }
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const at = cell.closest("tr"), row = document.createElement("tr"), td = document.createElement("td");
  row.className = "words open";
  td.colSpan = at.cells.length === 1 ? 99 : [...at.cells].reduce((n, c) => n + c.colSpan, 0);
  td.append(holder.content);
  row.append(td);
  at.after(row);
  opened = { row, cell };
  history.replaceState(null, "", "#" + cell.dataset.cell);
  const status = $("[role=status]", row);
  if (status) status.textContent = status.dataset.say || "";
}
addEventListener("click", (e) => {
  if (e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
  const cell = e.target.closest("a[data-cell]");
  if (cell) { e.preventDefault(); open(cell); return; }
  if (e.target.closest("[data-close]")) { e.preventDefault(); close(); }
});
if (location.hash.length > 1) {
  const cell = $(`a[data-cell="${CSS.escape(location.hash.slice(1))}"]`);
  if (cell) open(cell).then(() => cell.scrollIntoView({ block: "center" }));
}

// Layers of a report: the address follows the boxes.
const rail = $("form.rail");
if (rail) {
  const remembered = localStorage.getItem("layers"), asked = new URL(location).searchParams;
  if (remembered !== null && !asked.has("layers") && !asked.has("layer"))
    for (const b of $$("input[name=layer]", rail)) b.checked = remembered.split(",").includes(b.value);
  rail.addEventListener("change", () => {
    const on = $$("input[name=layer]:checked", rail).map((b) => b.value).join(",");
    const url = new URL(location);
    url.searchParams.delete("layer");
    url.searchParams.set("layers", on);
    history.replaceState(null, "", url.pathname + url.search.replaceAll("%2C", ",") + url.hash);
    try { localStorage.setItem("layers", on); } catch { /* a browser that keeps nothing */ }
  });
}

// Days: drag across the strip, or move its two handles with the arrow keys; the date fields follow, and Enter shows them.
const brush = $("form.brush");
if (brush) {
  const over = $(".over", brush), days = Number(brush.dataset.days), day0 = Date.parse(brush.dataset.first), DAY = 864e5;
  const fields = [brush.elements.from, brush.elements.until];
  const iso = (n) => new Date(day0 + n * DAY).toISOString().slice(0, 10);
  const value = () => fields.map((f) => Math.round((Date.parse(f.value) - day0) / DAY));
  const sel = document.createElement("div");
  sel.className = "sel";
  const handles = ["First day shown", "Last day shown"].map((label) => {
    const h = document.createElement("button");
    h.type = "button"; h.className = "hd";
    for (const [k, v] of Object.entries({ role: "slider", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": days - 1 })) h.setAttribute(k, v);
    return h;
  });
  over.append(sel, ...handles);
  brush.classList.add("live");
  function draw() {
    const [a, b] = value();
    sel.style.left = `${(100 * a) / days}%`;
    sel.style.width = `${(100 * (b + 1 - a)) / days}%`;
    handles.forEach((h, i) => {
      h.style.left = `${(100 * (i ? b + 1 : a)) / days}%`;
      h.setAttribute("aria-valuenow", i ? b : a);
      h.setAttribute("aria-valuetext", fields[i].value);
    });
  }
  function set(a, b) {
    const held = [Math.min(a, b), Math.max(a, b)].map((n) => Math.max(0, Math.min(days - 1, n)));
    fields.forEach((f, i) => { f.value = iso(held[i]); });
    draw();
  }
  const dayAt = (e) => Math.floor(((e.clientX - over.getBoundingClientRect().left) / over.clientWidth) * days);
  let from = null, moved = false;
  over.addEventListener("pointerdown", (e) => {
    if (e.button) return;
    const i = handles.indexOf(e.target.closest(".hd")), [a, b] = value();
    from = { at: i < 0 ? dayAt(e) : i ? a : b, link: i < 0 && e.target.closest("a") };
    moved = false;
  });
  addEventListener("pointermove", (e) => {
    if (!from) return;
    if (!moved && Math.abs(e.movementX) + Math.abs(e.movementY) === 0) return;
    moved = true;
    set(from.at, dayAt(e));
  });
  addEventListener("pointerup", () => { if (from && moved) brush.requestSubmit(); from = null; });
  addEventListener("pointercancel", () => { from = null; });
  over.addEventListener("click", (e) => { if (moved) e.preventDefault(); });
  over.addEventListener("dragstart", (e) => e.preventDefault());
  handles.forEach((h, i) => h.addEventListener("keydown", (e) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[e.key], v = value();
    if (e.key === "Enter") { e.preventDefault(); brush.requestSubmit(); return; }
    if (!step && e.key !== "Home" && e.key !== "End") return;
    e.preventDefault();
    e.stopPropagation();
    const n = e.key === "Home" ? 0 : e.key === "End" ? days - 1 : v[i] + step;
    if (i) set(v[0], Math.max(v[0], n)); else set(Math.min(v[1], n), v[1]);
  }));
  fields.forEach((f) => f.addEventListener("change", () => { const [a, b] = value(); if (a <= b) draw(); }));
  draw();
}

// Keys. Off while a field has the focus, and where the reader switched them off.
const places = { i: "/", r: "/reports", v: "/voices", a: "/actors", m: "/relays", q: "/review", s: "/search", d: "/disagreements" };
let leader = 0;
const lists = ".dis li > a, .queue a, .tl-list a, .reports td a, .hits h2 a, .rows tbody th a, .late p a";
function step(by) {
  const all = $$(lists).filter((a) => a.offsetParent !== null);
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
  next.focus();
}
function move(cell, dx, dy) {
  const row = cell.closest("tr"), td = cell.closest("td");
  let r = row, i = td.cellIndex;
  for (;;) {
    if (dx) { i += dx; if (i < 1 || i >= row.cells.length) return null; }
    if (dy) {
      const rows = $$("tr.row", row.closest("table"));
      r = rows[rows.indexOf(r) + dy];
      if (!r) return null;
    }
    const found = r.cells[i] && $("a.cell", r.cells[i]);
    if (found) return found;
  }
}
function statement(by) {
  const all = $$(".text .ref");
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))].focus();
}
addEventListener("keydown", (e) => {
  const field = e.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
  if (e.key === "Escape") { if (opened) { e.preventDefault(); close(); } else if (field) field.blur(); return; }
  if (field || e.ctrlKey || e.metaKey || e.altKey || document.body.dataset.keys === "off") return;
  const cell = e.target.closest("a.cell");
  const arrow = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key];
  if (arrow && (cell || (opened && opened.row.contains(e.target)))) {
    const from = cell || opened.cell, next = move(from, ...arrow);
    if (next) { e.preventDefault(); next.focus(); if (opened) open(next); }
    return;
  }
  const key = e.key.toLowerCase();
  if (leader && Date.now() - leader < 1500) {
    leader = 0;
    if (places[key]) { e.preventDefault(); location.assign(places[key]); }
    return;
  }
  const act = $(`[data-key="${CSS.escape(key)}"]`);
  if (act && !e.repeat) {
    e.preventDefault();
    if (act.matches("input, textarea")) act.focus(); else act.click();
    return;
  }
  if (key === "g") { leader = Date.now(); return; }
  if (e.key === "?") { e.preventDefault(); location.assign("/keys"); }
  else if (key === "/") { e.preventDefault(); const q = $("input[type=search]"); if (q) q.focus(); else location.assign("/search"); }
  else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (rail && (key === "n" || key === "p")) statement(key === "n" ? 1 : -1);
  else if (rail && key >= "1" && key <= "6") $$("input[name=layer]", rail)[key - 1].click();
  else if (rail && key === "o") { const link = $(".rail dd a[href^='/incidents/']"); if (link) link.click(); }
});
