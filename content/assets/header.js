/* The header: menu and search open by keyboard too, and the menu of a section shows the page that one is on. */
(() => {
  "use strict";

  /* The theme opens them with labels, which a keyboard cannot reach: real buttons take their place. */
  function asButton(label) {
    const button = document.createElement("button");
    const toggle = document.getElementById(label.htmlFor);
    button.type = "button";
    button.className = label.className;
    button.innerHTML = label.innerHTML;
    button.addEventListener("click", () => toggle.click());
    return button;
  }

  function showCurrent(link) {
    link.closest("ul").scrollLeft = link.offsetLeft - 40;
  }

  for (const label of document.querySelectorAll(".site-header label.md-header__button[for^='__'].upgrade")) {
    label.replaceWith(asButton(label));
  }
  const current = document.querySelector(".section-menu [aria-current]");
  if (current) showCurrent(current);
})();
