// Site search in the browser. forms_service/search/ says the same in Python, and tests compare the two result by result.
// Nothing is loaded before `open` is called: first the index, then the texts of what was found.
import { arabic } from "./arabic.js";
import { liner } from "./lines.js";
import { unpack } from "./packed.js";
import { ranking } from "./ranking.js";
import { reader } from "./asking.js";

// baseUrl is the folder of the index. Fails where it cannot be loaded.
export async function open(baseUrl) {
  const load = async (name) => {
    const answer = await fetch(`${baseUrl}/${name}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const index = unpack(await load("index.json"));
  const language = arabic(index.tables);
  const read = reader(index, language);
  const rank = ranking(index);
  const lines = liner(index, language);
  const texts = new Map();

  // The sections of a part, and the page's words for searching where it is the page's first. Without a network: none.
  function text(part) {
    if (!texts.has(part))
      texts.set(
        part,
        load(`${index.version}/${part}.json`).catch(() => {
          texts.delete(part);
          return [[["", "", []]], []];
        }),
      );
    return texts.get(part);
  }

  // The query with each misspelt word as the best result writes it; null where nothing was misspelt.
  async function correct(query, tokens, { page, part, matched }) {
    let better = query;
    for (const { slips, words } of tokens.toReversed()) {
      const meant = slips.get(matched.find((phrase) => slips.has(phrase)));
      if (!meant) continue;
      const [[sections], [, own]] = await Promise.all([text(part), text(rank.first(page))]);
      const inside = sections.flatMap(([, heading, each]) => [heading, ...each]);
      const places = [index.titles[page], ...own, ...inside];
      const written = lines.surface(places, language.term(meant, index.postings)) || meant;
      better = better.slice(0, words[0].start) + written + better.slice(words[0].end);
    }
    return better === query ? null : better;
  }

  return {
    // → {hits: [{url, title, section, line: [[text, isMarked], …]}, …], corrected}
    async search(query, limit = 10) {
      const tokens = read(query);
      const places = rank.best(tokens, limit);
      const hits = places.map(async ({ page, part, matched }) => {
        const [sections] = await text(part);
        const terms = new Set(matched.flatMap((phrase) => phrase?.split(" ") ?? []));
        const { anchor, ...shown } = lines.best(sections, terms);
        return { url: index.urls[page] + (anchor && `#${anchor}`), title: index.titles[page], ...shown };
      });
      return {
        hits: await Promise.all(hits),
        corrected: places.length ? await correct(query, tokens, places[0]) : null,
      };
    },
  };
}
