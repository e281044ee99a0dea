/* The frame of every page: its buttons open and close menu and search, and switch the look.
 *
 * Material's script keeps both states in two hidden checkboxes, which its style sheet reads. Here are
 * the controls that a keyboard reaches, and what Material's own keys would otherwise take away.
 */
(() => {
  "use strict";

  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");
  const menu = document.getElementById("gp-menu");
  const find = document.querySelector(".md-search");
  const set = (toggle, on) => {
    if (toggle.checked !== on) toggle.click();
  };

  delete document.addEventListener; // see beforehand.js

  // Some browsers keep what was checked before a reload. A link may ask for a search.
  set(drawer, false);
  // Who comes back finds the page, not the menu by which it was left.
  window.addEventListener("pagehide", () => set(drawer, false));
  if (!new URLSearchParams(location.search).has("q")) set(search, false);

  /* An opener that says whether what it opens is open, and takes the focus back when that closes. */
  const couple = (opener, toggle, part, first) => {
    if (!opener || !part) return;
    const tell = () => opener.setAttribute("aria-expanded", toggle.checked);
    tell();
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      set(toggle, !toggle.checked);
      if (toggle.checked) first().focus();
    });
    toggle.addEventListener("change", () => {
      tell();
      const shown = opener.getClientRects().length > 0;
      if (!toggle.checked && shown && part.contains(document.activeElement)) opener.focus();
    });
    part.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (to && to !== opener && !part.contains(to)) set(toggle, false);
    });
    part.addEventListener("keydown", (event) => {
      if (event.key === "Escape") set(toggle, false);
    });
  };

  const openMenu = document.querySelector(".gp-open-menu");
  if (openMenu && menu) {
    const closeMenu = menu.querySelector(".gp-menu__close");
    for (const link of [openMenu, closeMenu]) {
      link.setAttribute("role", "button");
      link.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        link.click();
      });
    }
    openMenu.setAttribute("aria-controls", "gp-menu");
    couple(openMenu, drawer, menu, () => closeMenu);
    closeMenu.addEventListener("click", (event) => {
      event.preventDefault();
      set(drawer, false);
    });
  }

  if (find) {
    const query = find.querySelector("input");
    // Phones would make words out of the names of drugs. The attribute is younger than most checkers.
    query.setAttribute("autocorrect", "off");
    couple(document.querySelector(".gp-open-search"), search, find, () => query);
    // The box keeps the focus when the search is closed by a key, and the theme opens it on focus alone.
    ["click", "input"].forEach((name) => query.addEventListener(name, () => set(search, true)));
    find.querySelector(".gp-close-search").addEventListener("click", () => set(search, false));
    find.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const first = find.querySelector(".md-search-result a");
      if (first) first.click();
    });
    // Material gives results to the arrow keys alone, under headings that are none of this page.
    new MutationObserver(() => {
      find.querySelectorAll("[tabindex='-1']").forEach((each) => each.removeAttribute("tabindex"));
      find.querySelectorAll(":is(h1, h2):not([role])").forEach((each) => each.setAttribute("role", "presentation"));
    }).observe(find.querySelector(".md-search-result__list"), { childList: true, subtree: true });
  }

  // Keys that Material would take: single letters, which speech input and slips type, and in the
  // search those by which a reader goes from result to result and presses its buttons.
  window.addEventListener("keydown", (event) => {
    const { target: at, key } = event;
    const typing = at.closest("input, select, textarea, [contenteditable]");
    const inSearch = search.checked && find && find.contains(at);
    // Out of the list it leads back to the box; out of the box it closes the search.
    if (inSearch && key === "Escape" && at.closest(".md-search__output")) {
      event.stopImmediatePropagation();
      find.querySelector("input").focus();
      return;
    }
    const ours = inSearch ? key === "Tab" || at.closest("button") : !typing && "fs/pn,.".includes(key);
    if (ours && key !== "Escape") event.stopImmediatePropagation();
  }, true);

  const look = document.querySelector(".gp-look");
  if (look) {
    look.addEventListener("click", () => {
      const now = look.getAttribute("aria-pressed") === "true" ? "light" : "dark";
      look.setAttribute("aria-pressed", now === "dark");
      document.body.setAttribute("data-md-color-scheme", look.dataset[now]);
      __md_set("look", now);
    });
  }

  // ---- who reads

  const chooser = document.querySelector(".gp-for");
  if (chooser && window.gpReadAs) {
    const here = (link) => link.pathname === location.pathname;
    chooser.addEventListener("click", (event) => {
      const link = event.target.closest("[data-for]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const who = link.dataset.for;
      for (const store of ["localStorage", "sessionStorage"]) {
        try { __md_set("for", who, window[store]); } catch { /* the choice holds on this page */ }
      }
      if (!here(link)) return;
      event.preventDefault();
      try { history.replaceState(null, "", `?for=${who}${location.hash}`); } catch { /* not for files in all browsers */ }
      gpReadAs(who);
      link.focus();
    });
  }

  // ---- layers: what is linked to is open, and paper has all of it

  const reveal = () => {
    let at = null;
    try { at = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* no anchor of ours */ }
    if (!at) return;
    const folded = [at.nextElementSibling, at.closest("details"), at.closest(".gp-professional")]
      .filter((each) => each && each.matches("details.gp-layer, details.gp-professional") && !each.open);
    folded.forEach((each) => { each.open = true; });
    if (folded.length) at.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".gp-layer:not([open])")];
    closed.forEach((each) => { each.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));

  // ---- what stands on every sheet of paper: version and status

  const identity = document.querySelector("meta[name=guideline]");
  if (identity) {
    // Set any sooner, it would make the browser think over the look of every element.
    window.addEventListener("beforeprint", () => {
      const status = document.querySelector(".gp-banner strong");
      const said = status ? `${status.textContent} ${identity.content}` : identity.content;
      document.documentElement.style.setProperty("--gp-identity", JSON.stringify(said));
    });
  }

  // ---- a statement to take away

  const whole = document.querySelector(".gp-share pre code");
  if (whole && location.protocol !== "file:") whole.append(`${location.origin}${location.pathname}\n`);
  document.querySelectorAll(".gp-share pre").forEach((text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "gp-copy-text";
    button.textContent = "Copy";
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.innerText.trim());
        told.textContent = " Copied.";
      } catch {
        getSelection().selectAllChildren(text);
        told.textContent = " The browser does not allow copying: the text is marked, copy it.";
      }
    });
    const row = document.createElement("p");
    row.append(button, told);
    text.before(row);
  });

  // ---- what a link is about, as a card under it, on hover and on focus. One for all links of a page:
  // Material makes one for each, which takes a phone half a second on a page with hundreds.

  const article = document.querySelector("article");
  if (article) {
    const card = document.createElement("div");
    card.className = "gp-about";
    card.id = "gp-about";
    card.setAttribute("role", "tooltip");
    card.hidden = true;
    article.append(card);
    let of = null;
    let waiting = 0;
    const hide = () => {
      clearTimeout(waiting);
      if (!of) return;
      of.title = card.textContent;
      of.removeAttribute("aria-describedby");
      of = null;
      card.hidden = true;
    };
    const show = (link) => {
      if (of === link) return;
      hide();
      of = link;
      card.textContent = link.title;
      // The browser would show the same once more.
      link.removeAttribute("title");
      link.setAttribute("aria-describedby", card.id);
      card.hidden = false;
      const home = article.getBoundingClientRect();
      // A link may take two lines: the card goes under the last or over the first.
      const lines = link.getClientRects();
      const last = lines[lines.length - 1];
      const below = last.bottom + card.offsetHeight + 8 < innerHeight;
      const at = below ? last : lines[0];
      const left = Math.min(at.left, home.right - card.offsetWidth);
      card.style.left = `${Math.max(home.left, left) + scrollX}px`;
      card.style.top = `${(below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + scrollY}px`;
    };
    const later = (act) => {
      clearTimeout(waiting);
      waiting = setTimeout(act, 200);
    };
    const leave = () => later(() => {
      if (of && !of.matches(":focus-visible")) hide();
    });
    const linkOf = ({ target }) => target.closest && target.closest("a[title]:not(.headerlink, .md-content__button)");
    article.addEventListener("focusin", (event) => {
      const link = linkOf(event);
      if (link && link.matches(":focus-visible")) show(link);
    });
    article.addEventListener("focusout", hide);
    article.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      const link = linkOf(event);
      if (link) later(() => show(link));
      else if (card.contains(event.target) || event.target === of) clearTimeout(waiting);
      else leave();
    });
    article.addEventListener("pointerleave", leave);
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") hide();
    });
  }

  // What scrolls sideways must scroll by keys too, where nothing in it takes the focus.
  const reach = () => document.querySelectorAll(".md-typeset__scrollwrap, .gp-figure-chart").forEach((each) => {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  });
  // The theme gives tables their frame when it takes hold of the page.
  document$.subscribe(() => setTimeout(reach));
  window.addEventListener("resize", reach);
  // What is folded away has no width, and a chart has its own only once it is near the screen.
  document.addEventListener("toggle", reach, true);
  document.addEventListener("contentvisibilityautostatechange", reach);
})();
