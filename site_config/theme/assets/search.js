// The search page. Pagefind's own script looks into the index; this one asks it, and shows what it
// finds. Everything that comes from the index is put into the page as text: never as HTML.

const form = document.getElementById("sy-search");
const told = document.getElementById("sy-search-told");
const found = document.getElementById("sy-search-found");
const field = form.elements.q;
const facets = document.getElementById("sy-search-facets");
const { language, words } = JSON.parse(form.dataset.words);
const statuses = JSON.parse(form.dataset.statuses);
const root = new URL("../", new URL(form.action));

const KINDS = ["claim", "quote", "event", "question", "party", "source", "page"];
const FILTERS = ["kind", "status", "side", "claimant", "tag"];
const FIRST = 5; // of each kind
const PAGE = 20; // of one kind
const PAUSE = 180; // milliseconds after the last key
const LITTLE = 2; // so few results may come of a slip of the pen

// -- words ---------------------------------------------------------------------------------------

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

function say(key, values = {}, n) {
  const phrase = words[key];
  const text = typeof phrase === "string" ? phrase : phrase[plurals.select(n)] ?? phrase.other;
  const all = n === undefined ? values : { ...values, n: numbers.format(n) };
  return text.replace(/\{([a-z_]+)\}/g, (whole, name) => Object.hasOwn(all, name) ? all[name] : whole);
}

// As sayso.searching.fold: what is done here must be done there.
const ALIKE = { є: "е", ґ: "г", ı: "i", ł: "l", ø: "o", đ: "d", ς: "σ", ß: "ss", ـ: "" };
const APOSTROPHES = "'’‘ʼ`´′＇";
const WORD = new RegExp(`[\\p{L}\\p{M}\\p{N}]+(?:[${APOSTROPHES}][\\p{L}\\p{M}\\p{N}]+)*`, "gu");

function fold(text) {
  const small = text.normalize("NFKD").toLowerCase().replace(new RegExp(`[${APOSTROPHES}]`, "g"), "");
  const plain = small.normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[єґıłøđςßـ]/g, (letter) => ALIKE[letter]);
}

const wordsOf = (text) => Array.from(text.matchAll(WORD), (match) => match[0]);

// -- what is looked for, as the address says -----------------------------------------------------

function read() {
  const given = new URLSearchParams(location.search);
  const state = { q: (given.get("q") ?? "").slice(0, 200), as: given.get("as") === "typed" };
  for (const name of FILTERS) state[name] = given.get(name) ?? "";
  return state;
}

function write(state, push) {
  const given = new URLSearchParams();
  for (const name of ["q", ...FILTERS]) if (state[name]) given.set(name, state[name]);
  if (state.as) given.set("as", "typed");
  const query = given.toString();
  const address = location.pathname + (query ? `?${query}` : "");
  if (address === location.pathname + location.search) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

let state = read();

// -- the index -----------------------------------------------------------------------------------

let engine = null;

function load() {
  engine ??= (async () => {
    const pagefind = await import(new URL("search/pagefind/pagefind.js", root));
    await pagefind.options({ baseUrl: "/" });
    await pagefind.init();
    return { pagefind, filters: await pagefind.filters() };
  })();
  return engine;
}

function chosen(names) {
  return Object.fromEntries(names.filter((name) => state[name]).map((name) => [name, [state[name]]]));
}

const beside = FILTERS.filter((name) => name !== "kind");

// -- words that were misspelt --------------------------------------------------------------------

let list = null;

function vocabulary() {
  list ??= fetch(new URL("search/words.json", root))
    .then((answer) => (answer.ok ? answer.json() : []))
    .then((all) => all.filter((word) => typeof word === "string").map((word) => [fold(word), word]));
  return list;
}

// Damerau-Levenshtein, neighbours exchanged once (optimal string alignment); more than `most` is
// as good as endless.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[other.length];
}

function nearest(word, all) {
  const key = fold(word);
  if (key.length < 4 || key.length > 30 || all.some(([known]) => known.startsWith(key))) return word;
  // A longer form of a word that is there (an ending, a case) is no slip.
  if (all.some(([known]) => known.length >= 4 && key.length - known.length < 4 && key.startsWith(known)))
    return word;
  let most = key.length < 6 ? 1 : 2;
  let best = word;
  for (const [known, written] of all) {
    const far = distance(key, known, most);
    if (far <= most) [best, most] = [written, far - 1];
    if (most < 1) break;
  }
  return best;
}

