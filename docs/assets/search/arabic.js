// Words, stems, skeletons, roots and sounds: forms_service/arabic/stems.py says the same in Python, and a test compares
// the two word by word. The tables come with the search index.

// The same function, which answers from memory what it was asked before.
export function kept(answer) {
  const known = new Map();
  return (asked) => {
    if (!known.has(asked)) known.set(asked, answer(asked));
    return known.get(asked);
  };
}

export function arabic(tables) {
  const { least, least_of_article: leastOfArticle, letters, sounds, suffixes } = tables;
  const list = (text) => text.split(" ");
  const [articles, noArticle, led, alike, seldom] = ["articles", "no_article", "led", "alike", "seldom"].map((name) =>
    list(tables[name]),
  );
  const same = new Map(tables.same.match(/../gu).map(([sign, to]) => [sign, to]));
  const dropped = new RegExp(tables.drop, "gu");
  const run = new RegExp(`(?:[\\p{L}\\p{M}\\p{N}]|${tables.inside})+`, "gu");
  const heard = new RegExp(Object.keys(sounds).sort((a, b) => b.length - a.length).join("|"), "g");
  const bothEnds = ["", ...list(tables.before)]
    .flatMap((before) => ["", ...list(tables.after)].map((after) => [before, after]))
    .slice(1)
    .sort((a, b) => a[0].length + a[1].length - b[0].length - b[1].length);

  const isArabic = (word) => /^[\u0600-\u06ff]/.test(word);
  const isLong = (word, taken, left = least) => word.length - taken.length >= left;
  const strip = (word, starts, left) => {
    const start = starts.find((each) => word.startsWith(each) && isLong(word, each, left));
    return start ? word.slice(start.length) : word;
  };

  function fold(text) {
    const lower = text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
    return lower.replace(dropped, "").replace(/[^\0-\x7f]/g, (sign) => same.get(sign) ?? sign);
  }

  const pieces = kept((whole) => {
    const parts = fold(whole).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    return parts.flatMap((part) => part.match(/[\u0600-\u06ff]+|[^\u0600-\u06ff]+/g));
  });

  function words(text) {
    const found = [];
    for (const { 0: whole, index } of text.matchAll(run))
      for (const piece of pieces(whole)) found.push({ text: piece, start: index, end: index + whole.length });
    return found;
  }

  function stem(word) {
    const rest = noArticle.some((start) => word.startsWith(start)) ? word : strip(word, articles, leastOfArticle);
    const [suffix] = suffixes.find(([end, left]) => rest.endsWith(end) && rest.length - end.length >= left) ?? [""];
    return rest.slice(0, rest.length - suffix.length);
  }

  const skeleton = (term) => (isArabic(term) ? term.replace(/ا|(?<=.)[وي]/gu, "").replace(/(.)\1+/gu, "$1") : "");
  const root = (term) => strip(skeleton(term), led);

  function sound(word) {
    const plain = isArabic(word) ? word : word.replace(/^[ae]l|(?<=[aeiou])h$|a+t$|(?:ee|oo|i|u)n$/g, "").replace(/(.)\1+/gu, "$1");
    const signs = (plain.match(heard) ?? []).map((sign) => sounds[sign]).join("");
    return signs.length >= least ? signs : "";
  }

  function slips(word) {
    const found = new Set();
    const alphabet = letters[isArabic(word) ? 0 : 1];
    for (let at = 0; at <= word.length; at++) {
      const [a, b] = [word.slice(0, at), word.slice(at)];
      for (const letter of alphabet) {
        found.add(a + letter + b);
        if (b) found.add(a + letter + b.slice(1));
      }
      if (b) found.add(a + b.slice(1));
      if (b.length > 1) found.add(a + b[1] + b[0] + b.slice(2));
    }
    found.delete(word);
    return found;
  }

  // What a word is looked up as among the stems of a site.
  function term(word, stems) {
    const whole = stem(word);
    if (stems.has(whole) || !isArabic(word)) return whole;
    for (const [before, after] of bothEnds)
      if (word.startsWith(before) && word.endsWith(after) && isLong(word, before + after)) {
        const rest = stem(word.slice(before.length, word.length - after.length) + (after.startsWith("ت") ? "ه" : ""));
        const needed = least + seldom.includes(before.at(-1));
        if (stems.has(rest) && rest.length >= needed) return rest;
      }
    return whole;
  }

  return { alike, fold, isArabic, root, skeleton, slips, sound, stem, term, words };
}
