/* The self-check: puts what is not so yet together, in words. Answers stay on the page. */
(function () {
  "use strict";
  var form = document.querySelector("[data-selfcheck]");
  if (!form) return;
  var outcome = document.querySelector(".outcome"), words = outcome.querySelector(".outcome__words"), steps = outcome.querySelector(".outcome__steps");

  function many(number, one, more) { return number + " " + (number === 1 ? one : more); }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var counts = { ja: 0, deels: 0, nee: 0, open: 0 }, parts = [];
    [].forEach.call(form.querySelectorAll(".selfcheck__theme"), function (theme) {
      var todo = document.createElement("ol"), strong = true;
      [].forEach.call(theme.querySelectorAll(".selfcheck__item"), function (item) {
        var answer = item.querySelector("input:checked");
        counts[answer ? answer.value : "open"] += 1;
        if (!answer || answer.value === "ja") return;
        strong = false;
        var step = document.createElement("li");
        step.append(item.querySelector(".selfcheck__step").cloneNode(true), item.querySelector(".selfcheck__links").cloneNode(true));
        if (answer.value === "nee") todo.prepend(step); else todo.append(step);
      });
      if (strong) return;
      var title = document.createElement("h3");
      title.textContent = theme.querySelector("h2").textContent;
      parts.push(title, todo);
    });
    var said = [];
    if (counts.ja) said.push("Bij " + many(counts.ja, "stelling", "stellingen") + " zeggen jullie ja: houd dat vol.");
    if (counts.nee + counts.deels) said.push("Bij " + many(counts.nee + counts.deels, "stelling", "stellingen") + " is er nog werk. Kies er één uit en begin daarmee; hieronder staat wat je kunt doen, met wat nog niet zo is bovenaan.");
    if (counts.open) said.push(many(counts.open, "stelling is", "stellingen zijn") + " nog open.");
    words.textContent = said.join(" ");
    steps.replaceChildren.apply(steps, parts);
    outcome.hidden = false;
    outcome.focus();
  });
  form.addEventListener("reset", function () { outcome.hidden = true; });
})();
