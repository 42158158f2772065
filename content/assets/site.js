/* What pages do more with JavaScript: lists that can be narrowed, charts that answer, and a search index that waits until someone searches. */
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

  /* Our own worker answers in the place of the theme's; when it finds nothing, the reader gets three ways on, and Enter leads to none of them. */
  var RealWorker = window.Worker, ours = document.currentScript.src.replace("site.js", "search.js");
  var field = document.querySelector(".md-search__input"), none = document.querySelector(".search-none");
  addEventListener("keydown", function (event) { if (event.key === "Enter" && event.target === field && !none.hidden) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
  window.Worker = function () {
    var real, calls = [];
    function passOn(name) {
      return function () {
        if (real) real[name].apply(real, arguments);
        else calls.push([name, arguments]);
      };
    }
    later(function () {
      real = new RealWorker(ours);
      real.addEventListener("message", function (answer) { if (answer.data.type === 3) none.hidden = !field.value.trim() || answer.data.data.items.length > 0; });
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

  /* How far off a day is, and whether an entry is past its limit, depends on today, so the page says it. */
  var today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Brussels" }).format();
  [].forEach.call(document.querySelectorAll("[data-after]"), function (old) { old.hidden = today <= old.dataset.after; });
  [].forEach.call(document.querySelectorAll("time[data-far]"), function (time) {
    var days = Math.round((Date.parse(time.dateTime) - Date.parse(today)) / 864e5);
    var unit = Math.abs(days) < 14 ? ["day", 1] : Math.abs(days) < 60 ? ["week", 7] : Math.abs(days) < 730 ? ["month", 30.4] : ["year", 365.25];
    time.after(" (" + new Intl.RelativeTimeFormat("nl", { numeric: "auto" }).format(Math.round(days / unit[1]), unit[0]) + ")");
  });

  addEventListener("beforeprint", function () {
    [].forEach.call(document.querySelectorAll("details"), function (more) {
      if (/^velden/.test(more.id)) more.classList.toggle("not-in-print", !more.open); // thirty pages that hardly anybody wants
      more.open = true;
    });
  });

  /* A chart that answers: the library comes once, when a reader asks; until then, and when anything fails, the drawing stays. */
  var library;

  function load(address) {
    if (!library) library = new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = function () { dutch(window.Plotly); done(window.Plotly); };
      script.onerror = function () { library = null; script.remove(); failed(); };
      document.head.append(script);
    });
    return library;
  }

  function dutch(plotly) {
    plotly.register({ moduleType: "locale", name: "nl", dictionary: {
      "Download plot as a PNG": "Download als afbeelding", "Download plot as a png": "Download als afbeelding", "Download plot": "Download als afbeelding",
      "Zoom in": "Zoom in", "Zoom out": "Zoom uit", "Reset axes": "Toon alles", "Double-click to zoom back out": "Dubbelklik om alles te tonen",
      "Taking snapshot - this may take a few seconds": "De afbeelding wordt gemaakt", "Snapshot succeeded": "De afbeelding is klaar",
      "Sorry, there was a problem downloading your snapshot!": "De afbeelding kon niet gemaakt worden"
    }, format: { decimal: ",", thousands: "." } });
  }

  function look(figure) {
    var style = getComputedStyle(document.body);
    function colour(name) { return style.getPropertyValue("--" + name).trim(); }
    var roles = { hero: colour("blue"), other: colour("soft"), target: colour("mixed") };
    figure.data.forEach(function (trace) {
      var colours = Array.isArray(trace.meta) ? trace.meta.map(function (role) { return roles[role]; }) : roles[trace.meta];
      trace.marker = Object.assign({}, trace.marker, { color: colours });
      if (trace.marker.size) trace.marker.symbol = trace.meta === "hero" ? "circle" : "square";
      trace.textfont = { color: colours };
      if (/lines/.test(trace.mode)) trace.line = Object.assign({}, trace.line, { color: colours, width: trace.meta === "hero" ? 4 : 2 });
    });
    var layout = figure.layout;
    (layout.annotations || []).forEach(function (label) { if (roles[label.name]) label.font = { color: roles[label.name] }; });
    layout.font = { family: style.fontFamily, size: 14, color: colour("ink") };
    layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
    layout.hoverlabel = { bgcolor: colour("card"), bordercolor: colour("ink"), font: { color: colour("ink") } };
    layout.modebar = { bgcolor: "rgba(0,0,0,0)", color: colour("soft"), activecolor: colour("link") };
    Object.keys(layout).forEach(function (key) { if (/^[xy]axis/.test(key)) Object.assign(layout[key], { gridcolor: colour("line"), zerolinecolor: colour("line"), linecolor: colour("line") }); });
    return figure;
  }

  /* Arrow keys go through the numbers: left and right along a series, up and down to the next one. */
  function walk(plotly, place, figure, said) {
    var series = 0, point = -1;
    place.addEventListener("keydown", function (event) {
      var step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
      if (!step || event.target !== place) return;
      event.preventDefault();
      var traces = figure.data.map(function (trace, at) { return at; }).filter(function (at) { return figure.data[at].customdata; }).reverse();
      series = (series + step[0] + traces.length) % traces.length;
      var words = figure.data[traces[series]].customdata, many = words.length;
      if (step[0]) point = Math.min(Math.max(point, 0), many - 1);
      do point = (point + (step[1] || 1) + many) % many; while (!words[point] && step[1]);
      while (!words[point]) point = (point + 1) % many;
      var trace = figure.data[traces[series]];
      plotly.Fx.hover(place, [{ curveNumber: traces[series], pointNumber: point }], (trace.xaxis || "x") + (trace.yaxis || "y"));
      said.textContent = words[point].replace(/<br>/g, " ");
    });
  }

  function answer(button, plotly, figure) {
    var chart = button.closest(".chart"), picture = chart.querySelector(".chart__picture");
    var place = document.createElement("div"), said = document.createElement("p");
    place.className = "chart__live";
    place.tabIndex = 0;
    place.setAttribute("role", "application");
    place.setAttribute("aria-label", chart.querySelector("h3").textContent + " Gebruik de pijltjes om de getallen te lezen.");
    said.className = "unseen";
    said.setAttribute("aria-live", "polite");
    var settings = {
      displaylogo: false, showSendToCloud: false, responsive: true, locale: "nl", displayModeBar: true, scrollZoom: false,
      modeBarButtons: [["toImage", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
      toImageButtonOptions: { filename: chart.id, scale: 2 }
    };
    picture.after(place, said);
    return plotly.newPlot(place, look(figure).data, figure.layout, settings).then(function () {
      picture.hidden = true;
      button.remove();
      place.focus();
      walk(plotly, place, figure, said);
      new MutationObserver(function () { plotly.react(place, look(figure).data, figure.layout, settings); }).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    }).catch(function (wrong) {
      place.remove();
      said.remove();
      throw wrong;
    });
  }

  [].forEach.call(document.querySelectorAll(".chart__ask"), function (button) {
    var words = button.textContent;
    button.addEventListener("click", function () {
      button.disabled = true;
      button.textContent = "De grafiek wordt geladen";
      Promise.all([load(button.dataset.library), fetch(button.dataset.figure).then(function (given) {
        if (!given.ok) throw given.status;
        return given.json();
      })]).then(function (both) { return answer(button, both[0], both[1]); }).catch(function () {
        button.disabled = false;
        button.textContent = words;
        var status = button.parentNode.querySelector("[role=status]") || document.createElement("span");
        status.setAttribute("role", "status");
        status.textContent = "Dat lukt nu niet. De grafiek hierboven en de tabel tonen dezelfde getallen.";
        button.after(status);
      });
    });
  });

  /* A sheet of a page that is printed alone. */
  [].forEach.call(document.querySelectorAll(".print-sheet"), function (button) {
    button.addEventListener("click", function () {
      document.body.classList.add("prints-sheet");
      window.print();
      document.body.classList.remove("prints-sheet");
    });
  });

  /* A list: every choice is a field of the form, every card tells what it answers to; "*" answers to all. */
  var form = document.querySelector("[data-filter]");
  if (!form) return;
  var status = document.querySelector(".total"), nouns = status.dataset.words.split("|");
  var light = form.dataset.filter === "light"; // what does not fit grows pale instead of going away
  var cards = [].slice.call(document.querySelectorAll(light ? ".sheet li" : ".groups .card"));
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
    cards.forEach(function (card) {
      var fit = fits(card, now);
      many += fit;
      if (light) card.classList.toggle("dim", !fit);
      else card.hidden = !fit;
    });
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
    if (nothing) nothing.hidden = many > 0;
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
