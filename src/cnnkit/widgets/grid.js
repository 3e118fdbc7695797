// Numbers as a table of shaded cells, for the widgets that show a window.

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

function paint(cell, grey) {
  cell.style.backgroundColor = `rgb(${grey}, ${grey}, ${grey})`;
  cell.style.color = grey > 117 ? "#000" : "#fff"; // where black and white contrast equally
}

// A table of cells with row and column numbers, and a frame that can be moved over it.
class Grid {
  constructor(title, rows, columns) {
    this.body = make("tbody");
    this.cells = [];
    const head = make("tr", {}, make("td"));
    for (let j = 0; j < columns; j++) head.append(make("th", { scope: "col" }, String(j)));
    this.body.append(head);
    for (let i = 0; i < rows; i++) {
      const line = make("tr", {}, make("th", { scope: "row" }, String(i)));
      this.cells.push([]);
      for (let j = 0; j < columns; j++) {
        const cell = make("td", { class: "cell" });
        this.cells[i].push(cell);
        line.append(cell);
      }
      this.body.append(line);
    }
    this.frame = make("div", { class: "frame", "aria-hidden": "true", hidden: "" });
    this.title = make("caption", {}, title);
    const table = make("table", {}, this.title, this.body);
    this.node = make("div", { class: "cnnkit-grid" }, table, this.frame);
  }

  fill(values, shade) {
    values.forEach((line, i) =>
      line.forEach((value, j) => {
        this.cells[i][j].textContent = write(value);
        paint(this.cells[i][j], shade(value));
      }),
    );
  }

  mark(row, column, rows, columns) {
    const style = this.frame.style;
    this.frame.hidden = false;
    style.setProperty("--row", row);
    style.setProperty("--column", column);
    style.setProperty("--rows", rows);
    style.setProperty("--columns", columns);
  }

  unmark() {
    this.frame.hidden = true;
  }
}

// A plane of numbers with zeros around it.
function padded(slice, [rows, columns]) {
  const width = slice[0].length + 2 * columns;
  const empty = () => Array(width).fill(0);
  const side = Array(columns).fill(0);
  const above = Array.from({ length: rows }, empty);
  const below = Array.from({ length: rows }, empty);
  return [...above, ...slice.map((line) => [...side, ...line, ...side]), ...below];
}

const ARROWS = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowDown: "down",
  ArrowUp: "up",
  Home: "first",
  End: "last",
};

// The place, counted row by row, to which a step leads; it may lie outside.
function stepped(step, place, across, count) {
  return {
    next: place + 1,
    previous: place - 1,
    down: place + across,
    up: place - across,
    first: 0,
    last: count - 1,
  }[step];
}

// Plain keys on the stage become steps.
function steer(stage, keys, go) {
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key in keys) {
      event.preventDefault();
      go(keys[event.key]);
    }
  });
}
