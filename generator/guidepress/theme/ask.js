/* Ask, on the page that holds `#gp-ask`, and the best hits in the search box of every page.
 *
 * Both show statements that `retrieval.js` finds. What they are found in stands in the page (Ask)
 * or comes as a script of the same site once a reader turns to the search box, so that both work
 * from a file too. Nothing is stored, nothing is sent, no text becomes markup.
 */
(() => {
  "use strict";

  const IN_FULL = 3;
  const BESIDE = 5;
  const HITS = 5;
  const root = new URL("../../", document.currentScript.src);

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children.filter((child) => child !== null));
    return made;
  };

  const askerOf = (data) => {
    const detail = { data };
    document.dispatchEvent(new CustomEvent("guidepress:index", { detail }));
    return detail.ask;
  };

  const corrected = ({ corrections }) => corrections.map(({ from, to }) => `"${from}" was read as "${to}".`).join(" ");

  // ---- Ask ------------------------------------------------------------------------------------

  const startAsk = (form) => {
    const box = form.querySelector("input");
    const told = document.getElementById("gp-ask-told");
    const shown = document.getElementById("gp-ask-answers");
    const texts = document.querySelector(".gp-ask-texts");
    const data = JSON.parse(document.getElementById("gp-ask-data").textContent);
    const help = texts.querySelector("[data-help]");
    const scope = texts.querySelector("[data-scope]");
    let ask = null;

    const textOf = (id, part) => texts.querySelector(`[data-answer="${id}"] > [data-part="${part}"]`).cloneNode(true);
    const linkOf = (id) => textOf(id, "title").querySelector("a");

    const cardOf = ({ document: { id } }) => {
      const labels = textOf(id, "labels");
      labels.className = "gp-ask__labels";
      const body = textOf(id, "body");
      return element("li", { class: "gp-ask__answer", "data-id": id }, element("h3", {}, linkOf(id)), labels, body);
    };

    const listed = (title, found) => (found.length
      ? [element("h3", { class: "gp-ask__more" }, title), element("ul", {}, ...found.map(({ document: { id } }) => element("li", {}, linkOf(id))))]
      : []);

    /* The signs for which the guideline itself tells patients to call for help. */
    const helpFor = ({ signs }) => {
      if (!help || !signs) return [];
      const card = help.cloneNode(true);
      card.className = "gp-ask__help gp-points gp-points--red-flag";
      return [card];
    };

    const found = (reply) => {
      const open = reply.ranked[0].document.kind === "gap";
      const first = open ? "The sources leave this open; the guideline says so. " : "";
      const full = reply.ranked.slice(0, IN_FULL);
      told.textContent = `${corrected(reply)} ${first}${full.length} of the guideline's statements, the nearest first.`.trim();
      return [
        element("ol", { class: "gp-ask__list" }, ...full.map(cardOf)),
        ...listed("Further statements", reply.ranked.slice(IN_FULL, IN_FULL + BESIDE)),
      ];
    };

    const refused = (reply) => {
      const unknown = reply.unknown.length ? ` Not found in it: ${reply.unknown.join(", ")}.` : "";
      told.textContent = `${corrected(reply)} This guideline does not answer that.${unknown}`.trim();
      const gaps = reply.near.filter(({ document: { kind } }) => kind === "gap");
      const others = reply.near.filter(({ document: { kind } }) => kind !== "gap");
      const covers = scope ? [element("h3", {}, "What this guideline covers"), scope.cloneNode(true)] : [];
      return [...listed("Perhaps near: what the sources leave open", gaps), ...listed("Perhaps near", others), ...covers];
    };

    const answer = (question) => {
      if (!question.trim()) {
        told.textContent = "";
        shown.replaceChildren();
        return;
      }
      ask = ask || askerOf({ ...data, signs: help ? [...help.querySelectorAll("li")].map((each) => each.textContent) : [] });
      const reply = ask(question);
      shown.dataset.answered = String(reply.answered);
      const card = reply.answered ? found(reply) : refused(reply);
      const address = element("a", { href: `#q=${encodeURIComponent(question)}` }, "A link to this question");
      shown.replaceChildren(...helpFor(reply), ...card, element("p", { class: "gp-ask__link" }, address));
    };

    /* `#q=` never leaves the browser; `?q=` is understood too, for links that others make. The theme
     * takes that for its own box and opens it: here it is closed again. */
    const fromAddress = () => {
      const { hash, search } = window.location;
      const given = new URLSearchParams(search).get("q");
      const asked = hash.startsWith("#q=") ? new URLSearchParams(hash.slice(1)).get("q") : given;
      if (!asked) return;
      const opened = document.getElementById("__search");
      if (given && opened && opened.checked) {
        document.querySelector("[data-md-component=search-query]").value = "";
        opened.click();
        box.focus({ preventScroll: true });
      }
      box.value = asked.slice(0, box.maxLength);
      answer(box.value);
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(box.value);
    });
    window.addEventListener("hashchange", fromAddress);
    form.hidden = false;
    fromAddress();
  };

  // ---- The search box -------------------------------------------------------------------------

  /* How this site writes its addresses: the links of its menu tell. */
  const flat = () => [...document.querySelectorAll(".md-nav a[href]")].some((link) => /^[^:]*\.html(?:#|$)/.test(link.getAttribute("href")));

  const addressOf = ({ page, anchor }) => {
    const path = page.replace(/\.md$/, "");
    const index = /(?:^|\/)index$/.test(path);
    let written = index ? path.replace(/index$/, "") : `${path}/`;
    if (flat()) written = `${path}.html`;
    else if (root.protocol === "file:") written += "index.html";
    return new URL(anchor ? `${written}#${anchor}` : written, root).href;
  };

  const hitOf = ({ document: hit }, place) => {
    const [kind, ...labels] = hit.labels;
    // The theme follows the link of the highest score when Enter is pressed.
    const card = element("article", { class: "gp-hit", "data-md-score": String(1e9 - place) },
      element("p", { class: "gp-hit__title" }, hit.title),
      element("p", { class: "gp-hit__labels" }, element("span", { class: "gp-hit__kind" }, kind), labels.length ? ` ${labels.join(" · ")}` : ""),
      element("p", { class: "gp-hit__text" }, hit.statement || ""));
    return element("li", {}, element("a", { href: addressOf(hit), class: "gp-hit__link" }, card));
  };

  const startSearch = (box, result) => {
    const list = element("ol", { class: "gp-hits__list" });
    const told = element("p", { class: "gp-hits__told", role: "status" });
    const hits = element("section", { class: "gp-hits", "aria-label": "Statements of the guidelines", hidden: "" }, told, list);
    result.firstElementChild.after(hits);
    let ask = null;

    const show = () => {
      const reply = ask && box.value.trim() ? ask(box.value) : { ranked: [], corrections: [] };
      const found = reply.ranked.filter(({ score }) => score >= reply.enough / 2).slice(0, HITS);
      told.textContent = found.length ? `${corrected(reply)} Statements that are nearest to the words:`.trim() : "";
      list.replaceChildren(...found.map(hitOf));
      hits.hidden = !found.length;
    };

    document.addEventListener("guidepress:answers", ({ detail }) => {
      ask = askerOf(detail);
      show();
    });
    box.addEventListener("focus", () => {
      document.head.append(element("script", { src: new URL("assets/guidepress/answers/all.js", root).href }));
    }, { once: true });
    ["input", "focus"].forEach((name) => box.addEventListener(name, show));
    if (box.form) box.form.addEventListener("reset", () => setTimeout(show));
  };

  const start = () => {
    const form = document.getElementById("gp-ask");
    if (form) startAsk(form);
    const box = document.querySelector("[data-md-component=search-query]");
    const result = document.querySelector("[data-md-component=search-result]");
    if (box && result && result.firstElementChild) startSearch(box, result);
  };

  // By then every script of the page has run, retrieval.js too.
  document.addEventListener("DOMContentLoaded", start);
})();
