/* The walk: one question of the pathway at a time, on the page that holds `#gp-walk`.
 *
 * The address holds all there is to know: `#walk/VERSION/STEP:BRANCH/...`. An answer is a link to
 * the address with one more branch, so that reloading, the Back key and sharing need nothing else.
 * Nothing is stored, nothing is sent, no text becomes markup.
 */
(() => {
  "use strict";

  const root = document.getElementById("gp-walk");
  const holder = document.getElementById("gp-walk-data");
  if (!root || !holder) return;

  const data = JSON.parse(holder.textContent);
  const texts = document.querySelector(".gp-walk-steps");
  const START = "#walk";
  const MOST_VISITS = 10000;

  // ---- What is possible, given the answers so far ---------------------------------------------

  /* Whether a condition holds for some parts of the domains: true, false, or null if still open.
   * `known` maps a variable's reading, such as "symptomatic#1", to the part that it lies in. */
  const holds = (condition, known) => {
    if (condition.of !== undefined) {
      const part = known.get(condition.of);
      return part === undefined ? null : condition.in.includes(part);
    }
    if (condition.not) {
      const inner = holds(condition.not, known);
      return inner === null ? null : !inner;
    }
    const decisive = Boolean(condition.any);
    let open = false;
    for (const each of condition.any || condition.all) {
      const inner = holds(each, known);
      if (inner === decisive) return decisive;
      if (inner === null) open = true;
    }
    return open ? null : !decisive;
  };

  const readings = (condition, found = new Set()) => {
    if (condition.of !== undefined) found.add(condition.of);
    else (condition.not ? [condition.not] : condition.any || condition.all).forEach((each) => readings(each, found));
    return found;
  };

  /* The condition with each variable replaced by its present reading: a step that reassesses a
   * variable begins a new one, and what was said of the old one says nothing of it. */
  const asOf = (condition, rounds) => {
    if (condition.of !== undefined) return { of: `${condition.of}#${rounds.get(condition.of) || 0}`, in: condition.in };
    if (condition.not) return { not: asOf(condition.not, rounds) };
    const key = condition.any ? "any" : "all";
    return { [key]: condition[key].map((each) => asOf(each, rounds)) };
  };

  /* Those of the conditions that speak, directly or through others, of what `first` speaks of. */
  const connected = (first, conditions) => {
    const names = readings(first);
    const found = new Set([first]);
    for (let before = 0; before < found.size;) {
      before = found.size;
      for (const each of conditions) {
        const own = readings(each);
        if (!found.has(each) && [...own].some((name) => names.has(name))) {
          found.add(each);
          own.forEach((name) => names.add(name));
        }
      }
    }
    return [...found];
  };

  const satisfiable = (conditions, known = new Map()) => {
    let open = null;
    for (const each of conditions) {
      const truth = holds(each, known);
      if (truth === false) return false;
      if (truth === null && !open) open = each;
    }
    if (!open) return true;
    const name = [...readings(open)].find((each) => !known.has(each));
    const parts = data.parts[name.slice(0, name.lastIndexOf("#"))];
    for (let part = 0; part < parts; part += 1) {
      if (satisfiable(conditions, new Map(known).set(name, part))) return true;
    }
    return false;
  };

  // ---- The walk -------------------------------------------------------------------------------

  /* Take choices through the pathway. A decision that earlier answers settle is passed by itself.
   * Return the visits, why it stopped ("end", "ask" or "reassess"), the branches that can be taken
   * there, the choices that were used, and whether some were left that fit nothing. */
  const walk = (choices) => {
    const visits = [];
    const said = [];
    const rounds = new Map();
    const asked = new Set();
    const used = [];
    let id = data.start;
    while (visits.length < MOST_VISITS) {
      const step = data.steps[id];
      for (const name of step.reassesses || []) rounds.set(name, (rounds.get(name) || 0) + 1);
      if (step.kind === "end") {
        visits.push({ id, step });
        return { visits, stop: "end", open: [], used, stray: choices.length > used.length };
      }
      if (step.kind === "action") {
        visits.push({ id, step });
        id = step.next;
        continue;
      }
      const open = step.branches
        .map((branch) => ({ branch, condition: asOf(branch.when, rounds) }))
        .filter(({ condition }) => satisfiable(connected(condition, said)));
      const choice = choices[used.length];
      const chosen = choice && choice.step === id ? open.find(({ branch }) => branch.id === choice.branch) : undefined;
      const settled = open.length === 1;
      if (!chosen && !settled) {
        const names = new Set(step.branches.flatMap(({ when }) => [...readings(when)]));
        const again = [...names].some((name) => asked.has(name));
        visits.push({ id, step, open });
        return { visits, stop: again ? "reassess" : "ask", open, used, stray: choices.length > used.length };
      }
      const taken = chosen || open[0];
      if (chosen) used.push(choice);
      said.push(taken.condition);
      step.branches.forEach(({ when }) => readings(when).forEach((name) => asked.add(name)));
      visits.push({ id, step, open, branch: taken.branch, settled });
      id = taken.branch.to;
    }
    return { visits, stop: "ask", open: [], used, stray: true };
  };

  // ---- The address ----------------------------------------------------------------------------

  // With the page in front: after "#" alone, readers and checkers look for a place in the page.
  const onThisPage = (hash) => window.location.pathname + window.location.search + hash;
  const address = (choices) => [START, encodeURIComponent(data.guideline.version), ...choices.map(({ step, branch }) => `${step}:${branch}`)].join("/");

  const read = () => {
    const [start, version, ...rest] = window.location.hash.split("/");
    if (start !== START) return { version: "", choices: [] };
    let written = version || "";
    try {
      written = decodeURIComponent(written);
    } catch {
      // An address that was cut or changed: its version is none of ours.
    }
    return {
      version: written,
      choices: rest.filter(Boolean).map((each) => {
        const [step, branch] = each.split(":");
        return { step, branch: branch || "" };
      }),
    };
  };

  // ---- The page -------------------------------------------------------------------------------

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children.filter((child) => child !== null));
    return made;
  };

  const textOf = (id, part) => {
    const found = texts.querySelector(`[data-step="${id}"] [data-part="${part}"]`);
    return found ? found.cloneNode(true) : null;
  };

  const namedBy = (visits) => {
    const found = new Map();
    visits.forEach(({ id }) => {
      texts.querySelectorAll(`[data-step="${id}"] [data-recommendation]`).forEach((each) => {
        if (!found.has(each.dataset.recommendation)) found.set(each.dataset.recommendation, each);
      });
    });
    return found;
  };

  /* What is done on the path, apart from what only its questions name: an answer may lead away from that. */
  const recommendationsOf = (visits) => {
    const done = namedBy(visits.filter(({ step }) => step.kind !== "decision"));
    const asked = namedBy(visits.filter(({ step }) => step.kind === "decision"));
    return { done: [...done.values()], weighed: [...asked].filter(([id]) => !done.has(id)).map(([, each]) => each) };
  };

  const inWords = (node) => node.textContent.replace(/\s+/g, " ").trim();

  const titleOf = (taken, last) => {
    if (last.step.kind === "end") return `The pathway ends here: ${last.step.title}`;
    const number = taken.visits.filter(({ step }) => step.kind === "decision").length;
    const again = taken.stop === "reassess" ? ", asked anew at the next review" : "";
    return `Question ${number}${again}: ${last.step.title}`;
  };

  const answersOf = (taken, last) => element("ul", { class: "gp-walk__answers" },
    ...taken.open.map(({ branch }) => {
      const more = texts.querySelector(`[data-step="${last.id}"] [data-branch="${branch.id}"]`);
      return element("li", { "data-branch": branch.id },
        element("a", { href: onThisPage(address([...taken.used, { step: last.id, branch: branch.id }])) }, branch.label),
        more ? more.cloneNode(true) : null);
    }));

  /* Which other answer would have led elsewhere, for a decision that was passed. */
  const othersOf = (visit) => {
    if (visit.settled) return element("p", {}, "No other answer fits those given before.");
    const list = element("ul");
    visit.open.filter(({ branch }) => branch.id !== visit.branch.id).forEach(({ branch }) => {
      list.append(element("li", {}, `${branch.label}: leads to "${data.steps[branch.to].title}"`));
    });
    return element("details", {}, element("summary", {}, "What would have changed it"), list);
  };

  const trailOf = (taken) => {
    const list = element("ol", { class: "gp-walk__trail" });
    let before = 0;
    taken.visits.forEach((visit) => {
      const item = element("li", { "data-step": visit.id }, visit.step.title);
      if (visit.branch) {
        item.dataset.branch = visit.branch.id;
        item.append(element("strong", {}, ` ${visit.branch.label}`));
        const change = address(taken.used.slice(0, before));
        if (!visit.settled) item.append(" ", element("a", { href: onThisPage(change), "aria-label": `Change the answer to: ${visit.step.title}` }, "Change"));
        item.append(othersOf(visit));
        const used = taken.used[before];
        if (used && used.step === visit.id && used.branch === visit.branch.id) before += 1;
      }
      list.append(item);
    });
    return list;
  };

  const summaryOf = (taken, last) => {
    const { guideline } = data;
    const changed = guideline.changed ? `, last changed ${guideline.changed}` : "";
    const { done, weighed } = recommendationsOf(taken.visits);
    const passed = last.step.kind === "end" ? taken.visits : taken.visits.slice(0, -1);
    const listed = (title, nodes) => (nodes.length ? [title, ...nodes.map((each) => `- ${inWords(each).replace(/^Recommendation: /, "")}`), ""] : []);
    const lines = [
      `${guideline.title}, version ${guideline.version}${changed}`,
      guideline.state,
      "",
      "Answers chosen:",
      ...taken.visits.filter(({ branch }) => branch).map(({ step, branch }) => `- ${step.title} ${branch.label}`),
      "",
      last.step.kind === "end" ? `The pathway ends here: ${last.step.title}` : `Next question: ${last.step.title}`,
      "",
      "Steps passed:",
      ...passed.map(({ step }) => `- ${step.title}`),
      "",
      ...listed("Recommendations on this path:", done),
      ...listed("Named at its questions; an answer may have led away from them:", weighed),
      guideline.disclaimer,
    ];
    return lines.join("\n").trim();
  };

  const copy = async (text, told, shown) => {
    shown.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Copied.";
    } catch {
      shown.textContent = text;
      shown.hidden = false;
      shown.focus();
      told.textContent = "The browser does not allow copying: select the text below and copy it.";
    }
  };

  const button = (label, act) => {
    const made = element("button", { type: "button", class: "md-button" }, label);
    made.addEventListener("click", act);
    return made;
  };

  const takeAway = (taken, last) => {
    const summary = summaryOf(taken, last);
    const told = element("p", { role: "status", class: "gp-walk__told" });
    const shown = element("pre", { class: "gp-walk__summary", tabindex: "0", hidden: "" });
    return element("div", { class: "gp-walk__take" },
      element("h3", {}, "Take it along"),
      element("p", {}, "A link to this page contains the answers chosen. The copied or printed summary does too."),
      element("div", { class: "gp-walk__buttons" },
        button("Copy the summary", () => copy(summary, told, shown)),
        button("Copy the link", () => copy(window.location.href, told, shown)),
        button("Print the summary", () => window.print())),
      told,
      shown,
      element("pre", { class: "gp-walk__print", "aria-hidden": "true" }, summary));
  };

  /* The chart of the stage, moved and not copied: its parts have ids. */
  let charts = [];
  const chartOf = (last, visits) => {
    charts.forEach((chart) => {
      chart.querySelectorAll("[data-node]").forEach((node) => node.classList.remove("gp-node--here", "gp-node--passed"));
      chart.querySelectorAll("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
      texts.append(chart);
    });
    charts = [...texts.querySelectorAll(`[data-stage="${last.step.stage}"]`)];
    const passed = new Set(visits.map(({ id }) => id));
    charts.forEach((chart) => chart.querySelectorAll("[data-node]").forEach((node) => {
      const here = node.dataset.node === last.id;
      node.classList.toggle("gp-node--here", here);
      node.classList.toggle("gp-node--passed", !here && passed.has(node.dataset.node));
      const link = node.closest("a");
      if (link && here) link.setAttribute("aria-current", "step");
    }));
    if (!charts.length) return null;
    const summary = element("summary", {}, `Where you are: ${data.stages[last.step.stage]}`);
    return element("details", { class: "gp-walk__chart", open: "" }, summary, ...charts);
  };

  const applying = (title, kind, nodes) => (nodes.length
    ? [element("h3", {}, title), element("div", { class: kind }, ...nodes.map((each) => each.cloneNode(true)))]
    : []);

  const show = (moved) => {
    const { version, choices } = read();
    // A link that was given to a patient leads to what is folded away for patients.
    const fold = root.closest(".gp-professional:not([open])");
    if (fold && choices.length) {
      fold.open = true;
      root.scrollIntoView();
    }
    const taken = walk(choices);
    const last = taken.visits[taken.visits.length - 1];
    const decisions = taken.visits.map(({ branch }) => Boolean(branch));
    const since = taken.visits.slice(decisions.lastIndexOf(true) + 1, -1);
    const title = element("h2", { tabindex: "-1", class: "gp-walk__title" }, titleOf(taken, last));
    const asked = last.step.kind === "decision" ? textOf(last.id, "asked") : null;
    const notes = [];
    if (version && version !== data.guideline.version) {
      notes.push(`This link was made with version ${version}; this is version ${data.guideline.version}. The pathway may have changed.`);
    }
    if (taken.stray) notes.push("Some answers in this link do not fit the pathway. It is shown as far as they do.");
    root.dataset.stop = taken.stop;
    const { done, weighed } = recommendationsOf(taken.visits);
    // Every screen says it: the banner above is out of sight once the page has moved to the question.
    const state = element("p", { class: "gp-walk__state" }, `Version ${data.guideline.version}. ${data.guideline.state}.`);
    root.replaceChildren(
      state,
      ...notes.map((note) => element("p", { class: "gp-walk__note", role: "alert" }, note)),
      ...since.map(({ id, step }) => element("div", { class: "gp-walk__do" },
        element("p", {}, element("strong", {}, `Do: ${step.title}`)), textOf(id, "body") || "")),
      title,
      textOf(last.id, "body") || "",
      ...(asked ? [element("details", { class: "gp-walk__asked" }, element("summary", {}, "How to tell"), asked)] : []),
      ...(taken.open.length ? [answersOf(taken, last)] : []),
      element("p", { class: "gp-walk__back" },
        ...(taken.used.length ? [element("a", { href: onThisPage(address(taken.used.slice(0, -1))), class: "md-button" }, "Back"), " "] : []),
        element("a", { href: onThisPage(START), class: "md-button" }, "Start again")),
      ...[chartOf(last, taken.visits)].filter(Boolean),
      element("h3", {}, "How you got here"),
      trailOf(taken),
      ...applying("What applies on this path", "gp-walk__applies", done),
      ...applying("Named at its questions; an answer may have led away from them", "gp-walk__weighed", weighed),
      takeAway(taken, last),
    );
    if (moved) {
      title.focus({ preventScroll: true });
      state.scrollIntoView({ block: "start" });
    }
  };

  window.addEventListener("hashchange", () => show(true));
  root.hidden = false;
  document.querySelectorAll(".gp-walk-unscripted").forEach((each) => { each.hidden = true; });
  show(false);
})();
