// Results under the search field, as one types, pastes or dictates. The form works without this: whatever fails here,
// Enter asks the server. Engine and index are fetched when somebody begins to search, never before.

const SHOWN = 5; // results that are listed
const PAUSE = 120; // milliseconds without typing before a search: results of half a word are not fetched
const REST = 600; // and before a count is said aloud: nobody is talked over while typing

const make = (tag, parent, words = "", kind = "") => {
  const element = document.createElement(tag);
  element.textContent = words;
  if (kind) element.className = kind;
  return parent.appendChild(element);
};

const summary = (query, hits, corrected, more) =>
  !hits.length ? `لم نجد نتائج عن «${query}».`
    : corrected ? `لم نجد «${query}»، وهذه نتائج «${corrected}».`
    : `عدد النتائج عن «${query}»: ${more ? `أكثر من ${SHOWN}` : hits.length}`;

const listed = (hit, list) => {
  const item = make("li", list), link = make("a", item);
  link.href = hit.url;
  make("b", link, hit.title);
  if (hit.section) link.append(` — ${hit.section}`);
  const line = hit.line.length ? make("p", item) : item;
  for (const [words, marked] of hit.line) line.append(marked ? make("mark", line, words) : words);
};

const equip = (form) => {
  const field = form.elements.q;
  const panel = make("div", form, "", "found"), said = make("p", panel, "", "small");
  const list = make("ol", panel, "", "hits plain"), aloud = make("p", form, "", "hidden");
  let engine, turn = 0, pausing, resting;
  aloud.setAttribute("role", "status");
  panel.hidden = true;

  const load = () => (engine ??= import("./engine.js").then((module) => module.open("/assets/search")));
  const say = (words) => {
    said.textContent = words;
    panel.hidden = false;
    clearTimeout(resting);
    resting = setTimeout(() => { aloud.textContent = words; }, REST);
  };
  const close = () => {
    turn += 1;
    clearTimeout(pausing);
    clearTimeout(resting);
    aloud.textContent = "";
    panel.hidden = true;
  };

  const show = (query, { hits, corrected, more }) => {
    list.replaceChildren();
    hits.forEach((hit) => listed(hit, list));
    if (more)
      make("a", make("li", list), "نتائج أخرى").href = `${form.action}?q=${encodeURIComponent(query)}`;
    say(summary(query, hits, corrected, more));
  };

  const answer = async () => {
    const query = field.value.trim(), mine = (turn += 1);
    if (!query) return close();
    if (panel.hidden) {
      list.replaceChildren();
      say("جارٍ البحث");
    }
    try {
      const found = await (await load()).search(query, SHOWN);
      if (mine === turn) show(query, found);
    } catch {
      engine = undefined; // the next letter tries anew
      if (mine === turn) close();
    }
  };

  const move = (step) => {
    const stops = [field, ...list.querySelectorAll("a")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  };

  field.addEventListener("input", () => {
    clearTimeout(pausing);
    pausing = setTimeout(answer, PAUSE);
  });
  field.addEventListener("pointerdown", () => load().catch(() => { engine = undefined; }));
  form.addEventListener("keydown", (event) => {
    if (panel.hidden || event.isComposing) return;
    if (event.key === "Escape") {
      close();
      field.focus();
    } else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !form.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!form.contains(target)) close();
  });
};

document.querySelectorAll("form[role=search]").forEach(equip);
