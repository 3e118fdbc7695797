// The stepper's page side: draws the four grids, moves the window, and tells what happened.
// It computes by itself from the synced `image` and `filter`; Python follows `row`, `column`, `flip`.

const BUTTONS = [
  ["first", "First", "Home"],
  ["previous", "Back", "←"],
  ["next", "Next", "→"],
  ["last", "Last", "End"],
];

function render({ model, el }) {
  const image = model.get("image");
  const given = model.get("filter");
  const [kh, kw] = [given.length, given[0].length];
  const [oh, ow] = [image.length - kh + 1, image[0].length - kw + 1];

  const grids = {
    image: new Grid("image", image.length, image[0].length),
    filter: new Grid("filter", kh, kw),
    products: new Grid("products", kh, kw),
    output: new Grid("output", oh, ow),
  };
  grids.image.fill(image, shades(image.flat()));

  const sign = (text) => make("span", { class: "sign", "aria-hidden": "true" }, text);
  const stage = make(
    "div",
    {
      class: "stage",
      tabindex: "0",
      role: "application",
      "aria-label":
        "Convolution, step by step. Arrow keys move the window, Home and End go to the first " +
        "and the last place.",
    },
    grids.image.node,
    sign("×"),
    grids.filter.node,
    sign("="),
    grids.products.node,
    sign("→"),
    grids.output.node,
  );
  const told = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const buttons = BUTTONS.map(([step, label, key]) => {
    const button = make("button", { type: "button", title: `Key: ${key}` }, label);
    button.addEventListener("click", () => go(step));
    button.dataset.step = step;
    return button;
  });
  const box = make("input", { type: "checkbox", role: "switch" });
  const controls = make(
    "div",
    { class: "controls" },
    ...buttons,
    make("label", {}, box, " Flip the filter (true convolution)"),
  );
  const root = make("div", { class: "cnnkit-widget cnnkit-stepper" }, stage, told, controls);
  const long = [...image, ...given].flat().some((value) => write(value).length > 3);
  root.classList.toggle("long", long);
  el.append(root);

  function applied() {
    return model.get("flip") ? given.map((line) => [...line].reverse()).reverse() : given;
  }

  function products(w, row, column) {
    return w.map((line, u) => line.map((weight, v) => weight * image[row + u][column + v]));
  }

  function total(rows) {
    return rows.flat().reduce((sum, value) => sum + value, 0);
  }

  function draw() {
    const [row, column, flip] = [model.get("row"), model.get("column"), model.get("flip")];
    const w = applied();
    const here = products(w, row, column);
    const output = Array.from({ length: oh }, (_, i) =>
      Array.from({ length: ow }, (_, j) => total(products(w, i, j))),
    );

    grids.image.mark(row, column, kh, kw);
    grids.filter.title.textContent = flip ? "filter, flipped" : "filter";
    grids.filter.fill(w, shades(w.flat()));

    let running = 0;
    const shade = shades(here.flat());
    here.forEach((line, u) =>
      line.forEach((value, v) => {
        running += value;
        const cell = grids.products.cells[u][v];
        cell.replaceChildren(
          make("span", {}, write(value)),
          make("small", { title: "sum so far" }, `Σ ${write(running)}`),
        );
        paint(cell, shade(value));
      }),
    );

    const shadeOutput = shades(output.flat());
    output.forEach((line, i) =>
      line.forEach((value, j) => {
        const cell = grids.output.cells[i][j];
        const done = i < row || (i === row && j <= column);
        cell.textContent = done ? write(value) : "";
        cell.classList.toggle("open", !done);
        cell.setAttribute("aria-label", done ? write(value) : "not computed yet");
        if (done) paint(cell, shadeOutput(value));
        else cell.removeAttribute("style");
      }),
    );
    grids.output.mark(row, column, 1, 1);

    const place = row * ow + column;
    buttons.forEach((button) => {
      const back = button.dataset.step === "first" || button.dataset.step === "previous";
      button.setAttribute("aria-disabled", String(place === (back ? 0 : oh * ow - 1)));
    });
    box.checked = flip;
    told.textContent = `row ${row}, column ${column}: sum ${write(output[row][column], 4)}`;
  }

  function go(step) {
    move(stepped(step, model.get("row") * ow + model.get("column"), ow, oh * ow));
  }

  function move(place) {
    if (place < 0 || place >= oh * ow) return;
    model.set("row", Math.floor(place / ow));
    model.set("column", place % ow);
    model.save_changes();
  }

  steer(stage, ARROWS, go);
  keepKeys(root);
  box.addEventListener("change", () => {
    model.set("flip", box.checked);
    model.save_changes();
  });
  grids.output.cells.forEach((line, i) =>
    line.forEach((cell, j) => cell.addEventListener("click", () => move(i * ow + j))),
  );

  const changes = "change:row change:column change:flip";
  model.on(changes, draw);
  draw();
  return () => model.off(changes, draw);
}

export default { render };
