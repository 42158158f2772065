/* The finder: hides who cannot help, puts the rest in order, and keeps the choice in the address. Nothing leaves the
   page. */
(() => {
  "use strict";
  const form = document.querySelector("[data-finder]");
  if (!form) return;
  const FIRST = 8;
  const ON_PAPER = 20;
  const list = document.querySelector(".answers");
  const outside = document.querySelector(".outside");
  const outsideList = outside.querySelector("ol");
  const total = document.querySelector(".total");
  const nouns = total.dataset.words.split("|");
  const more = document.querySelector(".more-answers");
  const nothing = document.querySelector(".nothing");
  const choices = [...form.elements].filter((field) => field.name);
  const cards = [...list.children].map(cardOf);
  let shown = FIRST;
  let fitting = [];

  function wordsOf(text) {
    return (text || "").split(" ").filter(Boolean);
  }

  function cardOf(node, place) {
    const { reach, kind, french, policy } = node.dataset;
    return {
      node,
      place,
      reach: Number(reach),
      kind: Number(kind),
      french: Number(french),
      policy: Number(policy),
      words: Object.fromEntries(choices.map((field) => [field.name, wordsOf(node.dataset[field.name])])),
      why: node.querySelector(".answer__why"),
      offers: [...node.querySelectorAll(".answer__offers li")],
    };
  }

  /* An age stands there as "12-18", with ~ in front when it follows from the level of education. */
  function answerToAge(range, age) {
    const [from, to] = range.replace("~", "").split("-").map(Number);
    if (age < from || age > to) return "no";
    return range.startsWith("~") ? "usual" : "yes";
  }

  /* How a card answers to one choice: "yes", "unknown", "usual" (by its level), "other" (someone else must ask), "apart"
     (names nothing of the kind, such as a signal) or "no". */
  function answerTo(card, { key, word }) {
    const words = card.words[key];
    if (!words.length) return "apart";
    if (words[0] === "*") return "yes";
    if (words[0] === "?") return "unknown";
    if (key === "leeftijd") return answerToAge(words[0], Number(word));
    if (words.includes(word)) return "yes";
    return key === "wie" ? "other" : "no";
  }

  /* Whether the card is for the municipality that was chosen, and not for all of them. */
  function isLocal(card, chosen) {
    return chosen.some(({ key }) => key === "gemeente") && card.words.gemeente[0] !== "*";
  }

  /* What a card has to do with the choices; null when it cannot help. */
  function judge(card, chosen) {
    const answers = chosen.map((choice) => ({ choice, answer: answerTo(card, choice) }));
    const having = (...wanted) => answers.filter(({ answer }) => wanted.includes(answer));
    if (having("no").length) return null;
    const unknown = having("unknown").map(({ choice }) => choice.name);
    const other = having("other").length > 0;
    const fits = having("yes", "usual").map(
      ({ choice, answer }) => choice.label + (answer === "usual" ? " (volgens het onderwijsniveau)" : ""),
    );
    /* The order that the page promises. */
    const order = [
      card.reach === 0,
      other,
      unknown.length,
      card.french,
      !isLocal(card, chosen),
      card.policy,
      card.kind,
      card.reach < 2,
      card.place,
    ].map(Number);
    return { card, unknown, fits, other, apart: having("apart").length > 0, order };
  }

  function compare(one, two) {
    const at = one.order.findIndex((value, place) => value !== two.order[place]);
    return at < 0 ? 0 : one.order[at] - two.order[at];
  }

  function choiceIn(field) {
    const name = field.parentNode.firstChild.textContent.trim().replace("?", "");
    const label = field.selectedOptions ? field.selectedOptions[0].textContent : `${field.value} jaar`;
    return { key: field.name, word: field.value, name: name.toLowerCase(), label };
  }

  function chosenNow() {
    return choices.filter((field) => field.value && field.checkValidity()).map(choiceIn);
  }

  function why({ fits, unknown, other }) {
    const sentences = [];
    if (fits.length) sentences.push(`Past bij: ${fits.join(" · ")}.`);
    if (unknown.length) sentences.push(`Niet bekend: ${unknown.join(", ")}.`);
    if (other) sentences.push("Aanmelden gaat via iemand anders: vraag het aan het CLB van je school.");
    return sentences.join(" ");
  }

  /* Only the offers that answer to what an offer says of itself, as signal and pillar; all of them when none does. */
  function showOffers({ card }, chosen) {
    const narrowing = chosen.filter(({ key }) => card.words[key].length);
    for (const offer of card.offers) {
      const asked = narrowing.filter(({ key }) => key in offer.dataset);
      offer.hidden = !asked.every(({ key, word }) => wordsOf(offer.dataset[key]).includes(word));
    }
    if (!card.offers.every((offer) => offer.hidden)) return;
    for (const offer of card.offers) offer.hidden = false;
  }

  /* The card, with what it has to do with the choices. */
  function explained(match, chosen) {
    const { card } = match;
    card.why.textContent = why(match);
    card.why.hidden = !card.why.textContent;
    showOffers(match, chosen);
    return card.node;
  }

  function showFitting(chosen) {
    list.replaceChildren(...fitting.slice(0, shown).map((match) => explained(match, chosen)));
    more.hidden = fitting.length <= shown;
    more.firstChild.textContent = `Toon de andere ${fitting.length - shown}`;
  }

  function showApart(apart, chosen) {
    outside.hidden = !apart.length;
    outsideList.replaceChildren(...apart.map((match) => explained(match, chosen)));
  }

  function counted(many) {
    return `${many} ${many === 1 ? nouns[0] : nouns[1]}`;
  }

  function totalText(chosen) {
    if (!chosen.length) return counted(fitting.length);
    const sure = fitting.filter(({ unknown }) => !unknown.length).length;
    const unsure = fitting.length - sure;
    const rest = unsure ? `; bij ${unsure} andere is iets niet bekend` : "";
    return `${counted(sure)} ${sure === 1 ? "past" : "passen"} bij je keuze${rest}`;
  }

  function show() {
    const chosen = chosenNow();
    const matches = cards
      .map((card) => judge(card, chosen))
      .filter(Boolean)
      .sort(compare);
    fitting = matches.filter(({ apart }) => !apart);
    showFitting(chosen);
    showApart(
      matches.filter(({ apart }) => apart),
      chosen,
    );
    nothing.hidden = fitting.length > 0;
    total.textContent = totalText(chosen);
  }

  function showAnew() {
    shown = FIRST;
    show();
  }

  function address() {
    const query = new URLSearchParams(chosenNow().map(({ key, word }) => [key, word])).toString();
    return location.pathname + (query && `?${query}`);
  }

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    for (const field of choices) field.value = asked.get(field.name) || "";
    showAnew();
  }

  function remember() {
    if (address() === location.pathname + location.search) return;
    history.pushState(null, "", address());
    showAnew();
  }

  /* On paper: what was asked, and how many of the answers are there. */
  function showForPaper() {
    shown = Math.max(shown, ON_PAPER);
    show();
    const asked = chosenNow().map(({ label }) => label);
    if (asked.length) total.textContent += ` (${asked.join(" · ")})`;
    if (fitting.length > shown) total.textContent += `; hier staan de eerste ${shown}`;
  }

  function showAll() {
    const next = shown;
    shown = Infinity;
    showFitting(chosenNow());
    list.children[next].querySelector("a").focus();
  }

  form.addEventListener("change", remember);
  form.addEventListener("input", (event) => {
    if (event.target.type === "number") remember();
  });
  form.addEventListener("reset", () => setTimeout(remember));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", readAddress);
  addEventListener("beforeprint", showForPaper);
  addEventListener("afterprint", show);
  more.firstChild.addEventListener("click", showAll);
  readAddress();
})();
