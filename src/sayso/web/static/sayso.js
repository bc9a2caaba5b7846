// Links words and cards both ways on hover and focus, and lets files be dropped. Pages work without it.
"use strict";
const lit = (id, on) => {
  for (const part of document.querySelectorAll(`[data-claim="${CSS.escape(id)}"]`)) part.classList.toggle("lit", on);
};
for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(type, (event) => {
    const part = event.target instanceof Element && event.target.closest("[data-claim]");
    if (part) lit(part.dataset.claim, on);
  });
}
// Words that the pointer rests on bring their card into sight, beside them.
const cards = document.querySelector(".cards");
document.querySelector(".text")?.addEventListener("mouseover", (event) => {
  const mark = event.target instanceof Element && event.target.closest("a.mark");
  const card = mark && document.getElementById(`claim-${mark.dataset.claim}`);
  if (card && cards.scrollHeight > cards.clientHeight) cards.scrollTop = card.offsetTop - cards.offsetTop - 8;
});
const reader = document.querySelector("form.reader");
if (reader) {
  const held = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  reader.addEventListener("dragover", (event) => {
    if (!held(event)) return;
    event.preventDefault();
    reader.classList.add("dropping");
  });
  for (const type of ["dragleave", "drop"]) reader.addEventListener(type, () => reader.classList.remove("dropping"));
  reader.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    reader.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}
