/* In a page with search ready: types a question; gives the milliseconds to the first result, and the addresses that were found. */
async question => {
  const field = document.querySelector(".md-search__input"), meta = document.querySelector(".md-search-result__meta");
  const type = text => new Promise(done => {
    const late = setTimeout(done, 2000), seen = new MutationObserver(() => { seen.disconnect(); clearTimeout(late); done(); });
    seen.observe(meta, {childList: true, characterData: true, subtree: true});
    field.value = text;
    field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
  });
  await type("");
  const start = performance.now();
  await type(question);
  const took = performance.now() - start;
  await new Promise(done => setTimeout(done));
  return {took, found: [...document.querySelectorAll(".md-search-result__item > a:first-child")].map(link => link.href)};
}
