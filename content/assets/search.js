/* Search: a worker that takes the place of the theme's and speaks its language: 0 brings the index and is answered by
   1, 2 brings a question and is answered by 3.
   The index (macros/outputs/searching.py) brings the rules, so that a question is taken apart just as the pages were. */
(() => {
  "use strict";

  /* How sure it is that a word is meant, when not that very word was typed: another form of it, its beginning, its end,
     an everyday word for it, all parts of a compound, one part, one letter wrong, two letters wrong. */
  const SURE = { form: 0.8, start: 0.55, end: 0.35, everyday: 0.7, parts: 0.6, part: 0.25, once: 0.5, twice: 0.35 };
  const SHOWN = 60;
  const SHOWN_OF_A_PAGE = 3;
  let docs;
  let all;
  let places;
  let sounding;
  let byWord;
  let byRoot;
  let rules;
  let sounds;
  let stop;
  let phrases;

  function setUp(index) {
    const { config } = index;
    docs = index.docs;
    rules = config.rules.map(compiled);
    sounds = config.sounds.map(compiled);
    stop = new Set(config.stop.split(" "));
    all = config.words.split(" ");
    places = config.places.split(" ");
    byWord = new Map(all.map((word, at) => [word, at]));
    byRoot = new Map();
    all.forEach((word, at) => {
      const base = root(word);
      if (byRoot.has(base)) byRoot.get(base).push(at);
      else byRoot.set(base, [at]);
    });
    phrases = config.everyday.map(([phrase, meant]) => ({ bases: words(phrase).map(root), meant: meant.split(" ") }));
  }

  function compiled([pattern, replacement]) {
    return { pattern: new RegExp(pattern, "g"), replacement };
  }

  function apply(list, word) {
    return list.reduce((left, { pattern, replacement }) => left.replace(pattern, replacement), word);
  }

  function plain(text) {
    return text
      .toLowerCase()
      .replace(/œ/g, "oe")
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "");
  }

  function words(text) {
    return plain(text).match(/[a-z0-9]+/g) || [];
  }

  function root(word) {
    return word.length < 4 || /^\d+$/.test(word) ? word : apply(rules, word);
  }

  function isKnown(word) {
    return byWord.has(word) || byRoot.has(word);
  }

  /* The first part of a compound, taken apart as far as needed: an s may tie it to the last. */
  function firstParts(first) {
    const untied = first.replace(/s$/, "");
    if (isKnown(first)) return [first];
    return isKnown(untied) ? [untied] : parts(first);
  }

  function parts(word) {
    for (let cut = 4; cut <= word.length - 4; cut++) {
      const first = word.slice(0, cut);
      const last = word.slice(cut);
      if (!isKnown(last) || stop.has(last) || stop.has(first)) continue;
      const before = firstParts(first);
      if (before.length) return [...before, last];
    }
    return [];
  }

  /* How many letters two words differ: left out, added, changed, or two that changed places; more than `most` is not
     counted out. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before;
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = nextRow(a, b, i, row, before);
      if (Math.min(...next) > most) return most + 1;
      before = row;
      row = next;
    }
    return row[b.length];
  }

  /* The distances from the first `i` letters of `a` to each beginning of `b`; `row` and `before` are those from one and
     two letters less. */
  function nextRow(a, b, i, row, before) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, changed);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    return next;
  }

  /* How far a word of the site is from one that was typed, by its letters or by its sound. */
  function steps(typed, sound, at, most) {
    const word = all[at];
    let least = most + 1;
    if (word[0] === typed[0] || word[1] === typed[1]) least = distance(typed, word, most);
    if (sounding[at][0] !== sound[0]) return least;
    return Math.min(least, distance(sound, sounding[at], most - 1) + 0.5);
  }

  /* The words of the site that are nearest to one that was typed. */
  function nearest(typed, most) {
    const sound = apply(sounds, typed);
    let least = most;
    let near = [];
    sounding ||= all.map((word) => apply(sounds, word));
    all.forEach((word, at) => {
      if (word.length < 4) return;
      const far = steps(typed, sound, at, least);
      if (far > least) return;
      if (far < least) near = [];
      least = far;
      near.push(word);
    });
    return near;
  }

  /* The first place in the list of words that does not come before `start`. */
  function firstFrom(start) {
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function keep(hits, doc, value, word) {
    if (!(hits.has(doc) && hits.get(doc).value >= value)) hits.set(doc, { value, word });
  }

  /* Adds the pages with the word at a place in the list. They stand there as steps from one page to the next, each with
     a letter for the weight of the word. */
  function read(hits, at, sure) {
    let doc = -1;
    for (const [, step, letter] of places[at].matchAll(/([0-9a-z]*)([A-Z])/g)) {
      doc += 1 + (step ? Number.parseInt(step, 36) : 0);
      keep(hits, doc, sure * 0.5 * 1.2 ** (letter.charCodeAt(0) - 65), all[at]);
    }
  }

  function readForms(hits, word, sure) {
    for (const at of byRoot.get(root(word)) || []) read(hits, at, all[at] === word ? sure : sure * SURE.form);
  }

  function readBeginnings(hits, typed) {
    for (let at = firstFrom(typed); at < all.length && all[at].startsWith(typed); at++) {
      read(hits, at, (SURE.start * typed.length) / all[at].length);
    }
  }

  function readEndings(hits, typed) {
    all.forEach((word, at) => {
      if (word.length > typed.length + 2 && word.endsWith(typed)) read(hits, at, SURE.end);
    });
  }

  /* Pages with every part of a compound count for it as much as its weakest part. */
  function readCompound(hits, split, typed) {
    const ofParts = split.map((part) => {
      const ofPart = new Map();
      readForms(ofPart, part, 1);
      return ofPart;
    });
    for (const doc of ofParts[0].keys()) {
      const weakest = Math.min(...ofParts.map((ofPart) => ofPart.get(doc)?.value || 0));
      if (weakest) keep(hits, doc, SURE.parts * weakest, typed);
    }
  }

  function readAll(hits, list, sure) {
    for (const word of list) readForms(hits, word, sure);
  }

  /* For a word that stands nowhere in full. */
  function readGuesses(hits, typed, split) {
    if (typed.length > 4) readAll(hits, nearest(typed, 1), SURE.once);
    readAll(hits, split, SURE.part);
    if (!hits.size && typed.length > 6) readAll(hits, nearest(typed, 2), SURE.twice);
  }

  /* The pages that answer to one word; `last`: it may not be typed out yet. What stands there in full decides how rare
     the word is. */
  function answers(typed, last) {
    const hits = new Map();
    const split = parts(typed);
    readForms(hits, typed, 1);
    const many = hits.size;
    if (last && typed.length > 2) readBeginnings(hits, typed);
    if (typed.length > 4) readEndings(hits, typed);
    if (split.length) readCompound(hits, split, typed);
    if (!many) readGuesses(hits, typed, split);
    return { hits, many: many || hits.size };
  }

  /* Where in the question each everyday phrase stands. */
  function phrasesIn(bases) {
    return phrases.flatMap((phrase) =>
      [...bases.keys()]
        .filter((start) => phrase.bases.every((base, next) => base === bases[start + next]))
        .map((start) => ({ phrase, start })),
    );
  }

  function answersToPhrase({ meant }) {
    const hits = new Map();
    readAll(hits, meant, SURE.everyday);
    return { hits, many: hits.size };
  }

  function search(question) {
    const typed = words(question);
    const unfinished = /[a-z0-9]$/.test(plain(question));
    const everyday = phrasesIn(typed.map(root));
    const ideas = everyday.map(({ phrase }) => answersToPhrase(phrase));
    const covered = new Set(everyday.flatMap(({ phrase, start }) => phrase.bases.map((_, next) => start + next)));
    const asked = typed.filter((word, at) => !covered.has(at) && word.length > 1 && !stop.has(word));
    (asked.length || ideas.length ? asked : typed).forEach((word, at) => {
      const idea = answers(word, unfinished && word === typed[typed.length - 1]);
      for (const joined of [asked[at - 1] + word, word + asked[at + 1]]) {
        if (byWord.has(joined)) read(idea.hits, byWord.get(joined), 1);
      }
      ideas.push(idea);
    });
    return grouped(ranked(ideas).map(shown));
  }

  /* The best places, with the words for which each was found: a rare word counts for more, and so do all words at
     once. */
  function ranked(ideas) {
    const scores = new Map();
    let whole = 0;
    for (const { hits, many } of ideas.filter((idea) => idea.hits.size)) {
      const rare = Math.log(1 + docs.length / (1 + many));
      whole += rare;
      hits.forEach(({ value, word }, doc) => {
        const score = scores.get(doc) || { value: 0, answered: 0, words: [] };
        score.value += rare * Math.sqrt(value);
        score.answered += rare;
        score.words.push(word);
        scores.set(doc, score);
      });
    }
    return [...scores]
      .map(([at, { value, answered, words: hit }]) => ({
        doc: docs[at],
        words: hit,
        score: (value * docs[at].weight * answered) / whole,
      }))
      .sort(compare)
      .slice(0, SHOWN);
  }

  function compare(one, two) {
    return two.score - one.score || (one.doc.location < two.doc.location ? -1 : 1);
  }

  /* A place as the theme wants it. */
  function shown({ doc, words: hit, score }) {
    const bases = new Set(hit.map(root));
    const mark = (word) => (bases.has(root(plain(word))) ? `<mark>${word}</mark>` : word);
    const marked = (html) => html.replace(/&\w+;|[\p{L}\p{N}]+/gu, mark);
    const terms = Object.fromEntries(hit.map((word) => [word, true]));
    return { location: doc.location, title: marked(doc.title), text: marked(doc.text), terms, score };
  }

  /* A page with the places on it that answer, as the theme wants them. */
  function grouped(items) {
    const groups = new Map();
    for (const item of items) {
      const page = item.location.split("#")[0];
      if (!groups.has(page)) groups.set(page, []);
      if (groups.get(page).length < SHOWN_OF_A_PAGE) groups.get(page).push(item);
    }
    groups.forEach((group, page) => {
      if (group.some(({ location }) => location === page)) return;
      const { title } = docs.find(({ location }) => location === page);
      group.push({ location: page, title, text: "", terms: {}, score: 0 });
    });
    return [...groups.values()];
  }

  addEventListener("message", ({ data }) => {
    if (data.type === 0) {
      setUp(data.data);
      postMessage({ type: 1 });
    } else if (data.type === 2) {
      postMessage({ type: 3, data: { items: search(data.data) } });
    }
  });
})();
