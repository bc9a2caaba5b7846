// Anchors annotations in a document with Apache Annotator: standard input has {"text", "items"}, standard
// output gets, for each item and each of its selectors, the words that it finds in the document.
import { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } from "@apache-annotator/dom";
import { JSDOM } from "jsdom";
import { readFileSync } from "node:fs";

const { text, items } = JSON.parse(readFileSync(0, "utf-8"));
const { window } = new JSDOM("<!DOCTYPE html><body></body>");
Object.assign(globalThis, { document: window.document, Node: window.Node, NodeFilter: window.NodeFilter, Range: window.Range });
for (const line of text.split(/(?<=\n)/)) {
  const block = document.createElement("p");
  block.textContent = line;
  document.body.append(block);
}
const MATCHERS = {
  TextQuoteSelector: createTextQuoteSelectorMatcher,
  TextPositionSelector: createTextPositionSelectorMatcher,
};
const found = [];
for (const item of items) {
  const here = {};
  for (const selector of item.target.selector) {
    here[selector.type] = [];
    for await (const range of MATCHERS[selector.type](selector)(document.body)) here[selector.type].push(range.toString());
  }
  found.push(here);
}
process.stdout.write(JSON.stringify(found));
