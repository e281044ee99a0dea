/* What the theme's script, which comes next, does sooner than a reader on a phone is served by. */
(() => {
  "use strict";

  // It takes hold of a page when the text has come: here a frame later, when it is painted as well.
  document.addEventListener = (type, act, ...rest) => {
    const whole = type === "DOMContentLoaded";
    if (whole) delete document.addEventListener;
    const later = (event) => requestAnimationFrame(() => setTimeout(act, 0, event));
    EventTarget.prototype.addEventListener.call(document, type, whole ? later : act, ...rest);
  };

  // It fetches the index of all pages for a reader who never searches, once: here when the search
  // opens, again when it opens after the network had gone, and at once on a page that marks words.
  const search = document.getElementById("__search");
  const marks = new URLSearchParams(location.search).has("h");
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (...request) {
    open.apply(this, request);
    if (marks || !String(request[1]).endsWith("/search/search_index.json")) return;
    const wait = () => search.addEventListener("change", () => send.call(this), { once: true });
    const again = (event) => {
      if (this.status >= 200 && this.status < 300) return;
      event.stopImmediatePropagation();
      open.apply(this, request);
      wait();
    };
    this.send = wait;
    this.addEventListener("load", again);
    this.addEventListener("error", again);
  };
})();
