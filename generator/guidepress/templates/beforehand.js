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

  // It fetches the index of all pages for a reader who never searches: here once the search opens, or
  // on a page that marks the words it was found by.
  const search = document.getElementById("__search");
  const marks = new URLSearchParams(location.search).has("h");
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    open.call(this, method, url, ...rest);
    if (marks || !String(url).endsWith("/search/search_index.json")) return;
    this.send = (body) => search.addEventListener("change", () => send.call(this, body), { once: true });
  };
})();
