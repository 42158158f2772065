/* Printing: what is folded opens on paper, and a sheet of a page can be printed alone. */
(() => {
  "use strict";

  function unfold(details) {
    const isFieldList = details.id.startsWith("velden"); // thirty pages that hardly anybody wants
    if (isFieldList) details.classList.toggle("not-in-print", !details.open);
    details.open = true;
  }

  function printSheet() {
    document.body.classList.add("prints-sheet");
    window.print();
    document.body.classList.remove("prints-sheet");
  }

  /* In the capture phase, so before the theme, which opens everything as well. */
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(unfold), true);
  for (const button of document.querySelectorAll(".print-sheet")) button.addEventListener("click", printSheet);
})();
