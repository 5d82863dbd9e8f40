// What the packed strings of the index say: forms_service/search/packing.py writes them.

export function unpack(index) {
  const { digits, base } = index;

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

  // Each term begins with a capital that says how many letters it shares with the term before it.
  function terms() {
    let term = "";
    return [...index.terms.matchAll(/([A-Z])([^A-Z]+)/g)].map(
      ([, shared, rest]) => (term = term.slice(0, shared.charCodeAt(0) - 65) + rest),
    );
  }

  const [counts, gaps, bits, pageOf, lengths, titleLengths] = ["counts", "gaps", "bits", "page_of", "lengths", "title_lengths"]
    .map((name) => numbers(index[name]));
  const postings = new Map();
  let at = 0;
  terms().forEach((term, i) => {
    let part = -1;
    const found = gaps.slice(at, at + counts[i]).map((gap, n) => [(part += gap + 1), bits[at + n]]);
    postings.set(term, found);
    at += counts[i];
  });

  const phrases = new Map();
  addPhrases(phrases, index.synonyms);
  return { ...index, postings, phrases, pageOf, lengths, titleLengths };
}

// Lines of `only typed|…>both|…>only sought|…`.
export function addPhrases(phrases, groups) {
  for (const group of groups.split("\n")) {
    const [typed, both = [], only = []] = group.split(">").map((side) => side.split("|").filter(Boolean));
    const sought = [...both, ...only].sort();
    for (const key of [...typed, ...both]) {
      const known = phrases.get(key) ?? [];
      phrases.set(key, [...known, ...sought.filter((each) => each !== key && !known.includes(each))]);
    }
  }
}
