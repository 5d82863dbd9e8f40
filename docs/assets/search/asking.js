// What somebody asks for: forms_service/search/asking.py says the same in Python.

const isNumber = (term) => /^[0-9]+$/.test(term);

export function reader({ limits, numbers, phrases, postings, stop, weights }, language) {
  const { root, skeleton, sound } = language;
  const isSmall = (word) => [...word].length === 1 || stop.has(word);
  const by = (key) => {
    const table = new Map();
    for (const term of postings.keys()) {
      const found = key(term);
      if (found) table.set(found, [...(table.get(found) ?? []), term]);
    }
    return table;
  };
  const [skeletons, roots, sounds] = [skeleton, root, sound].map(by);

  const mayBe = ({ ways }, phrase, weight) => ways.set(phrase, Math.max(weight, ways.get(phrase) ?? 0));

  const split = (query) => joined(language.words(query.slice(0, limits.signs)));
  const saysSomething = ({ words }) => !isSmall(words[0].text);

  // Which of the synonyms that few people type may be among the words of a query.
  function needs(query) {
    const unknown = split(query).filter((token) => saysSomething(token) && !postings.has(token.term));
    return {
      latin: /[a-z]/.test(language.fold(query)),
      unknown: unknown.some(({ term }) => language.isArabic(term)),
    };
  }

  // The words of a query that say something, each with its ways.
  function read(query) {
    const tokens = split(query);
    const covered = addSynonyms(tokens);
    const kept = tokens
      .filter((token, at) => covered.has(at) || saysSomething(token))
      .slice(0, limits.words);
    kept.forEach((token, at) => addWays(token, at === kept.length - 1));
    return kept;
  }

  // Digits that were typed in groups are one number.
  function joined(words) {
    const tokens = [];
    for (const word of words) {
      const before = tokens.at(-1);
      if (before && isNumber(before.term) && isNumber(word.text)) {
        before.words.push(word);
        before.term += word.text;
      } else
        tokens.push({ words: [word], term: language.term(word.text, postings), ways: new Map(), slips: new Map() });
    }
    return tokens;
  }

  function addSynonyms(tokens) {
    const covered = new Set();
    for (let at = 0; at < tokens.length; at++)
      for (let size = 1; size <= limits.phrase && at + size <= tokens.length; size++) {
        const inside = tokens.slice(at, at + size);
        const found = phrases.get(inside.map((token) => token.term).join(" "));
        for (const sought of found ?? []) for (const token of inside) mayBe(token, sought, weights.synonym);
        if (size > 1 && found) for (let i = at; i < at + size; i++) covered.add(i);
      }
    return covered;
  }

  function addWays(token, isLast) {
    const { term, ways } = token;
    if (postings.has(term)) mayBe(token, term, 1);
    if (isNumber(term))
      for (const [digits, begins, sought] of numbers)
        if (term.length === digits && term.startsWith(begins))
          for (const phrase of sought) mayBe(token, phrase, weights.synonym);
    const isKnown = ways.size > 0;
    for (const other of skeletons.get(skeleton(term)) ?? []) mayBe(token, other, weights.skeleton);
    for (const other of roots.get(root(term)) ?? []) mayBe(token, other, weights.root);
    if (!isKnown) guess(token, isLast);
  }

  // Nothing stands for the word: it may be half typed, misspelt by one letter, or Arabic in Latin letters.
  function guess(token, isLast) {
    const { term, words } = token;
    if (isLast && term.length >= limits.start)
      for (const other of [...postings.keys()].filter((each) => each.startsWith(term)).slice(0, limits.starts))
        mayBe(token, other, weights.start);
    if (words.length > 1 || isNumber(term)) return;
    addSlips(token, words[0].text);
    if (!language.isArabic(term)) for (const other of sounds.get(sound(term)) ?? []) mayBe(token, other, weights.sound);
  }

  function addSlips(token, typed) {
    if (typed.length < limits.slip) return;
    for (const meant of [...language.slips(typed)].sort()) {
      const term = language.stem(meant);
      const weight = isLikely(typed, meant) ? weights.likely_slip : weights.slip;
      for (const phrase of postings.has(term) ? [term] : (phrases.get(term) ?? [])) {
        const isNew = !token.ways.has(phrase) || token.slips.has(phrase); // a plural or a half-typed word is no slip
        if (isNew && (token.ways.get(phrase) ?? 0) < weight) token.slips.set(phrase, meant);
        mayBe(token, phrase, weight);
      }
    }
  }

  // Two letters exchanged, or a letter that looks or sounds like the other.
  function isLikely(typed, meant) {
    if (typed.length !== meant.length) return false;
    const differ = [...Array(typed.length).keys()].filter((at) => typed[at] !== meant[at]);
    if (differ.length === 2) return true;
    return language.alike.some((group) => group.includes(typed[differ[0]]) && group.includes(meant[differ[0]]));
  }

  return { needs, read };
}
