// The volume explorer's page side: lays open every product of one output cell.
// It computes by itself from what is synced; Python follows `filter`, `row` and `column`.

const KEYS = { ...ARROWS, PageDown: "next map", PageUp: "previous map" };
const BUTTONS = [
  ["first", "First", "Home"],
  ["previous", "Back", "←"],
  ["next", "Next", "→"],
  ["last", "Last", "End"],
  ["previous map", "Filter before", "Page Up"],
  ["next map", "Filter after", "Page Down"],
];

function total(rows) {
  return rows.flat().reduce((sum, value) => sum + value, 0);
}

function render({ model, el }) {
  const padding = model.get("padding");
  const [sh, sw] = model.get("stride");
  const filters = model.get("filters");
  const bias = model.get("bias");
  const volume = model.get("volume").map((slice) => padded(slice, padding));
  const [h, w] = [volume[0].length, volume[0][0].length];
  const [kh, kw] = [filters[0][0].length, filters[0][0][0].length];
  const [oh, ow] = [Math.floor((h - kh) / sh) + 1, Math.floor((w - kw) / sw) + 1];

  function products(f, c, i, j) {
    return filters[f][c].map((line, u) =>
      line.map((weight, v) => weight * volume[c][i * sh + u][j * sw + v]),
    );
  }

  const output = filters.map((_, f) =>
    Array.from({ length: oh }, (_, i) =>
      Array.from({ length: ow }, (_, j) =>
        volume.reduce((sum, _, c) => sum + total(products(f, c, i, j)), bias[f]),
      ),
    ),
  );

  const sign = (text) => make("span", { class: "sign", "aria-hidden": "true" }, text);
  const channels = volume.map((slice, c) => {
    const grids = {
      slice: new Grid(`channel ${c}`, h, w),
      taps: new Grid("", kh, kw),
      products: new Grid("products", kh, kw),
      sum: make("span", { class: "sum" }),
    };
    grids.slice.fill(slice, shades(volume.flat(2)));
    for (let i = 0; i < h; i++)
      for (let j = 0; j < w; j++) {
        const inside =
          i >= padding[0] && i < h - padding[0] && j >= padding[1] && j < w - padding[1];
        grids.slice.cells[i][j].classList.toggle("margin", !inside);
      }
    grids.node = make(
      "div",
      { class: "channel" },
      grids.slice.node,
      sign("×"),
      grids.taps.node,
      sign("="),
      grids.products.node,
      sign("→"),
      grids.sum,
    );
    return grids;
  });
  const maps = output.map((map, f) => {
    const grid = new Grid(`map ${f}`, oh, ow);
    grid.fill(map, shades(output.flat(2)));
    return grid;
  });
  const stage = make(
    "div",
    {
      class: "stage",
      tabindex: "0",
      role: "application",
      "aria-label":
        "One cell of the output, laid open. Arrow keys choose the cell, Page Up and Page Down " +
        "the filter, Home and End go to the first and the last cell of the map.",
    },
    make("div", { class: "channels" }, ...channels.map((grids) => grids.node)),
    make("div", { class: "maps" }, ...maps.map((grid) => grid.node)),
  );
  const told = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const buttons = BUTTONS.map(([step, label, key]) => {
    const button = make("button", { type: "button", title: `Key: ${key}` }, label);
    button.addEventListener("click", () => go(step));
    button.dataset.step = step;
    return button;
  });
  const controls = make("div", { class: "controls" }, ...buttons);
  const root = make("div", { class: "cnnkit-widget cnnkit-volume-explorer" }, stage, told, controls);
  const long = [volume, filters, output].flat(5).some((value) => write(value).length > 3);
  root.classList.toggle("long", long);
  el.append(root);

  function draw() {
    const [f, row, column] = [model.get("filter"), model.get("row"), model.get("column")];
    const sums = volume.map((_, c) => total(products(f, c, row, column)));
    channels.forEach((grids, c) => {
      const here = products(f, c, row, column);
      grids.slice.mark(row * sh, column * sw, kh, kw);
      grids.taps.title.textContent = `filter ${f}`;
      grids.taps.fill(filters[f][c], shades(filters.flat(3)));
      grids.products.fill(here, shades(here.flat()));
      grids.sum.textContent = write(sums[c], 4);
    });
    maps.forEach((grid, at) => {
      if (at === f) grid.mark(row, column, 1, 1);
      else grid.unmark();
    });
    const place = row * ow + column;
    const ends = {
      first: place === 0,
      previous: place === 0,
      next: place === oh * ow - 1,
      last: place === oh * ow - 1,
      "previous map": f === 0,
      "next map": f === filters.length - 1,
    };
    buttons.forEach((button) =>
      button.setAttribute("aria-disabled", String(ends[button.dataset.step])),
    );
    const signed = (value) => (value < 0 ? `(${write(value, 4)})` : write(value, 4));
    told.textContent =
      `map ${f}, row ${row}, column ${column}: ${sums.map(signed).join(" + ")} ` +
      `+ bias ${signed(bias[f])} = ${write(output[f][row][column], 4)}`;
  }

  function go(step) {
    const f = model.get("filter");
    const place = model.get("row") * ow + model.get("column");
    if (step === "next map") move(f + 1, place);
    else if (step === "previous map") move(f - 1, place);
    else move(f, stepped(step, place, ow, oh * ow));
  }

  function move(f, place) {
    if (f < 0 || f >= filters.length || place < 0 || place >= oh * ow) return;
    model.set("filter", f);
    model.set("row", Math.floor(place / ow));
    model.set("column", place % ow);
    model.save_changes();
  }

  steer(stage, KEYS, go);
  keepKeys(root);
  maps.forEach((grid, f) =>
    grid.cells.forEach((line, i) =>
      line.forEach((cell, j) => cell.addEventListener("click", () => move(f, i * ow + j))),
    ),
  );

  const changes = "change:filter change:row change:column";
  model.on(changes, draw);
  draw();
  return () => model.off(changes, draw);
}

export default { render };
