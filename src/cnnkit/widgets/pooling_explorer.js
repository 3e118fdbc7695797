// The pooling explorer's page side: pools by itself from what is synced; Python follows.

const MODES = [
  ["max", "max: the largest"],
  ["avg", "avg: the mean"],
  ["sum", "sum"],
];
const FIELDS = [
  ["k", "k", "side of the window"],
  ["stride", "stride", "step of the window"],
];

function pooled(image, k, stride, mode) {
  const rows = Math.floor((image.length - k) / stride) + 1;
  const columns = Math.floor((image[0].length - k) / stride) + 1;
  const windows = [];
  for (let i = 0; i < rows; i++) {
    windows.push([]);
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      let best = null;
      for (let u = i * stride; u < i * stride + k; u++) {
        for (let v = j * stride; v < j * stride + k; v++) {
          sum += image[u][v];
          if (best === null || image[u][v] > image[best[0]][best[1]]) best = [u, v];
        }
      }
      const value = { max: image[best[0]][best[1]], avg: sum / (k * k), sum }[mode];
      windows[i].push({ value, best });
    }
  }
  return windows;
}

function render({ model, el }) {
  const image = model.get("image");
  const most = Math.min(image.length, image[0].length);
  const before = new Grid("picture", image.length, image[0].length);
  let after = new Grid("output", 0, 0);
  before.fill(image, shades(image.flat()));

  const inputs = {};
  const fields = FIELDS.map(([name, label, help]) => {
    const input = make("input", { type: "number", min: 1, max: most, step: 1, title: help });
    input.addEventListener("input", () => {
      const number = Math.round(Number(input.value));
      if (input.value === "" || !Number.isFinite(number)) return; // still being typed
      model.set(name, Math.min(Math.max(number, 1), most));
      settle();
    });
    input.addEventListener("change", () => {
      input.value = model.get(name);
    });
    inputs[name] = input;
    return make("label", {}, make("span", { class: "name" }, label), input);
  });
  const options = MODES.map(([name, label]) => make("option", { value: name }, label));
  const select = make("select", { title: "what each window gives" }, ...options);
  select.addEventListener("change", () => {
    model.set("mode", select.value);
    model.save_changes();
  });
  const size = make("span", { class: "name" });
  fields.push(make("label", {}, make("span", { class: "name" }, "mode"), select), size);

  const stage = make(
    "div",
    {
      class: "stage",
      tabindex: "0",
      role: "application",
      "aria-label":
        "A picture and its pooled output. Arrow keys move the window, Home and End go to the " +
        "first and the last.",
    },
    before.node,
    make("span", { class: "sign", "aria-hidden": "true" }, "→"),
    after.node,
  );
  const told = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const root = make(
    "div",
    {
      class: "cnnkit-widget cnnkit-pooling-explorer",
      role: "group",
      "aria-label": "Pooling explorer",
    },
    make("div", { class: "controls" }, ...fields),
    stage,
    told,
  );
  root.classList.toggle("long", image.flat().some((value) => write(value).length > 4));
  el.append(root);
  let windows = [];

  // Keeps the window inside the output, however the settings have changed.
  function settle() {
    const now = pooled(image, model.get("k"), model.get("stride"), model.get("mode"));
    model.set("row", Math.min(model.get("row"), now.length - 1));
    model.set("column", Math.min(model.get("column"), now[0].length - 1));
    model.save_changes();
  }

  function draw() {
    const [k, stride, mode] = [model.get("k"), model.get("stride"), model.get("mode")];
    windows = pooled(image, k, stride, mode);
    const row = Math.min(model.get("row"), windows.length - 1);
    const column = Math.min(model.get("column"), windows[0].length - 1);
    for (const [name] of FIELDS) {
      const shown = inputs[name];
      const typing = shown === document.activeElement && Number(shown.value) !== model.get(name);
      if (!typing) shown.value = model.get(name);
    }
    select.value = mode;
    before.cells.flat().forEach((cell) => cell.classList.remove("ringed"));
    if (mode === "max") {
      for (const { best } of windows.flat()) before.cells[best[0]][best[1]].classList.add("ringed");
    }
    fit(windows.length, windows[0].length);
    const values = windows.map((line) => line.map(({ value }) => value));
    after.fill(values, shades((mode === "sum" ? values : image).flat()));
    before.mark(row * stride, column * stride, k, k);
    after.mark(row, column, 1, 1);
    const { value, best } = windows[row][column];
    const winner = mode === "max" ? `, from row ${best[0]}, column ${best[1]}` : "";
    told.textContent =
      `window at row ${row * stride}, column ${column * stride}: ` +
      `${mode} = ${write(value)}${winner}`;
  }

  // Gives the output as many cells as it has now.
  function fit(rows, columns) {
    if (rows === after.cells.length && columns === after.cells[0].length) return;
    const grid = new Grid("output", rows, columns);
    grid.cells.forEach((line, i) =>
      line.forEach((cell, j) => cell.addEventListener("click", () => move(i, j))),
    );
    after.node.replaceWith(grid.node);
    after = grid;
    size.textContent = `output: ${rows} × ${columns}`;
  }

  function move(row, column) {
    if (row < 0 || column < 0 || row >= windows.length || column >= windows[0].length) return;
    model.set("row", row);
    model.set("column", column);
    model.save_changes();
  }

  function go(step) {
    const [row, column, across] = [model.get("row"), model.get("column"), windows[0].length];
    const target = stepped(step, row * across + column, across, windows.length * across);
    move(Math.floor(target / across), target % across);
  }

  steer(stage, ARROWS, go);
  keepKeys(root);

  const changes = "change:k change:stride change:mode change:row change:column";
  model.on(changes, draw);
  draw();
  return () => model.off(changes, draw);
}

export default { render };
