/* Search: a worker that takes the place of the theme's and speaks its language: 0 brings the index and is answered by 1, 2 brings a question and is answered by 3.
   The index (macros/outputs/searching.py) brings the rules, so that a question is taken apart just as the pages were. */
(function () {
  "use strict";

  /* How sure it is that a word is meant, when not that very word was typed: another form of it, its beginning, its end, an everyday word for it,
     all parts of a compound, one part, one letter wrong, two letters wrong. */
  var SURE = { form: 0.8, start: 0.55, end: 0.35, everyday: 0.7, parts: 0.6, part: 0.25, once: 0.5, twice: 0.35 };
  var docs, all, places, heard, byWord, byRoot, rules, sounds, stop, phrases;

  function setUp(index) {
    var given = index.config;
    docs = index.docs;
    rules = given.rules.map(compiled);
    sounds = given.sounds.map(compiled);
    stop = new Set(given.stop.split(" "));
    all = given.words.split(" ");
    places = given.places.split(" ");
    byWord = new Map();
    byRoot = new Map();
    all.forEach(function (word, at) {
      var base = root(word);
      byWord.set(word, at);
      if (byRoot.has(base)) byRoot.get(base).push(at);
      else byRoot.set(base, [at]);
    });
    phrases = given.everyday.map(function (pair) { return [words(pair[0]).map(root), pair[1].split(" ")]; });
  }

  function compiled(rule) { return [new RegExp(rule[0], "g"), rule[1]]; }

  function apply(list, word) { return list.reduce(function (left, rule) { return left.replace(rule[0], rule[1]); }, word); }

  function plain(text) { return text.toLowerCase().replace(/œ/g, "oe").normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }

  function words(text) { return plain(text).match(/[a-z0-9]+/g) || []; }

  function root(word) {
    return word.length < 4 || /^\d+$/.test(word) ? word : apply(rules, word);
  }

  function isKnown(word) { return byWord.has(word) || byRoot.has(word); }

  function parts(word) {
    for (var cut = 4; cut <= word.length - 4; cut++) {
      var first = word.slice(0, cut), last = word.slice(cut), short = first.replace(/s$/, "");
      if (!isKnown(last) || stop.has(last) || stop.has(first)) continue;
      var before = isKnown(first) ? [first] : isKnown(short) ? [short] : parts(first);
      if (before.length) return before.concat(last);
    }
    return [];
  }

  /* How many letters two words differ: left out, added, changed, or two that changed places; more than `most` is not counted out. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before, row = [], next, i, j;
    for (j = 0; j <= b.length; j++) row[j] = j;
    for (i = 1; i <= a.length; i++) {
      next = [i];
      for (j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min.apply(null, next) > most) return most + 1;
      before = row;
      row = next;
    }
    return row[b.length];
  }

  /* The words of the site that are nearest to one that was typed, by their letters or by their sound. */
  function nearest(typed, most) {
    var found = [], sound = apply(sounds, typed);
    heard = heard || all.map(function (word) { return apply(sounds, word); });
    all.forEach(function (word, at) {
      if (word.length < 4) return;
      var steps = most + 1;
      if (word[0] === typed[0] || word[1] === typed[1]) steps = distance(typed, word, most);
      if (heard[at][0] === sound[0]) steps = Math.min(steps, distance(sound, heard[at], most - 1) + 0.5);
      if (steps < most) found = [];
      if (steps <= most) { most = steps; found.push(word); }
    });
    return found;
  }

  /* The first place in the list of words that does not come before `start`. */
  function from(start) {
    var low = 0, high = all.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (all[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function keep(hits, doc, value, word) {
    if (!(hits.has(doc) && hits.get(doc).value >= value)) hits.set(doc, { value: value, word: word });
  }

  function read(hits, at, sure) {
    var doc = -1;
    places[at].replace(/([0-9a-z]*)([A-Z])/g, function (code, step, letter) {
      doc += 1 + (step ? parseInt(step, 36) : 0);
      keep(hits, doc, sure * 0.5 * Math.pow(1.2, letter.charCodeAt(0) - 65), all[at]);
    });
  }

  function forms(hits, word, sure) {
    (byRoot.get(root(word)) || []).forEach(function (at) { read(hits, at, all[at] === word ? sure : sure * SURE.form); });
  }

  /* The pages that answer to one word; `last`: it may not be typed out yet. What stands there in full decides how rare the word is. */
  function answers(typed, last) {
    var hits = new Map(), at, split = parts(typed), many;
    forms(hits, typed, 1);
    many = hits.size;
    if (last && typed.length > 2) for (at = from(typed); at < all.length && all[at].startsWith(typed); at++) read(hits, at, SURE.start * typed.length / all[at].length);
    if (typed.length > 4) all.forEach(function (word, place) { if (word.length > typed.length + 2 && word.endsWith(typed)) read(hits, place, SURE.end); });
    if (split.length) both(split.map(function (part) { var found = new Map(); forms(found, part, 1); return found; }), hits, typed);
    if (!many && typed.length > 4) nearest(typed, 1).forEach(function (word) { forms(hits, word, SURE.once); });
    if (!many) split.forEach(function (part) { forms(hits, part, SURE.part); });
    if (!hits.size && typed.length > 6) nearest(typed, 2).forEach(function (word) { forms(hits, word, SURE.twice); });
    return { hits: hits, many: many || hits.size };
  }

  /* Pages with every part of a compound count for it as much as its weakest part. */
  function both(found, hits, typed) {
    found[0].forEach(function (hit, doc) {
      var values = found.map(function (other) { return other.has(doc) ? other.get(doc).value : 0; });
      if (Math.min.apply(null, values)) keep(hits, doc, SURE.parts * Math.min.apply(null, values), typed);
    });
  }

  function search(question) {
    var typed = words(question), unfinished = /[a-z0-9]$/.test(plain(question)), bases = typed.map(root), ideas = [], told = [];
    phrases.forEach(function (phrase) {
      for (var at = 0; at <= bases.length - phrase[0].length; at++) {
        if (!phrase[0].every(function (base, next) { return base === bases[at + next]; })) continue;
        var hits = new Map();
        phrase[1].forEach(function (word) { forms(hits, word, SURE.everyday); });
        phrase[0].forEach(function (base, next) { told[at + next] = true; });
        ideas.push({ hits: hits, many: hits.size });
      }
    });
    var asked = typed.filter(function (word, at) { return !told[at] && word.length > 1 && !stop.has(word); });
    (asked.length || ideas.length ? asked : typed).forEach(function (word, number) {
      var idea = answers(word, unfinished && word === typed[typed.length - 1]);
      [asked[number - 1] + word, word + asked[number + 1]].forEach(function (joined) { if (byWord.has(joined)) read(idea.hits, byWord.get(joined), 1); });
      ideas.push(idea);
    });
    return grouped(ranked(ideas));
  }

  function ranked(ideas) {
    var scores = new Map(), whole = 0;
    ideas.forEach(function (idea) {
      if (!idea.hits.size) return;
      var rare = Math.log(1 + docs.length / (1 + idea.many));
      whole += rare;
      idea.hits.forEach(function (hit, doc) {
        var score = scores.get(doc) || { value: 0, told: 0, words: [] };
        score.value += rare * Math.sqrt(hit.value);
        score.told += rare;
        score.words.push(hit.word);
        scores.set(doc, score);
      });
    });
    return Array.from(scores, function (pair) { return { doc: docs[pair[0]], words: pair[1].words, score: pair[1].value * docs[pair[0]].weight * pair[1].told / whole }; })
      .sort(function (a, b) { return b.score - a.score || (a.doc.location < b.doc.location ? -1 : 1); }).slice(0, 60).map(shown);
  }

  function shown(item) {
    var terms = {}, bases = new Set(item.words.map(root));
    item.words.forEach(function (word) { terms[word] = true; });
    function marked(html) {
      return html.replace(/&\w+;|[\p{L}\p{N}]+/gu, function (word) { return bases.has(root(plain(word))) ? "<mark>" + word + "</mark>" : word; });
    }
    return { location: item.doc.location, title: marked(item.doc.title), text: marked(item.doc.text), terms: terms, score: item.score };
  }

  /* A page with the places on it that were found, as the theme wants them. */
  function grouped(items) {
    var groups = new Map();
    items.forEach(function (item) {
      var page = item.location.split("#")[0];
      if (!groups.has(page)) groups.set(page, []);
      if (groups.get(page).length < 3) groups.get(page).push(item);
    });
    groups.forEach(function (group, page) {
      if (group.some(function (item) { return item.location === page; })) return;
      var doc = docs.find(function (other) { return other.location === page; });
      group.push({ location: page, title: doc.title, text: "", terms: {}, score: 0 });
    });
    return Array.from(groups.values());
  }

  addEventListener("message", function (event) {
    if (event.data.type === 0) {
      setUp(event.data.data);
      postMessage({ type: 1 });
    } else if (event.data.type === 2) {
      postMessage({ type: 3, data: { items: search(event.data.data) } });
    }
  });
})();
