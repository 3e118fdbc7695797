// The pooling explorer's page side: pools by itself from what is synced; Python follows.

const KEYS = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowDown: "down",
  ArrowUp: "up",
  Home: "first",
  End: "last",
};
const MODES = [
  ["max", "max: the largest"],
  ["avg", "avg: the mean"],
  ["sum", "sum"],
];
const FIELDS = [
  ["k", "k", "side of the window"],
  ["stride", "stride", "step of the window"],
];

function write(value, digits = 3) {
  const text = String(Number(value.toPrecision(digits)));
  return text === "-0" ? "0" : text.replace("-", "−");
}

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// Black to white by value; where a number is negative, mid grey is 0. The ink contrasts.
function shades(numbers) {
  let low = Math.min(...numbers);
  let high = Math.max(...numbers);
  if (low < 0) {
    high = Math.max(-low, high);
    low = -high;
  } else if (low === high) {
    low = 0;
    high = high || 1;
  }
  return (value) => Math.round((255 * (value - low)) / (high - low));
}

// A table of cells with row and column numbers, and a frame that can be moved over it.
class Grid {
  constructor(title) {
    this.frame = make("div", { class: "frame", "aria-hidden": "true" });
    this.title = make("p", { class: "title", "aria-hidden": "true" });
    this.table = make("table");
    const laid = make("div", { class: "laid" }, this.table, this.frame);
    this.node = make("div", { class: "grid" }, this.title, laid);
    this.name(title);
  }

  name(title) {
    this.title.textContent = title;
    this.table.setAttribute("aria-label", title);
  }

  fill(values, scale = values) {
    const shade = shades(scale.flat());
    const head = make("tr", {}, make("td"));
    values[0].forEach((_, j) => head.append(make("th", { scope: "col" }, String(j))));
    const body = make("tbody", {}, head);
    this.cells = values.map((line, i) => {
      const row = make("tr", {}, make("th", { scope: "row" }, String(i)));
      body.append(row);
      return line.map((value) => {
        const grey = shade(value);
        const cell = make("td", { class: "cell" }, make("span", {}, write(value)));
        cell.style.backgroundColor = `rgb(${grey}, ${grey}, ${grey})`;
        cell.style.color = grey > 117 ? "#000" : "#fff"; // black and white contrast equally at 117
        row.append(cell);
        return cell;
      });
    });
    this.table.replaceChildren(body);
  }

  mark(row, column, side) {
    const style = this.frame.style;
    style.setProperty("--row", row);
    style.setProperty("--column", column);
    style.setProperty("--side", side);
  }
}

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
  const before = new Grid("picture");
  const after = new Grid("output");
  before.fill(image);

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
  fields.push(make("label", {}, make("span", { class: "name" }, "mode"), select));

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
    { class: "cnnkit-pooling-explorer", role: "group", "aria-label": "Pooling explorer" },
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
    before.cells.flat().forEach((cell) => cell.classList.remove("winner"));
    if (mode === "max") {
      for (const { best } of windows.flat()) before.cells[best[0]][best[1]].classList.add("winner");
    }
    after.name(`output: ${windows.length} × ${windows[0].length}`);
    const values = windows.map((line) => line.map(({ value }) => value));
    after.fill(values, mode === "sum" ? values : image);
    after.cells.forEach((line, i) =>
      line.forEach((cell, j) => cell.addEventListener("click", () => move(i, j))),
    );
    before.mark(row * stride, column * stride, k);
    after.mark(row, column, 1);
    const { value, best } = windows[row][column];
    const winner = mode === "max" ? `, from row ${best[0]}, column ${best[1]}` : "";
    told.textContent =
      `window at row ${row * stride}, column ${column * stride}: ` +
      `${mode} = ${write(value)}${winner}`;
  }

  function move(row, column) {
    if (row < 0 || column < 0 || row >= windows.length || column >= windows[0].length) return;
    model.set("row", row);
    model.set("column", column);
    model.save_changes();
  }

  function go(step) {
    const [row, column, across] = [model.get("row"), model.get("column"), windows[0].length];
    const place = row * across + column;
    const last = windows.length * across - 1;
    const target = {
      next: place + 1,
      previous: place - 1,
      down: place + across,
      up: place - across,
      first: 0,
      last,
    }[step];
    if (target >= 0 && target <= last) move(Math.floor(target / across), target % across);
  }

  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key in KEYS) {
      event.preventDefault();
      go(KEYS[event.key]);
    }
  });
  // The notebook has its own plans for plain keys (arrows change cells, d d deletes one).
  root.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    const leaves = ["Tab", "Escape"].includes(event.key) || /^F\d+$/.test(event.key);
    const runs = event.key === "Enter" && event.shiftKey;
    if (!command && !leaves && !runs) event.stopPropagation();
  });

  const changes = "change:k change:stride change:mode change:row change:column";
  model.on(changes, draw);
  draw();
  return () => model.off(changes, draw);
}

export default { render };