async function respelt(query) {
  const all = await vocabulary();
  let changed = false;
  let left = 8;
  const other = query.replace(WORD, (word) => {
    const instead = left-- > 0 ? nearest(word, all) : word;
    changed ||= instead !== word;
    return instead;
  });
  return changed ? other : "";
}

// -- what is shown -------------------------------------------------------------------------------

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function isolated(text) {
  return element("bdi", "", text);
}

// A text with the words that were looked for marked in it, as text nodes.
function marked(text, terms) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    const word = fold(match[0]);
    const hit = terms.some(
      (term) => word.startsWith(term) || (word.length > 3 && term.length - word.length < 3 && term.startsWith(word)),
    );
    if (!hit) continue;
    parts.push(text.slice(at, match.index), element("mark", "", match[0]));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

function badge(meta, filters) {
  const css = statuses[filters.status?.[0]];
  const made = element("span", "sy-badge");
  if (/^[a-z][a-z0-9-]*$/.test(css ?? "")) made.classList.add(`sy-status-${css}`);
  const open = element("span", "sy-vh", "[");
  const close = element("span", "sy-vh", "]");
  for (const bracket of [open, close]) bracket.setAttribute("aria-hidden", "true");
  const who = element("span", "sy-badge__who", isolated(meta.who ?? ""));
  made.append(open, who, element("span", "sy-badge__dot", " · "));
  made.append(element("span", "sy-badge__what", meta.badge ?? ""), close);
  return made;
}

function row(data, terms) {
  const { meta, filters } = data;
  const address = new URL((data.raw_url ?? data.url).replace(/^\/+/, ""), root);
  const link = element("a", "sy-row__link");
  if (address.href.startsWith(root.href)) link.href = address.href;
  if (meta.lead) link.append(element("span", "sy-speaker", isolated(meta.lead)), " ");
  const title = element("span", "sy-words", ...marked(meta.title ?? "", terms));
  title.dir = "auto";
  if (filters.language) title.lang = filters.language[0];
  link.append(title);
  const made = element("li", "sy-row");
  const old = filters.kind[0] === "claim" && meta.note;
  if (old) {
    made.classList.add("sy-row--old");
    made.append(element("span", "sy-label", meta.note), " ");
  }
  made.append(link);
  if (filters.kind[0] === "claim") made.append(" ", badge(meta, filters));
  else if (meta.note) made.append(" ", element("span", "sy-muted sy-search__note", isolated(meta.note)));
  return made;
}

async function section(kind, term, terms, turn) {
  const { pagefind } = await load();
  const { results } = await pagefind.search(term, { filters: { ...chosen(beside), kind: [kind] } });
  const items = element("ul", "sy-rows");
  const heading = element("h2", "", say(`kind_${kind}`), " ");
  heading.append(element("span", "sy-muted", numbers.format(results.length)));
  const more = element("button", "sy-search__more");
  more.type = "button";
  let shown = 0;
  async function show(count) {
    const next = await Promise.all(results.slice(shown, shown + count).map((each) => each.data()));
    if (turn !== latest) return;
    const rows = next.map((data) => row(data, terms));
    const first = shown > 0 ? rows[0]?.querySelector("a") : null;
    items.append(...rows);
    shown += rows.length;
    const left = results.length - shown;
    more.hidden = left <= 0;
    more.textContent = left > 0 ? say("more", {}, Math.min(PAGE, left)) : "";
    first?.focus();
  }
  more.addEventListener("click", () => show(PAGE));
  await show(state.kind ? PAGE : FIRST);
  return element("section", "sy-search__kind", heading, items, more);
}

function insist(query) {
  const link = element("a", "", say("insist", { query }));
  const given = new URLSearchParams({ q: query, as: "typed" });
  link.href = `?${given}`;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    state.as = true;
    field.focus();
    start(true);
  });
  return link;
}

