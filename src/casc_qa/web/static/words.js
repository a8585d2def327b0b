// Where words stand in a text: in upper or lower case, across line ends and marks, and however their
// apostrophes, quotation marks and hyphens are written.

const ALIKE = ["'’‘ʼʻ`´", "\"“”„«»", "-‐‑–—−", "её"];
const SYNTAX = /[\\^$.*+?()[\]{}|/]/;

/** What finds them. */
export function pattern(words) {
  const parts = words.normalize("NFC").trim().split(/\s+/u);
  return new RegExp(parts.map((part) => [...part].map(letter).join("")).join("\\s+"), "giu");
}

function letter(char) {
  const alike = ALIKE.find((chars) => chars.includes(char.toLowerCase()));
  if (alike) return `(?:${[...alike].map(either).join("|")})`;
  return either(char);
}

/** A letter as one character, or as a letter and its accent. */
function either(char) {
  const parts = char.normalize("NFD");
  const one = SYNTAX.test(char) ? `\\${char}` : char;
  return parts === char ? one : `(?:${one}|${parts})`;
}

/** The places in an element, at most so many, as ranges. */
export function places(root, wanted, most) {
  const nodes = [], starts = [];
  let text = "";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    nodes.push(walker.currentNode);
    starts.push(text.length);
    text += walker.currentNode.data;
  }
  const ranges = [];
  let node = 0;
  const seek = (offset, isEnd) => {
    while (node + 1 < nodes.length && starts[node + 1] < offset + (isEnd ? 0 : 1)) node++;
    return [nodes[node], offset - starts[node]];
  };
  for (const match of text.matchAll(wanted)) {
    const range = new Range();
    range.setStart(...seek(match.index, false));
    range.setEnd(...seek(match.index + match[0].length, true));
    ranges.push(range);
    if (ranges.length === most) break;
  }
  return ranges;
}
