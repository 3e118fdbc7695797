// The receptive field explorer's page side: counts the paths by itself from the synced layers.

const FIELDS = [
  ["k", "side of the window"],
  ["stride", "step of the window"],
  ["dilation", "distance of the taps"],
];
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 420;
const STEP = 56; // between two stages of the side view

function shape(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function many(count, word) {
  return `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
}

// For each stage, input first: by how many paths the output depends on each unit in a row.
function count(layers) {
  const lines = [[1]];
  for (const [k, stride, dilation] of [...layers].reverse()) {
    const above = lines[0];
    const below = Array((above.length - 1) * stride + dilation * (k - 1) + 1).fill(0);
    above.forEach((paths, at) => {
      for (let u = 0; u < k; u++) below[at * stride + u * dilation] += paths;
    });
    lines.unshift(below);
  }
  return lines;
}

function say(layers, row) {
  const size = row.length;
  const seen = row.filter(Boolean).length ** 2;
  const paths = row.reduce((sum, value) => sum + value, 0) ** 2;
  const jump = layers.reduce((product, layer) => product * layer[1], 1);
  const field =
    seen === size ** 2
      ? `An output sees ${size} × ${size} = ${many(seen, "pixel")}`
      : `An output sees ${many(seen, "pixel")} in a square of ${size} × ${size}`;
  return `${field}, by ${many(paths, "path")}. Neighbouring outputs look ${many(jump, "pixel")} apart.`;
}

function sideView(layers, lines) {
  const jumps = [1];
  const middles = [0];
  layers.forEach(([k, stride, dilation], at) => {
    middles.push(middles[at] + ((dilation * (k - 1)) / 2) * jumps[at]);
    jumps.push(jumps[at] * stride);
  });
  const scale = WIDTH / (lines[0].length + 1);
  const height = STEP * layers.length + 40;
  const x = (stage, at) => 64 + (at * jumps[stage] + middles[stage] + 1) * scale;
  const y = (stage) => height - 20 - stage * STEP;
  const drawing = shape("svg", {
    class: "side",
    viewBox: `0 0 ${WIDTH + 70} ${height}`,
    width: WIDTH + 70,
    height,
    role: "img",
    "aria-label":
      `Side view: ${layers.length} layers above a row of ${lines[0].length} pixels, ` +
      "with a line for every tap that is used.",
  });
  layers.forEach(([k, stride, dilation], below) => {
    lines[below + 1].forEach((paths, at) => {
      for (let u = 0; paths && u < k; u++) {
        const [x1, y1] = [x(below + 1, at), y(below + 1)];
        const [x2, y2] = [x(below, at * stride + u * dilation), y(below)];
        drawing.append(shape("line", { x1, y1, x2, y2 }));
      }
    });
  });
  lines.forEach((line, stage) => {
    const name = stage === 0 ? "input" : `layer ${stage}`;
    drawing.append(shape("text", { x: 0, y: y(stage) + 4 }, name));
    line.forEach((paths, at) => {
      const r = Math.min(6, scale / 3);
      const kind = paths ? "unit" : "unseen";
      drawing.append(shape("circle", { class: kind, cx: x(stage, at), cy: y(stage), r }));
    });
  });
  return drawing;
}

function pathTable(row, numbered) {
  const most = Math.max(...row) ** 2;
  const body = make("tbody");
  for (const down of row) {
    const line = make("tr");
    for (const across of row) {
      const paths = down * across;
      const grey = Math.round((255 * paths) / most);
      const cell = make("td", { class: "cell" }, row.length <= numbered ? String(paths) : "");
      cell.title = many(paths, "path");
      cell.style.backgroundColor = `rgb(${grey}, ${grey}, ${grey})`;
      cell.style.color = grey > 117 ? "#000" : "#fff"; // where black and white contrast equally
      line.append(cell);
    }
    body.append(line);
  }
  const title = "paths from each input pixel";
  const table = make("table", { "aria-label": title }, body);
  table.classList.toggle("small", row.length > numbered);
  return make("div", {}, make("p", { class: "title", "aria-hidden": "true" }, title), table);
}

function render({ model, el }) {
  const limits = model.get("limits");
  const list = make("div", { class: "layers" });
  const add = make("button", { type: "button" }, "Add a layer");
  const remove = make("button", { type: "button" }, "Remove the last");
  const told = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const stage = make("div", { class: "stage" });
  const root = make(
    "div",
    {
      class: "cnnkit-widget cnnkit-receptive-field-explorer",
      role: "group",
      "aria-label": "Receptive field explorer",
    },
    list,
    make("div", { class: "controls" }, add, remove),
    told,
    stage,
  );
  el.append(root);
  let rows = [];

  function put(layers) {
    model.set("layers", layers);
    model.save_changes();
  }

  function fieldsOf(at) {
    const inputs = FIELDS.map(([name, help], which) => {
      const [min, max] = limits[name];
      const input = make("input", { type: "number", min, max, step: 1, title: help });
      input.setAttribute("aria-label", `${name} of layer ${at + 1}`);
      input.addEventListener("input", () => {
        const number = Math.round(Number(input.value));
        if (input.value === "" || !Number.isFinite(number)) return; // still being typed
        const layers = model.get("layers").map((layer) => [...layer]);
        layers[at][which] = Math.min(Math.max(number, min), max);
        put(layers);
      });
      input.addEventListener("change", () => {
        input.value = model.get("layers")[at][which];
      });
      return input;
    });
    const words = FIELDS.map(([name], which) =>
      make("label", {}, make("span", {}, name), inputs[which]),
    );
    const name = make("span", { class: "name" }, `layer ${at + 1}`);
    list.append(make("div", { class: "layer" }, name, ...words));
    return inputs;
  }

  function draw() {
    const layers = model.get("layers");
    if (rows.length !== layers.length) {
      list.replaceChildren();
      rows = layers.map((_, at) => fieldsOf(at));
    }
    rows.forEach((inputs, at) =>
      inputs.forEach((input, which) => {
        const value = layers[at][which];
        const typing = input === document.activeElement && Number(input.value) !== value;
        if (!typing) input.value = value;
      }),
    );
    add.setAttribute("aria-disabled", String(layers.length >= model.get("most")));
    remove.setAttribute("aria-disabled", String(layers.length === 0));
    const lines = count(layers);
    told.textContent = say(layers, lines[0]);
    if (lines[0].length > model.get("drawn")) {
      const words = `More than ${model.get("drawn")} pixels a side are counted, but not drawn.`;
      stage.replaceChildren(make("p", {}, words));
    } else {
      stage.replaceChildren(
        sideView(layers, lines),
        pathTable(lines[0], model.get("numbered")),
      );
    }
  }

  add.addEventListener("click", () => {
    const layers = model.get("layers");
    if (layers.length < model.get("most")) put([...layers, [3, 1, 1]]);
  });
  remove.addEventListener("click", () => {
    if (model.get("layers").length) put(model.get("layers").slice(0, -1));
  });
  keepKeys(root);

  model.on("change:layers", draw);
  draw();
  return () => model.off("change:layers", draw);
}

export default { render };
