// The page side of the filter sliders: moves the taps, convolves and draws by itself.
// Python follows `shown`, `preset`, `taps`, `signed` and `upload` once the sliders have come to
// rest, and sends back in `answer` what the student's own function gives.

const LOW = -8;
const HIGH = 8;
const STEP = 0.1;
const REST = 150; // milliseconds without a change, before Python is asked
const LARGEST_SIDE = 256; // of a picture that is chosen here
const LARGEST_FILE = 30e6; // bytes
const LUMA = [0.299, 0.587, 0.114]; // how bright red, green and blue look (ITU-R BT.601)

function bytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function total(taps) {
  return taps.flat().reduce((sum, tap) => sum + tap, 0);
}

// Slide the taps over the picture: multiply and add up, where the window lies wholly inside.
function correlate(picture, taps) {
  const [kh, kw] = [taps.length, taps[0].length];
  const [rows, columns] = [picture.rows - kh + 1, picture.columns - kw + 1];
  if (rows < 1 || columns < 1) return null;
  const values = new Float32Array(rows * columns);
  for (let u = 0; u < kh; u++) {
    for (let v = 0; v < kw; v++) {
      const tap = taps[u][v];
      if (tap === 0) continue;
      for (let i = 0; i < rows; i++) {
        const from = (i + u) * picture.columns + v;
        const to = i * columns;
        for (let j = 0; j < columns; j++) values[to + j] += tap * picture.values[from + j];
      }
    }
  }
  return { rows, columns, values };
}

function range(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

// Black to white from 0 to 1; or, where 0 is grey, the colours of signed numbers.
function paint(canvas, map, signed, palette) {
  const { rows, columns, values } = map;
  const [low, high] = range(values);
  const most = Math.max(-low, high) || 1;
  const pixels = new ImageData(columns, rows);
  const data = pixels.data;
  for (let n = 0; n < values.length; n++) {
    const part = signed ? 0.5 + values[n] / (2 * most) : values[n];
    const level = Math.min(Math.max(Math.round(255 * part), 0), 255);
    for (let c = 0; c < 3; c++) data[4 * n + c] = signed ? palette[3 * level + c] : level;
    data[4 * n + 3] = 255;
  }
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  canvas.style.width = `${Math.round(columns * Math.max(1, 256 / Math.max(rows, columns)))}px`;
  return [low, high];
}

// Read a picture file: grey, at most LARGEST_SIDE each way. Throws a sentence.
async function read(file) {
  const name = `“${file.name}”`;
  if (file.size > LARGEST_FILE) throw new Error(`${name} has more than 30 MB. Choose a smaller one.`);
  let image;
  try {
    image = await createImageBitmap(file);
  } catch {
    throw new Error(
      `${name} is not a picture that this browser can read. Choose a PNG or JPEG file.`,
    );
  }
  const scale = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
  const columns = Math.max(1, Math.round(image.width * scale));
  const rows = Math.max(1, Math.round(image.height * scale));
  const canvas = make("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // where a picture is transparent
  context.fillRect(0, 0, columns, rows);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, columns, rows);
  const { data } = context.getImageData(0, 0, columns, rows);
  const pixels = new Uint8Array(rows * columns);
  for (let n = 0; n < pixels.length; n++) {
    pixels[n] = Math.round(
      LUMA[0] * data[4 * n] + LUMA[1] * data[4 * n + 1] + LUMA[2] * data[4 * n + 2],
    );
  }
  return { name: `yours: ${file.name}`, rows, columns, pixels };
}

// What the sum of the taps does to brightness, in words.
function brightness(sum) {
  if (Math.abs(sum) < 1e-6) return "a flat part becomes 0: only differences are left.";
  if (Math.abs(sum - 1) < 1e-6) return "a flat part stays as bright as it is.";
  if (sum < 0) return "a flat part becomes negative.";
  return `a flat part becomes ${write(sum)} times as bright.`;
}

// A picture with its title, and a line below it that says what cannot be seen.
function panel(title) {
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "says" });
  return { canvas, says, node: make("figure", {}, make("figcaption", {}, title), canvas, says) };
}

