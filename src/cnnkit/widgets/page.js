// What every widget of the page begins with.

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

// The notebook has its own plans for plain keys (arrows change cells, d d deletes one).
function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    const leaves = ["Tab", "Escape"].includes(event.key) || /^F\d+$/.test(event.key);
    const runs = event.key === "Enter" && event.shiftKey;
    if (!command && !leaves && !runs) event.stopPropagation();
  });
}
