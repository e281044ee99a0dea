/* Ask: a question in a reader's own words, on the page that holds `#gp-ask`.
 *
 * It shows statements that `retrieval.js` finds, as they stand in the page. Nothing is stored,
 * nothing is sent, no text becomes markup.
 */
(() => {
  "use strict";

  const IN_FULL = 3;
  const BESIDE = 5;

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

  const startAsk = (form) => {
    const box = form.querySelector("input");
    const told = document.getElementById("gp-ask-told");
    const shown = document.getElementById("gp-ask-answers");
    const data = JSON.parse(document.getElementById("gp-ask-data").textContent);
    const help = document.querySelector("[data-help]");
    const helpLink = document.querySelector("[data-help-link]");
    const scope = document.querySelector("[data-scope]");
    const answers = new Map([...document.querySelectorAll("[data-answer]")].map((text) => [text.dataset.answer, text]));
    const said = [...document.querySelectorAll("[data-said]")];
    const root = document.documentElement;
    const forPatient = () => root.dataset.reader === "patient";
    let ask = null;

    const linkOf = (id, part = "title") => answers.get(id).querySelector(`[data-part=${part}] a`).cloneNode(true);

    /* What links show on hover stands in the page once for all answers. */
    const hovers = new Map([...document.querySelectorAll("[data-hovers] a")].map((link) => [link.href, link.title]));
    const textOf = (text) => {
      const shown = text.cloneNode(true);
      shown.hidden = false;
      [...shown.querySelectorAll("a")].filter(({ href }) => hovers.has(href)).forEach((link) => {
        link.title = hovers.get(link.href);
      });
      return shown;
    };

    const cardOf = ({ document: { id } }) => {
      const answer = answers.get(id);
      const labels = textOf(said[answer.dataset.labels]);
      labels.className = "gp-ask__labels";
      const body = textOf(answer.querySelector("[data-part=body]"));
      const card = element("li", { class: "gp-ask__answer", "data-id": id });
      const plain = answer.querySelector("[data-part=plain]");
      if (forPatient()) {
        const said = plain ? [textOf(plain)] : [];
        const fold = element("details", { class: "gp-professional" }, element("summary", {}, "What professionals read"), ...(plain ? [linkOf(id)] : []), labels, body);
        card.append(element("h2", {}, linkOf(id, plain ? "plain-title" : "title")), ...said, fold);
      } else {
        card.append(element("h2", {}, linkOf(id)), labels, body);
      }
      return card;
    };

    const listed = (title, found) => (found.length
      ? [element("h2", { class: "gp-ask__more" }, title), element("ul", {}, ...found.map(({ document: { id } }) => element("li", {}, linkOf(id))))]
      : []);

    /* When the guideline tells patients to call for help: in full where it is urgent. Words for an
     * emergency are more than any guideline has, so the way there stands wherever one may be meant. */
    const helpFor = ({ urgent, answered }) => {
      if (!help || !(urgent || !answered || forPatient())) return [];
      const card = textOf(urgent ? help : helpLink);
      card.className = `gp-ask__${urgent ? "help" : "help-link"} gp-points gp-points--red-flag`;
      return [card];
    };

    const found = (reply) => {
      const open = reply.ranked[0].document.kind === "gap";
      const first = open ? "The sources leave this open; the guideline says so. " : "";
      const full = reply.ranked.slice(0, IN_FULL);
      const missing = reply.missing.length ? ` The first does not speak of: ${reply.missing.join(", ")}.` : "";
      told.textContent = `${corrected(reply)} ${first}${full.length} of the guideline's statements, the nearest first.${missing}`.trim();
      return [
        element("ol", { class: "gp-ask__list" }, ...full.map(cardOf)),
        ...listed("Further statements", reply.ranked.slice(IN_FULL, IN_FULL + BESIDE)),
      ];
    };

    const refused = (reply) => {
      const first = reply.urgent && help ? `${help.querySelector("strong").textContent}. ` : "";
      const unknown = reply.unknown.length ? ` Not found in it: ${reply.unknown.join(", ")}.` : "";
      told.textContent = `${first}${corrected(reply)} This guideline does not answer that.${unknown}`.trim();
      const gaps = reply.near.filter(({ document: { kind } }) => kind === "gap");
      const others = reply.near.filter(({ document: { kind } }) => kind !== "gap");
      const covers = scope ? [element("h2", {}, "What this guideline covers"), textOf(scope)] : [];
      return [...listed("Perhaps near: what the sources leave open", gaps), ...listed("Perhaps near", others), ...covers];
    };

    const answer = (question) => {
      if (!question.trim()) {
        told.textContent = "";
        shown.replaceChildren();
        return;
      }
      ask = ask || askerOf({ ...data, signs: help ? [...help.querySelectorAll("li")].map((each) => each.textContent) : [] });
      if (!ask) {
        told.textContent = "What finds the answers has not come: the network may be gone. Load the page again once it is back.";
        return;
      }
      const reply = ask(question);
      shown.dataset.answered = String(reply.answered);
      const card = reply.answered ? found(reply) : refused(reply);
      const address = element("a", { href: `#q=${encodeURIComponent(question)}` }, "A link to this question");
      shown.replaceChildren(...helpFor(reply), ...card, element("p", { class: "gp-ask__link" }, address));
    };

    /* `#q=` never leaves the browser; `?q=` is understood too, for links that others make. The theme
     * takes that for its own box, opens it and strikes it from the address: the box is closed again,
     * and what was asked is read from the address that the page was opened by. */
    const [openedBy] = performance.getEntriesByType("navigation");
    const given = openedBy ? new URL(openedBy.name).searchParams.get("q") : null;
    const fromAddress = () => {
      const { hash } = window.location;
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
      if (!told.textContent) return;
      // On a phone the answers would come below the screen and under the keys, which go with the focus.
      // The Tab key goes on from the box all the same. The style sheet says whether the way is seen.
      box.blur();
      told.scrollIntoView();
    });
    window.addEventListener("hashchange", fromAddress);
    new MutationObserver(() => {
      if (shown.firstChild) answer(box.value);
    }).observe(root, { attributeFilter: ["data-reader"] });
    form.hidden = false;
    fromAddress();
    delete root.dataset.asked;
  };

  // By then every script of the page has run, retrieval.js too.
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("gp-ask");
    if (form) startAsk(form);
  });
})();
