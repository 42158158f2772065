/* The search field: the index and its worker come only when a reader comes to search, our worker answers in the place
   of the theme's, and who finds nothing gets three ways on. */
(() => {
  "use strict";
  /* A question that came with the address is asked at once. */
  let wanted = /[?&][qh]=/.test(location.search);
  const waiting = [];
  const field = document.querySelector(".md-search__input");
  const none = document.querySelector(".search-none");
  const ThemeWorker = window.Worker;
  const ourWorker = document.currentScript.src.replace("search-field.js", "search.js");

  function whenWanted(start) {
    if (wanted) start();
    else waiting.push(start);
  }

  function want(event) {
    if (event.target.name !== "query" || wanted) return;
    wanted = true;
    for (const start of waiting) start();
  }

  /* The theme asks for the whole index at load. */
  function holdIndexBack() {
    const { open, send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (...request) {
      this.forSearch = /search_index\.json$/.test(String(request[1]));
      return open.apply(this, request);
    };
    XMLHttpRequest.prototype.send = function (...body) {
      if (this.forSearch) whenWanted(() => send.apply(this, body));
      else send.apply(this, body);
    };
  }

  /* What the theme gets when it starts a worker: ours, once it is wanted; calls from before then are passed on
     in their order. */
  function WaitingWorker() {
    const calls = [];
    let worker;

    function passOn(name) {
      return (...given) => {
        if (worker) worker[name](...given);
        else calls.push([name, given]);
      };
    }

    whenWanted(() => {
      worker = new ThemeWorker(ourWorker);
      worker.addEventListener("message", tellWhenNothing);
      for (const [name, given] of calls) worker[name](...given);
    });
    return {
      addEventListener: passOn("addEventListener"),
      removeEventListener: passOn("removeEventListener"),
      postMessage: passOn("postMessage"),
      terminate: passOn("terminate"),
    };
  }

  function tellWhenNothing(answer) {
    if (answer.data.type === 3) none.hidden = !field.value.trim() || answer.data.data.items.length > 0;
  }

  /* When nothing was found, Enter leads nowhere: the theme would open the first link, which is one of the ways on. */
  function stopEnter(event) {
    if (event.key !== "Enter" || event.target !== field || none.hidden) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  holdIndexBack();
  window.Worker = WaitingWorker;
  addEventListener("focusin", want);
  addEventListener("keydown", stopEnter, true);
})();
