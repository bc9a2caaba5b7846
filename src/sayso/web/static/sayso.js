// Links words and cards both ways on hover and focus, and lets a file be dropped. Pages work without it.
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
const reader = document.querySelector("form.reader");
if (reader) {
  reader.addEventListener("dragover", (event) => event.preventDefault());
  reader.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    reader.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}
