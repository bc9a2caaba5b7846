// Keys for the review desk, and "add" for words selected in an article. Forms and links work without it.
"use strict";
const items = [...document.querySelectorAll(".item")];
const keysOn = document.getElementById("keys-on");
if (keysOn) {
  keysOn.checked = localStorage.getItem("sayso-keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("sayso-keys", keysOn.checked ? "on" : "off"));
  const target = location.hash && document.getElementById(location.hash.slice(1));
  (target && target.classList.contains("item") ? target : items[0])?.focus();
}
const current = () => {
  const held = document.activeElement && document.activeElement.closest(".item");
  return held || null;
};
const step = (by) => {
  const at = items.indexOf(current());
  const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
};
const into = (item, selector) => {
  const field = item.querySelector(selector);
  const folded = field && field.closest("details");
  if (folded) folded.open = true;
  if (field) field.focus();
};
const acts = {
  j: () => step(1),
  k: () => step(-1),
  a: (item) => item && item.querySelector(".accept").click(),
  r: (item) => item && into(item, ".reject-why"),
  c: (item) => item && item.querySelector(".correct").click(),
  n: (item) => item && into(item, ".note-text"),
  o: (item) => item && item.querySelector(".open").click(),
  u: () => document.getElementById("undo")?.click(),
  "?": () => { const keys = document.getElementById("keys"); keys.open = !keys.open; },
};
document.addEventListener("keydown", (event) => {
  if (!keysOn || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && typing) { current()?.focus(); return; }
  const act = acts[event.key];
  if (!act || typing || (!keysOn.checked && event.key !== "?")) return;
  event.preventDefault();
  act(current());
});
// Words selected in an article: their offsets in code points, counted from the passage's own beginning.
const text = document.querySelector(".text[data-article]");
if (text) {
  const link = document.createElement("a");
  link.className = "selected-words";
  link.hidden = true;
  link.textContent = text.dataset.add;
  document.body.append(link);
  const offset = (node, at) => {
    const passage = (node instanceof Element ? node : node.parentElement)?.closest("[data-start]");
    if (!passage || !text.contains(passage)) return null;
    const before = document.createRange();
    before.setStart(passage, 0);
    before.setEnd(node, at);
    const copy = before.cloneContents();
    for (const extra of copy.querySelectorAll(".kind, .hidden")) extra.remove();
    return Number(passage.dataset.start) + [...copy.textContent].length;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const range = chosen && chosen.rangeCount && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
    const start = range && offset(range.startContainer, range.startOffset);
    const end = range && offset(range.endContainer, range.endOffset);
    link.hidden = start === null || end === null || start >= end;
    if (!link.hidden) link.href = `/articles/${text.dataset.article}/add?start=${start}&end=${end}`;
  });
}
