/* The self-check: puts what is not so yet together, in words. Answers stay on the page. */
(() => {
  "use strict";
  const form = document.querySelector("[data-selfcheck]");
  if (!form) return;
  const outcome = document.querySelector(".outcome");
  const words = outcome.querySelector(".outcome__words");
  const steps = outcome.querySelector(".outcome__steps");

  function counted(many, one, more) {
    return `${many} ${many === 1 ? one : more}`;
  }

  function answerOf(item) {
    const answer = item.querySelector("input:checked");
    return answer ? answer.value : "open";
  }

  function stepOf(item) {
    const step = document.createElement("li");
    for (const part of [".selfcheck__step", ".selfcheck__links"]) step.append(item.querySelector(part).cloneNode(true));
    return step;
  }

  /* What a theme still asks, with what is not so yet on top; nothing when all of it is so. */
  function stepsOf(theme) {
    const list = document.createElement("ol");
    for (const item of theme.querySelectorAll(".selfcheck__item")) {
      const answer = answerOf(item);
      if (answer === "nee") list.prepend(stepOf(item));
      if (answer === "deels") list.append(stepOf(item));
    }
    if (!list.children.length) return [];
    const title = document.createElement("h3");
    title.textContent = theme.querySelector("h2").textContent;
    return [title, list];
  }

  function summary(answers) {
    const many = (...wanted) => answers.filter((answer) => wanted.includes(answer)).length;
    const done = many("ja");
    const todo = many("nee", "deels");
    const open = many("open");
    const sentences = [];
    if (done) sentences.push(`Bij ${counted(done, "stelling", "stellingen")} zeggen jullie ja: houd dat vol.`);
    if (todo) {
      sentences.push(
        `Bij ${counted(todo, "stelling", "stellingen")} is er nog werk. Kies er één uit en begin daarmee; hieronder ` +
          "staat wat je kunt doen, met wat nog niet zo is bovenaan.",
      );
    }
    if (open) sentences.push(`${counted(open, "stelling is", "stellingen zijn")} nog open.`);
    return sentences.join(" ");
  }

  function showOutcome(event) {
    event.preventDefault();
    const themes = [...form.querySelectorAll(".selfcheck__theme")];
    const items = themes.flatMap((theme) => [...theme.querySelectorAll(".selfcheck__item")]);
    words.textContent = summary(items.map(answerOf));
    steps.replaceChildren(...themes.flatMap(stepsOf));
    outcome.hidden = false;
    outcome.focus();
  }

  form.addEventListener("submit", showOutcome);
  form.addEventListener("reset", () => {
    outcome.hidden = true;
  });
})();
