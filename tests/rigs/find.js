// The visible, enabled element with one of the `roles` whose accessible name matches `pattern`, or null.
// A person and a screen reader find things this way, so the tests do too, in every engine.
// What lies in an open dialog comes before what lies behind it; then the order of the document.
const [roles, pattern] = arguments;
const wanted = new RegExp(pattern, "iu");

const NATIVE = {
  a: (e) => (e.hasAttribute("href") ? "link" : ""),
  button: () => "button",
  summary: () => "button",
  textarea: () => "textbox",
  select: () => "combobox",
  option: () => "option",
  dialog: () => "dialog",
  output: () => "status",
  h1: () => "heading",
  h2: () => "heading",
  h3: () => "heading",
  li: () => "listitem",
  input: (e) =>
    ({ button: "button", submit: "button", checkbox: "checkbox", radio: "radio", hidden: "" })[
      e.type
    ] ?? "textbox",
};
const role = (e) => e.getAttribute("role") || NATIVE[e.localName]?.(e) || "";
const text = (e) => (e?.textContent ?? "").replace(/\s+/g, " ").trim();
const byIds = (ids) => ids.split(/\s+/).map((id) => text(document.getElementById(id))).join(" ");
const name = (e) => {
  if (e.hasAttribute("aria-labelledby")) return byIds(e.getAttribute("aria-labelledby"));
  if (e.hasAttribute("aria-label")) return e.getAttribute("aria-label").trim();
  if (e.labels?.length) {
    return [...e.labels].map((label) => {
      const copy = label.cloneNode(true);
      for (const inner of copy.querySelectorAll("input, textarea, select")) inner.remove();
      return text(copy);
    }).join(" ");
  }
  if (["textbox", "searchbox", "combobox"].includes(role(e))) {
    return e.placeholder || e.title || "";
  }
  return text(e) || e.title || e.value || "";
};
const visible = (e) =>
  e.checkVisibility({ visibilityProperty: true }) &&
  e.getClientRects().length > 0 &&
  !e.disabled &&
  !e.closest("[inert], [aria-hidden=true]");
const inDialog = (e) => (e.closest("dialog[open], [role=dialog]") ? 0 : 1);

const found = [...document.querySelectorAll("*")].filter(
  (e) => roles.includes(role(e)) && wanted.test(name(e)) && visible(e),
);
return found.sort((a, b) => inDialog(a) - inDialog(b))[0] ?? null;
