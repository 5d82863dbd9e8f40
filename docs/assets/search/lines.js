// The line that is shown with a result, and what is marked in it: forms_service/search/lines.py says the same in Python.

export function liner({ postings }, language) {
  const term = (word) => language.term(word.text, postings);
  const having = (text, terms) => new Set(language.words(text).map(term).filter((each) => terms.has(each)));

  function best(sections, terms) {
    let [chosen, most] = [sections[0], -1];
    for (const section of sections) {
      const [, heading, lines] = section;
      const inHeading = having(heading, terms);
      const inside = new Set([...inHeading, ...lines.flatMap((line) => [...having(line, terms)])]);
      const worth = 2 * inside.size + inHeading.size;
      if (worth > most) [chosen, most] = [section, worth];
    }
    const [anchor, section, lines] = chosen;
    const counts = lines.map((line) => having(line, terms).size);
    return { section, anchor, line: mark(lines[counts.indexOf(Math.max(...counts))] ?? "", terms) };
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
