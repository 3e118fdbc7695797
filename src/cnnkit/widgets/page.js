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
