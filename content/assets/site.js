/* What pages do more with JavaScript: lists that can be narrowed, and a search index that waits until someone searches. */
(function () {
  "use strict";

  /* At load the theme starts a worker for searching and asks for the whole search index. Hold both back until the search
     field gets the focus, or until an address comes with a question in it. */
  var wanted = /[?&][qh]=/.test(location.search), waiting = [];

  function later(start) { if (wanted) start(); else waiting.push(start); }

  addEventListener("focusin", function (event) {
    if (event.target.name !== "query" || wanted) return;
    wanted = true;
    waiting.forEach(function (start) { start(); });
  });

  var open = XMLHttpRequest.prototype.open, send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (method, address) {
    this.forSearch = /search_index\.json$/.test(String(address));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    var request = this, given = arguments;
    if (request.forSearch) later(function () { send.apply(request, given); });
    else send.apply(request, given);
  };

  var RealWorker = window.Worker;
  window.Worker = function (address) {
    var real, calls = [];
    function passOn(name) {
      return function () {
        if (real) real[name].apply(real, arguments);
        else calls.push([name, arguments]);
      };
    }
    later(function () {
      real = new RealWorker(address);
      calls.forEach(function (call) { real[call[0]].apply(real, call[1]); });
    });
    return { addEventListener: passOn("addEventListener"), removeEventListener: passOn("removeEventListener"), postMessage: passOn("postMessage"), terminate: passOn("terminate") };
  };

  /* The theme opens menu and search with labels, which a keyboard cannot reach. Put real buttons in their place. */
  [].forEach.call(document.querySelectorAll(".site-header label.md-header__button[for^='__'].upgrade"), function (label) {
    var button = document.createElement("button"), toggle = document.getElementById(label.htmlFor);
    button.type = "button";
    button.className = label.className;
    button.innerHTML = label.innerHTML;
    button.addEventListener("click", function () { toggle.click(); });
    label.replaceWith(button);
  });

  var here = document.querySelector(".section-menu [aria-current]");
  if (here) here.closest("ul").scrollLeft = here.offsetLeft - 40;

  addEventListener("beforeprint", function () {
    [].forEach.call(document.querySelectorAll("details"), function (more) { more.open = true; });
  });

  /* A list: every choice is a field of the form, every card tells what it answers to; "*" answers to all. */
  var form = document.querySelector("[data-filter]");
  if (!form) return;
  var status = document.querySelector(".total"), nouns = status.dataset.words.split("|");
  var cards = [].slice.call(document.querySelectorAll(".groups .card"));
  var groups = [].slice.call(document.querySelectorAll(".group"));
  var nothing = document.querySelector(".nothing");
  function plain(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }

  function text(card) { return card.text || (card.text = plain(card.textContent)); }

  function fits(card, chosen) {
    return Object.keys(chosen).every(function (key) {
      if (key === "woord") return plain(chosen.woord).split(/\s+/).every(function (part) { return text(card).includes(part); });
      var words = (card.dataset[key] || "*").split(" ");
      return words.includes(chosen[key]) || words.includes("*");
    });
  }

  function chosen() {
    var found = {};
    new FormData(form).forEach(function (value, key) { if (value.trim()) found[key] = value.trim(); });
    return found;
  }

  function show() {
    var now = chosen(), many = 0;
    cards.forEach(function (card) { card.hidden = !fits(card, now); many += !card.hidden; });
    groups.forEach(function (group) {
      var left = group.querySelectorAll(".card:not([hidden])").length, count = group.querySelector(".count");
      group.hidden = !left;
      if (count) {
        count.textContent = left;
        var jump = document.querySelector('.jump a[href="#' + group.querySelector("h2").id + '"]');
        jump.parentNode.hidden = !left;
        jump.nextElementSibling.textContent = left;
      }
    });
    nothing.hidden = many > 0;
    status.textContent = many === cards.length ? many + " " + nouns[+(many !== 1)] : many + " van " + cards.length + " " + nouns[1];
  }

  function remember() {
    var query = new URLSearchParams(chosen()).toString();
    history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
    show();
  }

  var asked = new URLSearchParams(location.search);
  [].slice.call(form.elements).forEach(function (field) { if (field.name && asked.has(field.name)) field.value = asked.get(field.name); });
  form.addEventListener("input", remember);
  form.addEventListener("reset", function () { setTimeout(remember); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  if (location.search) show();
  if (location.hash && location.search) {
    var target = document.getElementById(location.hash.slice(1));
    if (target) target.scrollIntoView();
  }
})();
