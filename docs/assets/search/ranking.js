// Which pages answer best (BM25F), and with which part: forms_service/search/ranking.py says the same in Python.

const [BODY, HEADING, TITLE, KEYWORD, DESCRIPTION] = [3, 4, 8, 16, 32];
const EXACT = 1e6;
const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / Math.max(values.length, 1);

export function ranking({ lengths, pageOf, postings, titleLengths, weights }) {
  const [length, titleLength] = [lengths, titleLengths].map(mean);
  const known = new Map();
  const saturated = (value) => value / (weights.saturation + value);
  const first = (page) => pageOf.indexOf(page);

  return { best, first };

  function best(tokens, limit) {
    const found = tokens.map(ofToken).filter((values) => values.parts.size);
    const pages = new Map();
    for (const { parts } of found)
      for (const part of parts.keys()) {
        const page = pageOf[part];
        pages.set(page, (pages.get(page) ?? new Set()).add(part));
      }
    return [...pages]
      .map(([page, parts]) => ({ page, score: Math.round(ofPage(page, parts, found) * EXACT) }))
      .sort((a, b) => b.score - a.score || a.page - b.page)
      .slice(0, limit)
      .map(({ page }) => place(page, pages.get(page), found));
  }

  // Words count where they are worth most, more where they stand together, and less where some are missing.
  function ofPage(page, parts, found) {
    const table = [...parts].map((part) => found.map((values) => at(values, part, page)[0]));
    const strongest = found.map((_, i) => Math.max(...table.map((row) => row[i])));
    const share = strongest.filter((value) => value > 0).length / found.length;
    const score = (1 - weights.together) * sum(strongest) + weights.together * Math.max(...table.map(sum));
    return score * (1 - weights.all_words * (1 - share));
  }

  function place(page, parts, found) {
    const ranked = [...parts].map((part) => [
      Math.round(sum(found.map((values) => at(values, part, page)[0])) * EXACT),
      part,
    ]);
    const [, part] = ranked.sort(([a, one], [b, other]) => b - a || one - other)[0];
    return { page, part, matched: found.map((values) => at(values, part, page)[1]) };
  }

  function at({ parts, pages }, part, page) {
    return parts.get(part) ?? pages.get(page) ?? [0];
  }

  // What a word is worth in each part that has it, and elsewhere on each page that says it of itself.
  function ofToken({ ways }) {
    const values = { parts: new Map(), pages: new Map() };
    for (const [phrase, weight] of ways) {
      const worth = ofPhrase(phrase);
      for (const kind of ["parts", "pages"])
        for (const [place, value] of worth[kind])
          if (weight * value > (values[kind].get(place)?.[0] ?? -1)) values[kind].set(place, [weight * value, phrase]);
    }
    return values;
  }

  function ofPhrase(phrase) {
    const scores = phrase.split(" ").map(ofTerm);
    if (scores.length === 1) return scores[0];
    const all = (kind) => new Set(scores.flatMap((each) => [...each[kind].keys()]));
    const value = (part) => (each) => each.parts.get(part) ?? each.pages.get(pageOf[part]) ?? 0;
    return {
      parts: new Map([...all("parts")].map((part) => [part, sum(scores.map(value(part))) / scores.length])),
      pages: new Map(
        [...all("pages")].map((page) => [page, sum(scores.map((each) => each.pages.get(page) ?? 0)) / scores.length]),
      ),
    };
  }

  function ofTerm(term) {
    if (!known.has(term)) known.set(term, scores(postings.get(term)));
    return known.get(term);
  }

  function scores(found) {
    const own = new Map();
    for (const [part, bits] of found) own.set(pageOf[part], (own.get(pageOf[part]) ?? 0) | (bits & ~(BODY | HEADING)));
    const total = titleLengths.length;
    const idf = Math.log(1 + (total - own.size + 0.5) / (own.size + 0.5));
    const pages = new Map([...own].map(([page, bits]) => [page, ofItself(page, bits)]));
    return {
      parts: new Map(found.map(([part, bits]) => [part, idf * saturated(pages.get(pageOf[part]) + text(part, bits))])),
      pages: new Map([...pages].filter(([, value]) => value).map(([page, value]) => [page, idf * saturated(value)])),
    };
  }

  // What a page says of itself: title, keywords, description.
  function ofItself(page, bits) {
    const long = 1 - weights.title_length + (weights.title_length * titleLengths[page]) / titleLength;
    return (
      (bits & TITLE ? weights.title / long : 0) +
      (bits & KEYWORD ? weights.keyword : 0) +
      (bits & DESCRIPTION ? weights.description : 0)
    );
  }

  function text(part, bits) {
    const long = 1 - weights.length + (weights.length * lengths[part]) / length;
    return (bits & HEADING ? weights.heading : 0) + (weights.body * (bits & BODY)) / long;
  }
}
