// The size calculator's page side: computes from the five synced numbers, and draws. Python holds
// the same numbers; `value` and `rest` are its own.

const FIELDS = [
  ["n", "n", "side of the picture"],
  ["k", "k", "side of the window"],
  ["stride", "stride", "step of the window"],
  ["padding", "padding", "zeros at each end"],
  ["dilation", "dilation", "distance of the taps"],
];
const NUMBERED = 12; // pixels a side, up to which the coverage map shows its numbers

function many(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

// A caption inside the table would stretch its cells.
function titled(title, table) {
  table.setAttribute("aria-label", title);
  return make("div", {}, make("p", { class: "title", "aria-hidden": "true" }, title), table);
}

function compute(n, k, stride, padding, dilation) {
  const length = n + 2 * padding;
  const span = dilation * (k - 1) + 1;
  const room = length - span;
  const asked = `(${n} + 2·${padding} − ${dilation}·(${k} − 1) − 1) / ${stride}`;
  if (room < 0) {
    return {
      length,
      span,
      places: 0,
      rest: 0,
      formula: `⌊${asked}⌋ + 1: there is no place`,
      says:
        `Does not fit: the window spans ${span} pixels, and the row has ${length}` +
        (padding ? " with its padding." : "."),
    };
  }
  const places = Math.floor(room / stride) + 1;
  const rest = room % stride;
  const what = !padding ? "pixel" : rest <= padding ? "zero" : "position";
  const last = rest === 1 ? `last ${what} is` : `last ${rest} ${what}s are`;
  const end =
    rest === 0
      ? "The last window ends at the end of the row."
      : `The stride does not fit: it leaves a rest, and the ${last} dropped.`;
  return {
    length,
    span,
    places,
    rest,
    formula: `⌊${asked}⌋ + 1 = ⌊${room} / ${stride}⌋ + 1 = ${places}`,
    says: `${many(places, "place")}. ${end}`,
  };
}

// A table: the padded row, and one line for each place of the window.
function drawPlaces(size, settings) {
  const { padding, n, stride, dilation } = settings;
  const last = size.places ? (size.places - 1) * stride + size.span - 1 : size.length - 1;
  const head = make("tr", {}, make("th", { scope: "row" }, "row"));
  for (let at = 0; at < size.length; at++) {
    const kind = at < padding || at >= padding + n ? "zero" : "pixel";
    const dropped = at > last;
    const cell = make("th", { scope: "col", class: `cell ${kind}${dropped ? " dropped" : ""}` });
    cell.textContent = dropped ? "✕" : String(at);
    const words = [kind === "zero" ? "a zero of the padding" : "a pixel"];
    if (dropped) words.push("dropped");
    cell.title = `position ${at}: ${words.join(", ")}`;
    head.append(cell);
  }
  const body = make("tbody", {}, head);
  for (let place = 0; place < size.places; place++) {
    const line = make("tr", {}, make("th", { scope: "row" }, `place ${place}`));
    const start = place * stride;
    for (let at = 0; at < size.length; at++) {
      const inside = at >= start && at < start + size.span;
      const tap = inside && (at - start) % dilation === 0;
      line.append(make("td", { class: tap ? "tap" : inside ? "arm" : "" }, tap ? "●" : ""));
    }
    body.append(line);
  }
  return titled("where the window stands", make("table", { class: "places" }, body));
}

// A table: how many windows use each pixel of a square picture.
function drawCoverage(size, settings) {
  const { padding, n, stride, dilation } = settings;
  const used = Array(size.length).fill(0);
  for (let place = 0; place < size.places; place++) {
    for (let at = 0; at < size.span; at += dilation) used[place * stride + at] += 1;
  }
  const row = used.slice(padding, padding + n);
  const most = Math.max(...row) ** 2 || 1;
  const body = make("tbody");
  for (const down of row) {
    const line = make("tr");
    for (const across of row) {
      const count = down * across;
      const grey = Math.round((255 * count) / most);
      const cell = make("td", { class: "cell" }, n <= NUMBERED ? String(count) : "");
      cell.title = String(count);
      cell.style.backgroundColor = `rgb(${grey}, ${grey}, ${grey})`;
      cell.style.color = grey > 117 ? "#000" : "#fff"; // where black and white contrast equally
      line.append(cell);
    }
    body.append(line);
  }
  const table = make("table", { class: "coverage" }, body);
  table.classList.toggle("small", n > NUMBERED);
  return titled("how many windows use each pixel", table);
}

function render({ model, el }) {
  const limits = model.get("limits");
  const inputs = {};
  const fields = FIELDS.map(([name, label, help]) => {
    const [min, max] = limits[name];
    const input = make("input", { type: "number", min, max, step: 1, title: help });
    input.addEventListener("input", () => {
      const number = Math.round(Number(input.value));
      if (input.value === "" || !Number.isFinite(number)) return; // still being typed
      model.set(name, Math.min(Math.max(number, min), max));
      model.save_changes();
    });
    input.addEventListener("change", () => {
      input.value = model.get(name);
    });
    inputs[name] = input;
    const words = [make("span", { class: "name" }, label), make("small", {}, help)];
    return make("label", {}, ...words, input);
  });
  const formula = make("p", { class: "formula" });
  const told = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const stage = make("div", { class: "stage" });
  const root = make(
    "div",
    {
      class: "cnnkit-widget cnnkit-size-calculator",
      role: "group",
      "aria-label": "Size calculator",
    },
    make("div", { class: "controls" }, ...fields),
    formula,
    told,
    stage,
  );
  el.append(root);

  function draw() {
    const settings = Object.fromEntries(FIELDS.map(([name]) => [name, model.get(name)]));
    const { n, k, stride, padding, dilation } = settings;
    const size = compute(n, k, stride, padding, dilation);
    for (const [name] of FIELDS) {
      const shown = inputs[name];
      const typing = shown === document.activeElement && Number(shown.value) !== settings[name];
      if (!typing || shown.value === "") shown.value = settings[name];
    }
    formula.textContent = size.formula;
    told.textContent = size.says;
    root.classList.toggle("fits", size.places > 0 && size.rest === 0);
    if (size.length > model.get("drawn")) {
      const words = `More than ${model.get("drawn")} pixels are counted, but not drawn.`;
      stage.replaceChildren(make("p", {}, words));
    } else {
      stage.replaceChildren(drawPlaces(size, settings), drawCoverage(size, settings));
    }
  }

  keepKeys(root);

  const changes = FIELDS.map(([name]) => `change:${name}`).join(" ");
  model.on(changes, draw);
  draw();
  return () => model.off(changes, draw);
}

export default { render };