function render({ model, el }) {
  const palette = bytes(model.get("palette"));
  const pictures = new Map();
  const state = {};
  const drawn = {}; // what the canvases show, so as not to paint it again
  let sliders = [];
  let timer = null;
  let uploads = 0;
  let asked = ""; // the last state that Python was asked about

  const choosePicture = make("select", { "aria-label": "Picture" });
  const chooseFilter = make("select", { "aria-label": "Filter" });
  const file = make("input", { type: "file", accept: "image/*", "aria-label": "Your own picture" });
  const signed = make("input", { type: "checkbox" });
  const grid = make("div", { class: "taps", role: "group", "aria-label": "Taps of the filter" });
  const sum = make("output", { class: "sum", "aria-live": "polite" });
  const trouble = make("p", { class: "trouble", role: "alert" });
  const reset = make("button", { type: "button" }, "Back to this filter");
  const toOne = make("button", { type: "button" }, "Divide by the sum");
  const before = panel("picture");
  const after = panel("what the filter makes of it");
  const own = panel(`by ${model.get("function")}`);
  own.says.setAttribute("role", "status");
  own.node.classList.add("own");
  own.node.hidden = !model.get("function");
  const root = make(
    "div",
    { class: "cnnkit-widget cnnkit-filter-sliders" },
    make(
      "div",
      { class: "controls" },
      make("label", {}, "Picture ", choosePicture),
      make("label", {}, "or your own ", file),
      make("label", {}, "Filter ", chooseFilter),
    ),
    trouble,
    make(
      "div",
      { class: "stage" },
      make("div", { class: "filter" }, grid, sum, make("div", { class: "controls" }, reset, toOne)),
      before.node,
      after.node,
      own.node,
    ),
    make("label", { class: "scale" }, signed, " Show 0 as grey (negative numbers are dark)"),
  );
  el.append(root);

  function remember({ name, rows, columns, pixels }) {
    const values = Float32Array.from(bytes(pixels), (level) => level / 255);
    if (!pictures.has(name)) choosePicture.append(make("option", {}, name));
    pictures.set(name, { rows, columns, values });
  }

  // One slider a tap, laid out as the filter is.
  function build(taps) {
    grid.style.setProperty("--columns", taps[0].length);
    grid.classList.toggle("many", taps[0].length > 3);
    sliders = taps.map((line, u) =>
      line.map((_, v) => {
        const input = make("input", { type: "range", min: LOW, max: HIGH, step: "any" });
        input.setAttribute("aria-label", `tap in row ${u}, column ${v}`);
        input.title = "← → by 0.1, with Shift by 1; 0 for zero";
        const shows = make("span", { class: "tap", "aria-hidden": "true" });
        input.addEventListener("input", () => turn(u, v, STEP * Math.round(input.value / STEP)));
        input.addEventListener("keydown", (event) => press(event, u, v));
        return { input, shows };
      }),
    );
    grid.replaceChildren(
      ...sliders.flat().map(({ input, shows }) => make("div", { class: "cell" }, shows, input)),
    );
  }

  function press(event, u, v) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 1 : STEP;
    const now = state.taps[u][v];
    const target = {
      ArrowRight: now + by,
      ArrowUp: now + by,
      ArrowLeft: now - by,
      ArrowDown: now - by,
      PageUp: now + 1,
      PageDown: now - 1,
      Home: LOW,
      End: HIGH,
      0: 0,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    turn(u, v, target);
  }

  function turn(u, v, value) {
    const kept = Math.min(Math.max(Number(value.toFixed(6)), LOW), HIGH);
    const taps = state.taps.map((line) => [...line]);
    taps[u][v] = kept === 0 ? 0 : kept;
    change({ taps, preset: "" });
  }

  function choose(name) {
    const { taps } = model.get("filters").find((each) => each.name === name);
    state.last = name;
    change({ preset: name, taps, signed: Math.abs(total(taps)) < 1e-6 });
  }

  // Take over what changed, draw at once, and let Python know when all has come to rest.
  function change(parts) {
    Object.assign(state, parts);
    clearTimeout(timer);
    timer = setTimeout(tell, REST);
    draw();
  }

  function question() {
    return JSON.stringify([state.shown, state.taps, uploads]);
  }

  function tell() {
    asked = question();
    for (const name of ["upload", "shown", "preset", "taps", "signed"]) {
      if (name in state) model.set(name, state[name]);
    }
    timer = null; // until here, `follow` takes nothing over
    model.save_changes();
    drawAnswer();
  }

  function draw() {
    const { taps } = state;
    if (sliders.length !== taps.length || sliders[0].length !== taps[0].length) build(taps);
    sliders.forEach((line, u) =>
      line.forEach(({ input, shows }, v) => {
        input.value = taps[u][v];
        input.setAttribute("aria-valuetext", write(taps[u][v]));
        shows.textContent = write(taps[u][v], line.length > 3 ? 2 : 3);
        shows.classList.toggle("negative", taps[u][v] < 0);
      }),
    );
    const all = total(taps);
    sum.textContent = `Sum of the taps: ${write(Math.abs(all) < 1e-9 ? 0 : all)} – ${brightness(all)}`;
    toOne.setAttribute("aria-disabled", String(Math.abs(all) < 1e-6));
    choosePicture.value = state.shown;
    if (state.preset) chooseFilter.value = state.preset;
    chooseFilter.options[0].hidden = Boolean(state.preset);
    if (!state.preset) chooseFilter.selectedIndex = 0;
    signed.checked = state.signed;

    const picture = pictures.get(state.shown);
    if (picture !== drawn.picture) {
      drawn.picture = picture;
      paint(before.canvas, picture, false, palette);
      before.canvas.setAttribute("aria-label", `The picture ${state.shown}`);
      before.says.textContent = `${picture.rows} × ${picture.columns}`;
    }
    const map = correlate(picture, taps);
    after.canvas.hidden = map === null;
    if (map === null) {
      after.says.textContent = "The filter is larger than the picture.";
    } else {
      const [low, high] = paint(after.canvas, map, state.signed, palette);
      const reach = `from ${write(low)} to ${write(high)}`;
      after.says.textContent = `${map.rows} × ${map.columns}, ${reach}`;
      const name = state.preset || "a filter of your own";
      after.canvas.setAttribute("aria-label", `${state.shown}, after ${name}: numbers ${reach}`);
    }
    drawAnswer();
    root.dispatchEvent(new CustomEvent("cnnkit:drawn", { bubbles: true }));
  }

  function drawAnswer() {
    const answer = model.get("answer");
    if (!("says" in answer)) return;
    const same = drawn.answer === answer && drawn.signed === state.signed;
    Object.assign(drawn, { answer, signed: state.signed });
    own.canvas.hidden = !("values" in answer);
    if ("values" in answer && !same) {
      const { buffer, byteOffset, byteLength } = answer.values;
      const values = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
      const map = { rows: answer.rows, columns: answer.columns, values };
      const [low, high] = paint(own.canvas, map, state.signed, palette);
      const told = `numbers from ${write(low)} to ${write(high)}`;
      own.canvas.setAttribute("aria-label", `What ${model.get("function")} gives: ${told}`);
    }
    own.node.classList.toggle("agrees", answer.agrees);
    own.says.textContent = question() === asked ? answer.says : "computing …";
  }

  async function take() {
    trouble.textContent = "";
    if (!file.files.length) return;
    try {
      const upload = await read(file.files[0]);
      remember(upload);
      uploads += 1;
      change({ upload, shown: upload.name });
    } catch (problem) {
      trouble.textContent = problem.message;
      file.value = "";
    }
  }

  // Python has changed something, or what came from here comes back.
  function follow() {
    if (timer !== null) return;
    for (const name of ["shown", "preset", "taps", "signed"]) state[name] = model.get(name);
    asked = question();
    draw();
  }

  choosePicture.addEventListener("change", () => change({ shown: choosePicture.value }));
  chooseFilter.addEventListener("change", () => choose(chooseFilter.value));
  signed.addEventListener("change", () => change({ signed: signed.checked }));
  file.addEventListener("change", take);
  reset.addEventListener("click", () => choose(state.last));
  toOne.addEventListener("click", () => {
    const all = total(state.taps);
    if (Math.abs(all) < 1e-6) return;
    change({ taps: state.taps.map((line) => line.map((tap) => tap / all)), preset: "" });
  });
  keepKeys(root);

  model.get("pictures").forEach(remember);
  if (model.get("upload").name) remember(model.get("upload"));
  chooseFilter.append(make("option", { value: "" }, "your own"));
  for (const { name } of model.get("filters")) chooseFilter.append(make("option", {}, name));
  state.last = model.get("preset") || model.get("filters")[0].name;
  const changes = "change:shown change:preset change:taps change:signed";
  model.on(changes, follow);
  model.on("change:answer", drawAnswer);
  follow();
  return () => {
    clearTimeout(timer);
    model.off(changes, follow);
    model.off("change:answer", drawAnswer);
  };
}

export default { render };
