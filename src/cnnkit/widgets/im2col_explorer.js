// The im2col explorer's page side: an image and its column matrix, each shown in the other.
// It lays out by itself from what is synced; Python follows `column` and `pixel`.

const PIXEL_KEYS = { ...ARROWS, PageDown: "next channel", PageUp: "previous channel" };

function render({ model, el }) {
  const [kh, kw] = model.get("k");
  const [sh, sw] = model.get("stride");
  const [ph, pw] = model.get("padding");
  const image = model.get("image");
  const volume = image.map((slice) => padded(slice, [ph, pw]));
  const [depth, rows, across] = [image.length, image[0].length, image[0][0].length];
  const oh = Math.floor((volume[0].length - kh) / sh) + 1;
  const ow = Math.floor((volume[0][0].length - kw) / sw) + 1;
  const taps = []; // the row of the matrix -> [channel, row, column] of the window
  for (let c = 0; c < depth; c++)
    for (let u = 0; u < kh; u++) for (let v = 0; v < kw; v++) taps.push([c, u, v]);

  // Where the window of a column starts, in the image with its padding.
  const corner = (column) => [Math.floor(column / ow) * sh, (column % ow) * sw];

  // [channel, row, column] of the image that stands at a place of the matrix.
  function source(row, column) {
    const [[c, u, v], [top, left]] = [taps[row], corner(column)];
    return [c, top + u - ph, left + v - pw];
  }
  const inside = ([, i, j]) => i >= 0 && i < rows && j >= 0 && j < across;

  const channels = volume.map((slice, c) => {
    const grid = new Grid(`channel ${c}`, slice.length, slice[0].length);
    grid.fill(slice, shades(volume.flat(2)));
    grid.cells.forEach((line, i) =>
      line.forEach((cell, j) => {
        const at = [c, i - ph, j - pw];
        cell.classList.toggle("margin", !inside(at));
        if (inside(at)) follow(cell, () => choose({ pixel: at }), { pixel: at });
      }),
    );
    return grid;
  });
  const matrix = new Grid(`columns: ${taps.length} × ${oh * ow}`, taps.length, oh * ow);
  const values = taps.map(([c, u, v]) =>
    Array.from({ length: oh * ow }, (_, column) => {
      const [top, left] = corner(column);
      return volume[c][top + u][left + v];
    }),
  );
  matrix.fill(values, shades(volume.flat(2)));
  matrix.node.querySelectorAll('th[scope="row"]').forEach((name, row) => {
    name.textContent = `${row}: (${taps[row].join(", ")})`;
  });
  matrix.cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      cell.classList.toggle("margin", !inside(source(row, column)));
      follow(cell, () => choose({ column }), { column });
    }),
  );

  const stage = (name, label, ...grids) =>
    make(
      "div",
      { class: `stage ${name}`, tabindex: "0", role: "application", "aria-label": label },
      ...grids.map((grid) => grid.node),
    );
  const before = stage(
    "channels",
    "The image. Arrow keys choose a pixel, Page Up and Page Down another channel, Home and End " +
      "the first and the last pixel.",
    ...channels,
  );
  const after = stage(
    "matrix",
    "The column matrix. Arrow keys choose a column: left and right the window beside it, up and " +
      "down the one above or below. Home and End go to the first and the last.",
    matrix,
  );
  const told = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const where = make("p", { class: "told", role: "status", "aria-live": "polite" });
  const root = make(
    "div",
    { class: "cnnkit-widget cnnkit-im2col-explorer", role: "group", "aria-label": "im2col explorer" },
    make("div", { class: "both" }, before, after),
    told,
    where,
  );
  root.classList.toggle("long", volume.flat(2).some((value) => write(value).length > 2));
  el.append(root);
  let rested = {}; // what the pointer rests on is shown, and chosen only by a click

  // Lets a cell be chosen by a click, and shown while the pointer is on it.
  function follow(cell, choice, shown) {
    cell.addEventListener("click", choice);
    cell.addEventListener("mouseenter", () => rest(shown));
    cell.addEventListener("mouseleave", () => rest({}));
  }

  function rest(shown) {
    rested = shown;
    draw();
  }

  function draw() {
    const column = rested.column ?? model.get("column");
    const pixel = rested.pixel ?? model.get("pixel");
    const [c, i, j] = pixel;
    const [top, left] = corner(column);
    channels.forEach((grid, at) => {
      grid.mark(top, left, kh, kw);
      grid.cells.flat().forEach((cell) => cell.classList.remove("ringed"));
      if (at === c) grid.cells[i + ph][j + pw].classList.add("ringed");
    });
    matrix.mark(0, column, taps.length, 1);
    const found = [];
    matrix.cells.forEach((line, row) =>
      line.forEach((cell, at) => {
        const same = String(source(row, at)) === String(pixel);
        cell.classList.toggle("ringed", same);
        if (same) found.push(at);
      }),
    );
    found.sort((one, other) => one - other);
    const every = depth > 1 ? " of every channel" : "";
    told.textContent = `column ${column}: the window at row ${top}, column ${left}${every}`;
    const count = found.length === 1 ? "1 column" : `${found.length || "no"} columns`;
    where.textContent =
      `pixel ${write(image[c][i][j])}, channel ${c}, row ${i}, column ${j}: in ${count}` +
      (found.length ? `: ${found.join(", ")}` : "");
  }

  function choose(chosen) {
    rested = {};
    for (const [name, value] of Object.entries(chosen)) model.set(name, value);
    model.save_changes();
    draw();
  }

  steer(after, ARROWS, (step) => {
    const column = stepped(step, model.get("column"), ow, oh * ow);
    if (column >= 0 && column < oh * ow) choose({ column });
  });
  steer(before, PIXEL_KEYS, (step) => {
    const [c, i, j] = model.get("pixel");
    const plane = rows * across;
    if (step.endsWith("channel")) {
      const other = c + (step === "next channel" ? 1 : -1);
      if (other >= 0 && other < depth) choose({ pixel: [other, i, j] });
      return;
    }
    const place = stepped(step, i * across + j, across, plane);
    if (place < 0 || place >= plane) return;
    choose({ pixel: [c, Math.floor(place / across), place % across] });
  });
  keepKeys(root);

  const changes = "change:column change:pixel";
  model.on(changes, draw);
  draw();
  return () => model.off(changes, draw);
}

export default { render };
