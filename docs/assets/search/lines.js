// The line that is shown with a result, and what is marked in it: forms_service/search/lines.py says the same in Python.

import { kept } from "./arabic.js";

export function liner({ postings }, language) {
  const termOf = kept((text) => language.term(text, postings));
  const term = (word) => termOf(word.text);
  const termsOf = kept((text) => new Set(language.words(text).map(term)));
  const having = (text, terms) => [...termsOf(text)].filter((each) => terms.has(each));

  // The section whose heading and lines have most of these terms, and in it the line that has most.
  function best(sections, terms) {
    const worth = ([, heading, lines]) => {
      const inHeading = having(heading, terms);
      return 2 * new Set([heading, ...lines].flatMap((text) => having(text, terms))).size + inHeading.length;
    };
    const [anchor, section, lines] = first(sections, worth);
    return { section, anchor, line: mark(first(lines, (line) => having(line, terms).length) ?? "", terms) };
  }

  // The first of those that are worth most.
  function first(all, worth) {
    const values = all.map(worth);
    return all[values.indexOf(Math.max(...values))];
  }

  function mark(line, terms) {
    const pieces = [];
    let done = 0;
    for (const word of language.words(line))
      if (word.start >= done && terms.has(term(word))) {
        pieces.push([line.slice(done, word.start), false], [line.slice(word.start, word.end), true]);
        done = word.end;
      }
    return [...pieces, [line.slice(done), false]].filter(([text]) => text);
  }

  // The first word of these texts that is looked up as this term, as it is written.
  function surface(texts, wanted) {
    for (const text of texts)
      for (const word of language.words(text)) if (term(word) === wanted) return text.slice(word.start, word.end);
    return "";
  }

  return { best, surface };
}
