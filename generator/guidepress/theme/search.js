/* The statements nearest to the words in the search box, above the theme's list of pages.
 *
 * What they are found in comes as a script of the same site once a reader turns to the box, so that
 * other pages carry nothing of it and it works from a file too. Nothing is stored, nothing is sent,
 * no text becomes markup.
 */
(() => {
  "use strict";

  const HITS = 5;
  const root = new URL("../../", document.currentScript.src);

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  const corrected = ({ corrections }) => corrections.map(({ from, to }) => `"${from}" was read as "${to}".`).join(" ");

  const addressOf = ({ page, anchor }) => new URL(page.replace(/\.md$/, anchor ? `.html#${anchor}` : ".html"), root).href;

  const hitOf = ({ document: hit }, place) => {
    const [kind, ...labels] = hit.labels;
    // The theme follows the link of the highest score when Enter is pressed.
    const card = element("article", { class: "gp-hit", "data-md-score": String(1e9 - place) },
      element("p", { class: "gp-hit__title" }, hit.title),
      element("p", { class: "gp-hit__labels" }, element("span", { class: "gp-hit__kind" }, kind), labels.length ? ` ${labels.join(" · ")}` : ""),
      // A part of a page is several statements: run together and cut off, a dose would be misread.
      element("p", { class: "gp-hit__text" }, hit.id.includes("#") ? "" : hit.statement));
    return element("li", {}, element("a", { href: addressOf(hit), class: "gp-hit__link" }, card));
  };

  /* The same words put to Ask, which shows statements in full or says that there is no answer. */
  const askOf = ({ document: { page } }, words) => {
    const address = new URL(`${page.slice(0, page.indexOf("/"))}/ask.html#q=${encodeURIComponent(words)}`, root).href;
    return element("a", { href: address }, element("span", { "data-md-score": "0" }, "Ask this: statements in full, or that there is no answer"));
  };

  const startSearch = (box, result) => {
    const list = element("ol", { class: "gp-hits__list" });
    const told = element("p", { class: "gp-hits__told", role: "status" });
    const more = element("p", { class: "gp-hits__more" });
    const hits = element("section", { class: "gp-hits", "aria-label": "Statements of the guidelines", hidden: "" }, told, list, more);
    result.firstElementChild.after(hits);
    const opened = document.getElementById("__search");
    const parts = { "retrieval.js": "", "answers/all.js": "" };
    let data = null;
    let ask = null;

    const show = () => {
      const reply = ask && box.value.trim() ? ask(box.value) : { ranked: [], corrections: [] };
      const found = reply.ranked.filter(({ score }) => score >= reply.enough / 2).slice(0, HITS);
      const pages = opened ? opened.dataset.pages : "";
      const lost = [pages, ...Object.values(parts)].includes("error")
        ? "The search could not be fetched as a whole. It is tried again once the network is back, or when the search is opened anew." : "";
      const above = found.length ? `${corrected(reply)} Statements that are nearest to the words:` : "";
      told.textContent = `${lost} ${above}`.trim();
      list.replaceChildren(...found.map(hitOf));
      more.replaceChildren(...found.slice(0, 1).map((first) => askOf(first, box.value)));
      hits.hidden = !told.textContent;
    };

    const index = () => {
      const asked = { data, ask: null };
      if (data) document.dispatchEvent(new CustomEvent("guidepress:index", { detail: asked }));
      ({ ask } = asked);
      show();
    };
    document.addEventListener("guidepress:answers", ({ detail }) => {
      data = detail;
      index();
    });
    const get = () => ["retrieval.js", "answers/all.js"].filter((name) => ["", "error"].includes(parts[name])).forEach((name) => {
      parts[name] = "asked";
      const script = element("script", { src: new URL(`assets/guidepress/${name}`, root).href });
      script.async = false; // one after the other
      ["load", "error"].forEach((how) => script.addEventListener(how, () => {
        parts[name] = how;
        index();
      }));
      document.head.append(script);
    });
    box.addEventListener("focus", get);
    // The box may keep the focus when the search closes.
    if (opened) opened.addEventListener("change", () => opened.checked && get());
    window.addEventListener("online", () => Object.values(parts).includes("error") && get());
    document.addEventListener("guidepress:pages", show);
    // The theme looks at the box when a key goes up: pasting and dictation press none.
    box.addEventListener("input", () => box.dispatchEvent(new Event("keyup")));
    ["input", "focus"].forEach((name) => box.addEventListener(name, show));
    if (box.form) box.form.addEventListener("reset", () => setTimeout(() => box.dispatchEvent(new Event("input"))));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-md-component=search-query]");
    const result = document.querySelector("[data-md-component=search-result]");
    if (box && result && result.firstElementChild) startSearch(box, result);
  });
})();
