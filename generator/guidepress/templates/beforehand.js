/* What the theme's script, which comes next, does sooner than a reader on a phone is served by. */
(() => {
  "use strict";

  // It takes hold of a page when the text has come: here a frame later, when it is painted as well.
  document.addEventListener = (type, act, ...rest) => {
    const later = (event) => requestAnimationFrame(() => setTimeout(act, 0, event));
    const whole = type === "DOMContentLoaded";
    EventTarget.prototype.addEventListener.call(document, type, whole ? later : act, ...rest);
  };

  // It fetches the index of all pages for a reader who never searches, and once: here when the search
  // opens, again when it opens or the network is back after a failure, and at once on a page that marks words.
  const search = document.getElementById("__search");
  const marks = new URLSearchParams(location.search).has("h");
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (...request) {
    open.apply(this, request);
    if (!String(request[1]).endsWith("/search/search_index.json")) return;
    const opened = () => {
      if (!search.checked) return;
      search.removeEventListener("change", opened);
      window.removeEventListener("online", opened);
      send.call(this);
    };
    const wait = () => {
      search.addEventListener("change", opened);
      window.addEventListener("online", opened);
    };
    const ended = (event) => {
      const came = this.status >= 200 && this.status < 300;
      search.dataset.pages = came ? "load" : "error";
      document.dispatchEvent(new Event("guidepress:pages"));
      if (came) return;
      event.stopImmediatePropagation();
      open.apply(this, request);
      wait();
    };
    this.addEventListener("load", ended);
    this.addEventListener("error", ended);
    if (!marks) this.send = wait;
  };
})();
