/* The finder: hides who cannot help, puts the rest in order, and keeps the choice in the address. Nothing leaves the page. */
(function () {
  "use strict";
  var form = document.querySelector("[data-finder]");
  if (!form) return;
  var FIRST = 8;
  var list = document.querySelector(".answers"), outside = document.querySelector(".outside"), status = document.querySelector(".total");
  var more = document.querySelector(".more-answers"), nothing = document.querySelector(".nothing");
  var choices = [].filter.call(form.elements, function (field) { return field.name; });
  var cards = [].map.call(list.children, function (node, place) {
    var card = { node: node, place: place, reach: +node.dataset.reach, kind: +node.dataset.kind, french: +node.dataset.french, policy: +node.dataset.policy, why: node.querySelector(".answer__why"), offers: [].slice.call(node.querySelectorAll(".answer__offers li")) };
    choices.forEach(function (field) { card[field.name] = (node.dataset[field.name] || "").split(" ").filter(Boolean); });
    return card;
  });
  var shown = FIRST, fitting = [];

  /* How a card answers to one choice: "yes", "unknown", "usual" (by its level), "other" (someone else must ask), "apart" (names no signal) or "no". */
  function answer(card, key, word) {
    var words = card[key];
    if (key === "signaal" && !words.length) return "apart";
    if (words[0] === "*") return "yes";
    if (words[0] === "?") return "unknown";
    if (key === "leeftijd") {
      var usual = words[0].charAt(0) === "~", ends = words[0].replace("~", "").split("-");
      return +word < +ends[0] || +word > +ends[1] ? "no" : usual ? "usual" : "yes";
    }
    return words.indexOf(word) >= 0 ? "yes" : key === "wie" ? "other" : "no";
  }

  function judge(card, chosen) {
    var found = { card: card, unknown: [], fits: [], other: 0, apart: false };
    for (var i = 0; i < chosen.length; i++) {
      var said = answer(card, chosen[i].key, chosen[i].word);
      if (said === "no") return null;
      if (said === "apart") found.apart = true;
      else if (said === "other") found.other = 1;
      else if (said === "unknown") found.unknown.push(chosen[i].name);
      else found.fits.push(chosen[i].label + (said === "usual" ? " (volgens het onderwijsniveau)" : ""));
      if (chosen[i].key === "gemeente") found.local = card.gemeente[0] === "*" ? 0 : 1;
    }
    /* The order that the page promises. */
    found.order = [+(card.reach === 0), found.other, found.unknown.length, card.french, -(found.local || 0), card.policy, card.kind, +(card.reach < 2), card.place];
    return found;
  }

  function before(one, other) {
    for (var i = 0; i < one.order.length; i++) if (one.order[i] !== other.order[i]) return one.order[i] - other.order[i];
    return 0;
  }

  function chosen() {
    return choices.filter(function (field) { return field.value && field.checkValidity(); }).map(function (field) {
      var name = field.parentNode.firstChild.textContent.trim().replace("?", "");
      var label = field.selectedOptions ? field.selectedOptions[0].textContent : field.value + " jaar";
      return { key: field.name, word: field.value, name: name.toLowerCase(), label: label };
    });
  }

  function explain(found, now) {
    var card = found.card, parts = [];
    if (found.fits.length) parts.push("Past bij: " + found.fits.join(" · ") + ".");
    if (found.unknown.length) parts.push("Niet bekend: " + found.unknown.join(", ") + ".");
    if (found.other) parts.push("Aanmelden gaat via iemand anders: vraag het aan het CLB van je school.");
    card.why.textContent = parts.join(" ");
    card.why.hidden = !parts.length;
    var narrowing = now.filter(function (choice) { return choice.key === "signaal" && !found.apart || choice.key === "pijler"; });
    card.offers.forEach(function (offer) {
      offer.hidden = !narrowing.every(function (choice) { return (offer.dataset[choice.key] || "").split(" ").indexOf(choice.word) >= 0; });
    });
    if (card.offers.every(function (offer) { return offer.hidden; })) card.offers.forEach(function (offer) { offer.hidden = false; });
    return card.node;
  }

  function place(now) {
    list.replaceChildren.apply(list, fitting.slice(0, shown).map(function (found) { return explain(found, now); }));
    more.hidden = fitting.length <= shown;
    more.firstChild.textContent = "Toon de andere " + (fitting.length - shown);
  }

  function show() {
    var now = chosen(), judged = cards.map(function (card) { return judge(card, now); }).filter(Boolean).sort(before);
    var apart = judged.filter(function (found) { return found.apart; });
    fitting = judged.filter(function (found) { return !found.apart; });
    var sure = fitting.filter(function (found) { return !found.unknown.length; }).length, unsure = fitting.length - sure;
    place(now);
    outside.hidden = !apart.length;
    outside.querySelector("ol").replaceChildren.apply(outside.querySelector("ol"), apart.map(function (found) { return explain(found, now); }));
    nothing.hidden = fitting.length > 0;
    var nouns = status.dataset.words.split("|");
    status.textContent = !now.length ? fitting.length + " " + nouns[+(fitting.length !== 1)]
      : sure + " " + nouns[+(sure !== 1)] + (sure === 1 ? " past" : " passen") + " bij je keuze" + (unsure ? "; bij " + unsure + " andere is iets niet bekend" : "");
  }

  function address() {
    var query = new URLSearchParams(chosen().map(function (choice) { return [choice.key, choice.word]; })).toString();
    return location.pathname + (query ? "?" + query : "");
  }

  function read() {
    var asked = new URLSearchParams(location.search);
    choices.forEach(function (field) { field.value = asked.get(field.name) || ""; });
    shown = FIRST;
    show();
  }

  function changed() {
    if (address() === location.pathname + location.search) return;
    history.pushState(null, "", address());
    shown = FIRST;
    show();
  }

  form.addEventListener("change", changed);
  form.addEventListener("input", function (event) { if (event.target.type === "number") changed(); });
  form.addEventListener("reset", function () { setTimeout(changed); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  addEventListener("popstate", read);
  /* On paper: what was asked, and how many of the answers are there. */
  addEventListener("beforeprint", function () {
    shown = Math.max(shown, 20);
    show();
    var asked = chosen().map(function (choice) { return choice.label; }).join(" · ");
    status.textContent += (asked && " (" + asked + ")") + (fitting.length > shown ? "; hier staan de eerste " + shown : "");
  });
  addEventListener("afterprint", show);
  more.firstChild.addEventListener("click", function () {
    var next = shown;
    shown = Infinity;
    place(chosen());
    list.children[next].querySelector("a").focus();
  });
  read();
})();
