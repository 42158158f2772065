/* In a page with search ready: types a question; gives the milliseconds to the first result, and the addresses that were
   found. */
async (question) => {
  const field = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");

  function answered() {
    return new Promise((done) => {
      const late = setTimeout(done, 2000);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        clearTimeout(late);
        done();
      });
      observer.observe(meta, { childList: true, characterData: true, subtree: true });
    });
  }

  async function type(text) {
    const answer = answered();
    field.value = text;
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    await answer;
  }

  await type("");
  const start = performance.now();
  await type(question);
  const took = performance.now() - start;
  await new Promise((done) => setTimeout(done));
  const links = document.querySelectorAll(".md-search-result__item > a:first-child");
  return { took, found: [...links].map((link) => link.href) };
};
