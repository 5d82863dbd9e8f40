// What the packed strings of the index say: forms_service/search/packing.py writes them.

export function unpack(index) {
  const { digits, base } = index;
  const letters = new Map([...index.signs].map((sign, i) => [sign, index.tables.letters[0][i]]));

  function numbers(text) {
    const found = [];
    let high = 0;
    for (const sign of text) {
      const value = digits.indexOf(sign);
      if (value < base) {
        found.push(high * base + value);
        high = 0;
      } else high = high * (digits.length - base) + value - base;
    }
    return found;
  }

  // Each word begins with a capital that says how many letters it shares with the one before it.
  function words(text) {
    let word = "";
    return [...text.replace(/[^A-Za-z0-9]/g, (sign) => letters.get(sign) ?? sign).matchAll(/([A-Z])([^A-Z]+)/g)].map(
      ([, shared, rest]) => (word = word.slice(0, shared.charCodeAt(0) - 65) + rest),
    );
  }

  // Lines of `only typed|…~both|…~only sought|…`; a word that the site has is its number among the terms.
  function addPhrases(groups) {
    const word = (text) => (text[0] === "}" ? text.slice(1) : terms[numbers(text)[0]]);
    const phrase = (text) => text.split(" ").map(word).join(" ");
    for (const group of groups.split("\n").filter(Boolean)) {
      const [typed, both, only] = group.split("~").map((side) => side.split("|").filter(Boolean).map(phrase));
      const sought = [...both, ...only].sort();
      for (const key of [...typed, ...both]) {
        const known = phrases.get(key) ?? [];
        phrases.set(key, [...known, ...sought.filter((each) => each !== key && !known.includes(each))]);
      }
    }
  }

  const [counts, gaps, bits, pageOf, lengths, titleLengths] = ["counts", "gaps", "bits", "page_of", "lengths", "title_lengths"]
    .map((name) => numbers(index[name]));
  // The postings stand from the rarest term to the commonest.
  const terms = words(index.terms);
  const postings = new Map(terms.map((term) => [term, []]));
  let at = 0;
  for (const i of [...counts.keys()].sort((a, b) => counts[a] - counts[b])) {
    let part = -1;
    for (const end = at + counts[i]; at < end; at++) postings.get(terms[i]).push([(part += gaps[at] + 1), bits[at]]);
  }

  const phrases = new Map();
  addPhrases(index.synonyms);
  return { ...index, addPhrases, postings, phrases, pageOf, lengths, titleLengths, stop: new Set(words(index.stop)) };
}
