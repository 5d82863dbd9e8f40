// Which pages answer best, and with which part: forms_service/search/{scoring,ranking}.py say the same in Python.
import { kept } from "./arabic.js";

const [BODY, HEADING, TITLE, KEYWORD, DESCRIPTION] = [1, 2, 4, 8, 16];
const EXACT = 1e6;
const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / Math.max(values.length, 1) || 1;
const keys = (tables) => new Set(tables.flatMap((table) => [...table.keys()]));

// What one term is worth on each page (BM25F).
function scoring({ lengths, pageOf, postings, titleLengths, weights }) {
  const [length, titleLength] = [lengths, titleLengths].map(mean);
  const saturated = (value) => value / (weights.saturation + value);

  function scores(found) {
    const own = new Map();
    for (const [part, bits] of found) own.set(pageOf[part], own.get(pageOf[part]) | (bits & ~(BODY | HEADING)));
    const pages = new Map([...own].map(([page, bits]) => [page, ofItself(page, bits)]));
    return {
      parts: new Map(found.map(([part, bits]) => [part, saturated(pages.get(pageOf[part]) + text(part, bits))])),
      pages: new Map([...pages].filter(([, value]) => value).map(([page, value]) => [page, saturated(value)])),
      titled: [...own.keys()].filter((page) => own.get(page) & TITLE),
      rarity: Math.log(1 + (titleLengths.length - own.size + 0.5) / (own.size + 0.5)),
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
    return (bits & HEADING ? weights.heading : 0) + (bits & BODY ? weights.body / long : 0);
  }

  return kept((term) => scores(postings.get(term)));
}

export function ranking(index) {
  const { pageOf, titleLengths, weights } = index;
  const ofTerm = scoring(index);
  const at = ({ parts, pages }, part, page) => parts.get(part) ?? pages.get(page) ?? [0];

  function best(tokens, limit) {
    const found = tokens.map(ofToken).filter((values) => values.parts.size);
    const pages = new Map();
    for (const { parts } of found)
      for (const part of parts.keys()) {
        if (!pages.has(pageOf[part])) pages.set(pageOf[part], new Set());
        pages.get(pageOf[part]).add(part);
      }
    return [...pages]
      .map(([page, parts]) => ({ page, score: Math.round(ofPage(page, [...parts], found) * EXACT) }))
      .sort((a, b) => b.score - a.score || a.page - b.page)
      .slice(0, limit)
      .map(({ page }) => place(page, [...pages.get(page)], found));
  }

  // Words count where they are worth most, more where they stand together, and less where some are missing.
  function ofPage(page, parts, found) {
    const table = parts.map((part) => found.map((values) => at(values, part, page)[0]));
    const strongest = found.map((_, i) => Math.max(...table.map((row) => row[i])));
    const score = (1 - weights.together) * sum(strongest) + weights.together * Math.max(...table.map(sum));
    const missing = strongest.filter((value) => !value).length / found.length;
    return score * (1 - weights.missing * missing) * (1 + weights.whole_title * titled(page, found));
  }

  // 1 where query and title are the same words, less where one has more.
  function titled(page, found) {
    const common = sum(found.map((values) => values.titles.get(page) ?? 0));
    return common && (common / found.length) * Math.min(1, common / titleLengths[page]);
  }

  function place(page, parts, found) {
    const worth = (part) => Math.round(sum(found.map((values) => at(values, part, page)[0])) * EXACT);
    const [part] = parts.sort((one, other) => worth(other) - worth(one) || one - other);
    return { page, part, matched: found.map((values) => at(values, part, page)[1]) };
  }

  // What a word is worth in the best of its ways. What stands for a word is never worth more by being rarer than it.
  function ofToken({ term, ways }) {
    const values = { parts: new Map(), pages: new Map(), titles: new Map() };
    const most = ways.has(term) ? ofTerm(term).rarity : Infinity;
    for (const [phrase, weight] of ways) {
      const all = phrase.split(" ").map(ofTerm);
      const rarities = all.map(({ rarity }) => (weight * Math.min(rarity, most)) / all.length);
      const raise = (kind, at, worth) => {
        const value = sum(all.map((each, i) => rarities[i] * worth(each)));
        if (value > (values[kind].get(at)?.[0] ?? -1)) values[kind].set(at, [value, phrase]);
      };
      for (const part of keys(all.map(({ parts }) => parts)))
        raise("parts", part, ({ parts, pages }) => parts.get(part) ?? pages.get(pageOf[part]) ?? 0);
      for (const page of keys(all.map(({ pages }) => pages))) raise("pages", page, ({ pages }) => pages.get(page) ?? 0);
      for (const page of all[0].titled)
        if (all.every(({ titled }) => titled.includes(page)))
          values.titles.set(page, Math.max(weight, values.titles.get(page) ?? 0));
    }
    return values;
  }

  return best;
}
