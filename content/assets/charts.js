/* A chart that answers: the library comes once, when a reader asks; until then, and when anything fails, the
   drawing stays. */
(() => {
  "use strict";
  const DUTCH = {
    moduleType: "locale",
    name: "nl",
    dictionary: {
      "Download plot as a PNG": "Download als afbeelding",
      "Download plot as a png": "Download als afbeelding",
      "Download plot": "Download als afbeelding",
      "Zoom in": "Zoom in",
      "Zoom out": "Zoom uit",
      "Reset axes": "Toon alles",
      "Double-click to zoom back out": "Dubbelklik om alles te tonen",
      "Taking snapshot - this may take a few seconds": "De afbeelding wordt gemaakt",
      "Snapshot succeeded": "De afbeelding is klaar",
      "Sorry, there was a problem downloading your snapshot!": "De afbeelding kon niet gemaakt worden",
    },
    format: { decimal: ",", thousands: "." },
  };
  /* Key -> the step to another series, and the step to another number in it. */
  const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const FAILED = "Dat lukt nu niet. De grafiek hierboven en de tabel tonen dezelfde getallen.";
  let library;

  function load(address) {
    library ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => {
        window.Plotly.register(DUTCH);
        done(window.Plotly);
      };
      script.onerror = () => {
        library = null;
        script.remove();
        failed();
      };
      document.head.append(script);
    });
    return library;
  }

  async function figureAt(address) {
    const response = await fetch(address);
    if (!response.ok) throw response.status;
    return response.json();
  }

  /* The colours of the page as it is now, light or dark. */
  function currentColours() {
    const style = getComputedStyle(document.body);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    return {
      ink: colour("ink"),
      soft: colour("soft"),
      line: colour("line"),
      card: colour("card"),
      link: colour("link"),
      roles: { hero: colour("blue"), other: colour("soft"), target: colour("mixed") },
    };
  }

  function paintTrace(trace, roles) {
    const color = Array.isArray(trace.meta) ? trace.meta.map((role) => roles[role]) : roles[trace.meta];
    const isHero = trace.meta === "hero";
    trace.marker = { ...trace.marker, color };
    if (trace.marker.size) trace.marker.symbol = isHero ? "circle" : "square";
    trace.textfont = { color };
    if (/lines/.test(trace.mode)) trace.line = { ...trace.line, color, width: isHero ? 4 : 2 };
  }

  function paintLayout(layout, colours) {
    const { ink, soft, line, card, link, roles } = colours;
    for (const label of layout.annotations || []) {
      if (roles[label.name]) label.font = { color: roles[label.name] };
    }
    layout.font = { family: getComputedStyle(document.body).fontFamily, size: 14, color: ink };
    layout.paper_bgcolor = "rgba(0,0,0,0)";
    layout.plot_bgcolor = "rgba(0,0,0,0)";
    layout.hoverlabel = { bgcolor: card, bordercolor: ink, font: { color: ink } };
    layout.modebar = { bgcolor: "rgba(0,0,0,0)", color: soft, activecolor: link };
    for (const key of Object.keys(layout).filter((name) => /^[xy]axis/.test(name))) {
      Object.assign(layout[key], { gridcolor: line, zerolinecolor: line, linecolor: line });
    }
  }

  function paint(figure) {
    const colours = currentColours();
    for (const trace of figure.data) paintTrace(trace, colours.roles);
    paintLayout(figure.layout, colours);
  }

  /* The next number that has words, from `start` on and round. */
  function numberFrom(start, step, words) {
    let point = (start + words.length) % words.length;
    while (!words[point]) point = (point + step + words.length) % words.length;
    return point;
  }

  /* The years of a line, the rows of bars. */
  function labelsOf(trace) {
    return trace.orientation === "h" ? trace.y : trace.x;
  }

  /* The number in another series at the same year or row; where it has none, the first after it. */
  function numberBeside(trace, point, other) {
    const words = other.customdata;
    const label = labelsOf(trace)[point];
    if (label === undefined) return numberFrom(0, 1, words); // nothing was read yet
    const isThere = (value, at) => words[at] && value >= label;
    const same = labelsOf(other).indexOf(label);
    const at = words[same] ? same : labelsOf(other).findIndex(isThere);
    return at < 0 ? numberFrom(words.length - 1, -1, words) : at;
  }

  /* Arrow keys go through the numbers: left and right along a series, up and down to the same year or row in
     the next one. */
  function walk(plotly, place, figure, spoken) {
    let series = 0;
    let point = -1;

    /* The places of the series that have words, in the order of the picture. */
    function seriesWithWords() {
      return [...figure.data.keys()].filter((at) => figure.data[at].customdata).reverse();
    }

    function go([toSeries, toNumber]) {
      const places = seriesWithWords();
      const left = figure.data[places[series]];
      series = (series + toSeries + places.length) % places.length;
      const trace = figure.data[places[series]];
      const words = trace.customdata;
      if (toSeries) point = numberBeside(left, point, trace);
      else point = numberFrom(point + toNumber, toNumber, words);
      const axes = (trace.xaxis || "x") + (trace.yaxis || "y");
      plotly.Fx.hover(place, [{ curveNumber: places[series], pointNumber: point }], axes);
      spoken.textContent = words[point].replace(/<br>/g, " ");
    }

    place.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.target !== place) return;
      event.preventDefault();
      go(step);
    });
  }

  function livePlace(chart) {
    const place = document.createElement("div");
    place.className = "chart__live";
    place.tabIndex = 0;
    place.setAttribute("role", "application");
    place.setAttribute(
      "aria-label",
      `${chart.querySelector("h3").textContent} Gebruik de pijltjes om de getallen te lezen.`,
    );
    return place;
  }

  /* What a screen reader says when the arrow keys reach a number. */
  function spokenPlace() {
    const spoken = document.createElement("p");
    spoken.className = "unseen";
    spoken.setAttribute("aria-live", "polite");
    return spoken;
  }

  function settingsFor(chart) {
    return {
      displaylogo: false,
      showSendToCloud: false,
      responsive: true,
      locale: "nl",
      displayModeBar: true,
      scrollZoom: false,
      modeBarButtons: [["toImage", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
      toImageButtonOptions: { filename: chart.id, scale: 2 },
    };
  }

  async function answer(button, plotly, figure) {
    const chart = button.closest(".chart");
    const picture = chart.querySelector(".chart__picture");
    const place = livePlace(chart);
    const spoken = spokenPlace();
    const settings = settingsFor(chart);
    picture.after(place, spoken);
    try {
      paint(figure);
      await plotly.newPlot(place, figure.data, figure.layout, settings);
      picture.hidden = true;
      button.remove();
      place.focus();
      walk(plotly, place, figure, spoken);
      onColourChange(() => {
        paint(figure);
        plotly.react(place, figure.data, figure.layout, settings);
      });
    } catch (error) {
      place.remove();
      spoken.remove();
      throw error;
    }
  }

  function onColourChange(repaint) {
    new MutationObserver(repaint).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  function tellFailure(button) {
    const status = button.parentNode.querySelector("[role=status]") || document.createElement("span");
    status.setAttribute("role", "status");
    status.textContent = FAILED;
    button.after(status);
  }

  async function ask(button) {
    const words = button.textContent;
    const { library: libraryAddress, figure: figureAddress } = button.dataset;
    button.disabled = true;
    button.textContent = "De grafiek wordt geladen";
    try {
      const [plotly, figure] = await Promise.all([load(libraryAddress), figureAt(figureAddress)]);
      await answer(button, plotly, figure);
    } catch {
      button.disabled = false;
      button.textContent = words;
      tellFailure(button);
    }
  }

  for (const button of document.querySelectorAll(".chart__ask")) button.addEventListener("click", () => ask(button));
})();
