// Which pages answer best, and with which part: forms_service/search/{scoring,ranking}.py say the same in Python.
import { kept } from "./arabic.js";

const [BODY, HEADING, TITLE, KEYWORD, DESCRIPTION] = [1, 2, 4, 8, 16];
const EXACT = 1e6;
const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / Math.max(values.length, 1) || 1;

// What one term is worth on each page (BM25F).
function scoring({ lengths, pageOf, postings, titleLengths, weights }) {
  const [length, titleLength] = [lengths, titleLengths].map(mean);
  const saturated = (value) => value / (weights.saturation + value);

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

  // In each part that has the term, in the others because the page says it of itself, and at best.
  function worth(page, found) {
    const own = sum(found.map(([, bits]) => ofItself(page, bits)));
    const parts = new Map(found.map(([part, bits]) => [part, saturated(own + text(part, bits))]));
    return { parts, elsewhere: saturated(own), best: Math.max(...parts.values()) };
  }

  return kept((term) => {
    const found = new Map();
    for (const posting of postings.get(term)) {
      const page = pageOf[posting[0]];
      if (!found.has(page)) found.set(page, []);
      found.get(page).push(posting);
    }
    return {
      pages: new Map([...found].map(([page, each]) => [page, worth(page, each)])),
      titled: [...found.keys()].filter((page) => found.get(page).some(([, bits]) => bits & TITLE)),
      rarity: Math.log(1 + (titleLengths.length - found.size + 0.5) / (found.size + 0.5)),
    };
  });
}

export function ranking(index) {
  const { titleLengths, weights } = index;
  const ofTerm = scoring(index);
  const lacking = (missing, asked) => 1 - (weights.missing * missing) / asked.length;
  const add = (table, key, value) => table.set(key, (table.get(key) ?? 0) + value);
  const raise = (table, key, value) => table.set(key, Math.max(value, table.get(key) ?? 0));

  // The best pages, best first. Pages that cannot come among them by what they are worth at most are not looked into.
  return function rank(tokens, limit) {
    const asked = tokens.map(word).filter((each) => each.bests.size);
    const found = [];
    for (const [page, best] of [...atMost(asked)].sort(([a, most], [b, more]) => more - most || a - b)) {
      if (found.length >= limit && Math.round(best * EXACT) < found[limit - 1].score) break;
      found.push(place(page, asked));
      found.sort((a, b) => b.score - a.score || a.page - b.page);
    }
    return found.slice(0, limit);
  };

  // A word of the query: its ways, what it is worth on each page at most, and how surely a page's title has it.
  function word({ term, ways }) {
    // What stands for a word is never worth more by being rarer than it.
    const most = ways.has(term) ? ofTerm(term).rarity : Infinity;
    const [all, bests, titles] = [[], new Map(), new Map()];
    for (const [phrase, weight] of ways) {
      const scores = phrase.split(" ").map(ofTerm);
      const counts = scores.map(({ rarity }) => (weight * Math.min(rarity, most)) / scores.length);
      all.push({ phrase, scores, counts });
      const inAll = new Map();
      scores.forEach(({ pages }, i) => pages.forEach(({ best }, page) => add(inAll, page, counts[i] * best)));
      inAll.forEach((best, page) => raise(bests, page, best));
      for (const page of scores[0].titled)
        if (scores.every(({ titled }) => titled.includes(page))) raise(titles, page, weight);
    }
    return { ways: all, bests, titles };
  }

  // What each page is worth at most: as if all words stood together.
  function atMost(asked) {
    const [sums, having] = [new Map(), new Map()];
    for (const { bests } of asked)
      bests.forEach((best, page) => {
        add(sums, page, best);
        add(having, page, 1);
      });
    sums.forEach((total, page) =>
      sums.set(page, total * lacking(asked.length - having.get(page), asked) * title(page, asked)),
    );
    return sums;
  }

  // What a page gains whose title is what was asked: the same words, neither more nor fewer.
  function title(page, asked) {
    const common = sum(asked.map(({ titles }) => titles.get(page) ?? 0));
    return common
      ? 1 + ((weights.whole_title * common) / asked.length) * Math.min(1, common / titleLengths[page])
      : 1;
  }

  // What a word is worth in the parts of a page that have it, and in the others: each in the best of its ways.
  function on(page, { ways }) {
    const parts = new Map();
    let elsewhere = [0];
    for (const { phrase, scores, counts } of ways) {
      const here = scores.map(({ pages }, i) => [counts[i], pages.get(page)]).filter(([, worth]) => worth);
      for (const part of new Set(here.flatMap(([, worth]) => [...worth.parts.keys()]))) {
        const value = sum(here.map(([count, worth]) => count * (worth.parts.get(part) ?? worth.elsewhere)));
        if (value > (parts.get(part)?.[0] ?? 0)) parts.set(part, [value, phrase]);
      }
      const other = sum(here.map(([count, worth]) => count * worth.elsewhere));
      if (other > elsewhere[0]) elsewhere = [other, phrase];
    }
    return [parts, elsewhere];
  }

  // Words count where they are worth most, more where they stand together, and less where some are missing.
  function place(page, asked) {
    const columns = asked.map((each) => on(page, each));
    const rows = [...new Set(columns.flatMap(([parts]) => [...parts.keys()]))]
      .sort((a, b) => a - b)
      .map((part) => {
        const row = columns.map(([parts, elsewhere]) => parts.get(part) ?? elsewhere);
        return { part, row, all: sum(row.map(([value]) => value)) };
      });
    const strongest = asked.map((_, i) => Math.max(...rows.map(({ row }) => row[i][0])));
    const exact = rows.map(({ all }) => Math.round(all * EXACT));
    const { part, row } = rows[exact.indexOf(Math.max(...exact))];
    const score =
      ((1 - weights.together) * sum(strongest) + weights.together * Math.max(...rows.map(({ all }) => all))) *
      lacking(strongest.filter((value) => !value).length, asked) *
      title(page, asked);
    return { page, part, score: Math.round(score * EXACT), matched: row.map(([, phrase]) => phrase) };
  }
}