function nothing(query, filtered) {
  const parts = [query ? say("nothing", { query }) : say("nothing_filtered"), " ", say("nothing_hint")];
  if (filtered) {
    const button = element("button", "sy-search__clear", say("without_filters"));
    button.type = "button";
    button.addEventListener("click", () => {
      for (const name of FILTERS) state[name] = "";
      field.focus();
      start(true);
    });
    parts.push(" ", button);
  }
  return parts;
}

let latest = 0;

async function run() {
  const turn = ++latest;
  const query = state.q.trim();
  const filtered = FILTERS.some((name) => state[name]);
  if (!query && !filtered) {
    found.replaceChildren();
    told.replaceChildren();
    if (engine) offer((await load()).filters);
    return;
  }
  if (!found.childElementCount) told.replaceChildren(say("loading"));
  const { pagefind, filters } = await load();
  const look = (text) => pagefind.search(text ? fold(text) : null, { filters: chosen(beside) });
  let term = query;
  let all = await look(term);
  let other = "";
  if (query && !state.as && all.unfilteredResultCount <= LITTLE) {
    other = await respelt(query);
    const instead = other ? await look(other) : null;
    if (instead?.unfilteredResultCount > all.unfilteredResultCount) [term, all] = [other, instead];
    else other = "";
  }
  if (turn !== latest) return;
  offer(query ? all.totalFilters : filters);
  const counts = all.filters?.kind ?? {};
  const kinds = KINDS.filter((kind) => counts[kind] > 0 && (!state.kind || state.kind === kind));
  const terms = wordsOf(term).map(fold).filter(Boolean);
  const sections = await Promise.all(
    kinds.map((kind) => section(kind, term ? fold(term) : null, terms, turn)),
  );
  if (turn !== latest) return;
  const total = kinds.reduce((sum, kind) => sum + counts[kind], 0);
  found.replaceChildren(...sections);
  if (!total) told.replaceChildren(...nothing(query, filtered));
  else if (other) told.replaceChildren(say("instead", { query, other }), " ", insist(query));
  else told.replaceChildren(query ? say("found", { query }, total) : say("found_filtered", {}, total));
}

// -- the filters ---------------------------------------------------------------------------------

function offer(counts) {
  facets.hidden = false;
  for (const name of FILTERS) {
    const select = selects[name];
    const values = Object.entries(counts?.[name] ?? {}).filter(([value, n]) => n > 0 || value === state[name]);
    if (state[name] && !values.some(([value]) => value === state[name])) values.push([state[name], 0]);
    if (name === "kind") values.sort(([a], [b]) => KINDS.indexOf(a) - KINDS.indexOf(b));
    else values.sort(([a, n], [b, m]) => m - n || a.localeCompare(b, language));
    const options = values.map(([value, n]) => {
      const label = name === "kind" && KINDS.includes(value) ? say(`kind_${value}`) : value;
      return new Option(say("option", { name: label, number: numbers.format(n) }), value);
    });
    select.replaceChildren(new Option(say(`all_${name}`), ""), ...options);
    select.value = state[name];
    select.parentElement.hidden = values.length < 1;
  }
}

const selects = Object.fromEntries(
  FILTERS.map((name) => {
    const select = element("select", "");
    select.name = name;
    facets.append(element("label", "sy-search__facet", element("span", "", say(`by_${name}`)), select));
    select.addEventListener("change", () => {
      state[name] = select.value;
      start(true);
    });
    return [name, select];
  }),
);

// -- what a reader does --------------------------------------------------------------------------

let timer = 0;

function start(push) {
  clearTimeout(timer);
  write(state, push);
  run().catch(() => told.replaceChildren(say("failed")));
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    state.q = field.value.slice(0, 200);
    state.as = false;
    start(false);
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const as = state.as && field.value === state.q;
  state = { ...state, q: field.value.slice(0, 200), as };
  start(true);
});
// The index is fetched when somebody is about to search, not before.
field.addEventListener("focus", () => load().then(({ filters }) => state.q || offer(filters)).catch(() => {}), {
  once: true,
});
addEventListener("popstate", () => {
  state = read();
  field.value = state.q;
  start(false);
});
field.value = state.q;
if (state.q || FILTERS.some((name) => state[name])) start(false);
else field.focus({ preventScroll: true });
