/* A list that can be narrowed: every choice is a field of the form, every card tells what it answers to; "*" answers to
   all. */
(() => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const light = form.dataset.filter === "light"; // what does not fit grows pale instead of going away
  const total = document.querySelector(".total");
  const nouns = total.dataset.words.split("|");
  const cards = [...document.querySelectorAll(light ? ".sheet li" : ".groups .card")];
  const texts = new Map();
  const groups = document.querySelectorAll(".group");
  const nothing = document.querySelector(".nothing");

  function plain(text) {
    return text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "");
  }

  function textOf(card) {
    if (!texts.has(card)) texts.set(card, plain(card.textContent));
    return texts.get(card);
  }

  function hasWords(card, typed) {
    return plain(typed)
      .split(/\s+/)
      .every((word) => textOf(card).includes(word));
  }

  function answersTo(card, key, value) {
    if (key === "woord") return hasWords(card, value);
    const words = (card.dataset[key] || "*").split(" ");
    return words.includes(value) || words.includes("*");
  }

  /* Name of a field -> what was chosen there. */
  function chosen() {
    const filled = [...new FormData(form)].map(([key, value]) => [key, value.trim()]);
    return Object.fromEntries(filled.filter(([, value]) => value));
  }

  function showCard(card, fits) {
    if (light) card.classList.toggle("dim", !fits);
    else card.hidden = !fits;
  }

  function showGroup(group) {
    const left = group.querySelectorAll(".card:not([hidden])").length;
    const count = group.querySelector(".count");
    group.hidden = !left;
    if (!count) return;
    const jump = document.querySelector(`.jump a[href="#${group.querySelector("h2").id}"]`);
    count.textContent = left;
    jump.parentNode.hidden = !left;
    jump.nextElementSibling.textContent = left;
  }

  function tellTotal(many) {
    const noun = many === 1 ? nouns[0] : nouns[1];
    total.textContent = many === cards.length ? `${many} ${noun}` : `${many} van ${cards.length} ${nouns[1]}`;
  }

  function show() {
    const choices = Object.entries(chosen());
    let many = 0;
    for (const card of cards) {
      const fits = choices.every(([key, value]) => answersTo(card, key, value));
      many += fits;
      showCard(card, fits);
    }
    groups.forEach(showGroup);
    if (nothing) nothing.hidden = many > 0;
    tellTotal(many);
  }

  /* The address keeps the choice, so that it can be shared. */
  function remember() {
    const query = new URLSearchParams(chosen()).toString();
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
    show();
  }

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
    if (!location.search) return;
    show();
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  form.addEventListener("input", remember);
  form.addEventListener("reset", () => setTimeout(remember));
  form.addEventListener("submit", (event) => event.preventDefault());
  readAddress();
})();
