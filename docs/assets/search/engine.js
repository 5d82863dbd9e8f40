// Site search in the browser. forms_service/search/ says the same in Python, and tests compare the two result by result.
// Nothing is loaded before `open` is called: first the index, then the texts of what was found.
import { arabic, kept } from "./arabic.js";
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
  const asking = reader(index, language);
  const rank = ranking(index);
  const lines = liner(index, language);
  const texts = new Map();

  // A file of the folder that is named by its content, or where it cannot be loaded what stands for it.
  function text(name, otherwise) {
    const lost = () => {
      texts.delete(name);
      return otherwise;
    };
    if (!texts.has(name)) texts.set(name, load(`${index.version}/${name}.json`).catch(lost));
    return texts.get(name);
  }

  const synonyms = kept((kind) => text(kind, "").then(index.addPhrases));
  const sections = (part) => text(part, [["", "", []]]);

  // The query with each misspelt word as the best result writes it; null where nothing was misspelt.
  async function correct(query, tokens, { page, part, matched }) {
    let better = query;
    for (const { slips, words } of tokens.toReversed()) {
      const meant = slips.get(matched.find((phrase) => slips.has(phrase)));
      if (!meant) continue;
      const term = language.term(meant, index.postings);
      const inside = (await sections(part)).flatMap(([, heading, lines]) => [heading, ...lines]);
      const written =
        lines.surface([index.titles[page], ...inside], term) ||
        lines.surface(await text(`words-${page}`, []), term) ||
        meant;
      better = better.slice(0, words[0].start) + written + better.slice(words[0].end);
    }
    return better === query ? null : better;
  }

  return {
    // → {hits: [{url, title, section, line: [[text, isMarked], …]}, …], corrected, more}; more: there are other pages
    async search(query, limit = 10) {
      const needs = asking.needs(query);
      await Promise.all(Object.keys(needs).filter((kind) => needs[kind]).map(synonyms));
      const tokens = asking.read(query);
      const places = rank(tokens, limit + 1);
      const hits = places.slice(0, limit).map(async ({ page, part, matched }) => {
        const terms = new Set(matched.flatMap((phrase) => phrase?.split(" ") ?? []));
        const { anchor, ...shown } = lines.best(await sections(part), terms);
        return { url: index.urls[page] + (anchor && `#${anchor}`), title: index.titles[page], ...shown };
      });
      return {
        hits: await Promise.all(hits),
        corrected: places.length ? await correct(query, tokens, places[0]) : null,
        more: places.length > limit,
      };
    },
  };
}
