/* Finds the statements that answer a question: the one implementation behind Ask, the best hits of
 * the search box, and `make eval`.
 *
 * It is asked through the event `guidepress:index`, whose detail carries `data` (see ask_data.py)
 * and comes back with `ask`, a function from a question to ranked statements. It only finds what
 * authors wrote: it makes no sentence, keeps nothing and asks nobody.
 */
(() => {
  "use strict";

  /* How much a word counts by where it stands. */
  const FIELDS = { title: 3, names: 2.5, questions: 1.5, statement: 2, plain: 1.6, more: 1 };
  const FIELD_NAMES = Object.keys(FIELDS);
  const SATURATION = 1.2;
  const LENGTH = 0.5;
  /* How much a question in the authors' words counts beside the words of the statement. */
  const ASKED = 0.5;
  const BY_NAME = 0.9;
  const BY_SPELLING = 0.9;
  const BY_BEGINNING = 0.7;
  const KINDS = { recommendation: 1.15, intervention: 1.05, gap: 1, fact: 1, evidence: 0.95, term: 0.7 };
  /* Below this, no statement is an answer. */
  const ENOUGH = 0.5;
  /* But one that has nearly all the question's words is one with less. */
  const COVERED = 0.8;
  const ENOUGH_COVERED = 0.3;
  /* Below this, none is worth naming beside a refusal. */
  const NEAR = 0.25;
  const MOST_NEAR = 3;
  /* And of the question's words, weighed by how telling they are, so much must be known. */
  const KNOWN = 0.25;
  /* How telling a word is that no statement has, beside the rarest one that some statement has. */
  const UNKNOWN = 0.75;
  /* How much of that is left for words of everyday talk, and for numbers. */
  const TALKED = 0.3;
  /* For a term or an intervention that the question names and says no more of. */
  const NAMED = 0.9;
  /* A question names a red flag if so much of it stands in the red flags of the first answer. */
  const FLAGGED = 0.5;
  const LONG_WORD = 8;

  /* Words that ask, join or point, and tell nothing of what is asked about. */
  const STOP = new Set(`a about above after again all also am an and any are as ask at be because been being but
    by can could define definition did do does doing done else for from get gets getting give given go going got had
    has have having he her here him his how i id if im in into is it its ive just know let like made make many max
    maximum may me mean meaning means might more most much must my need needed needs now of off on once one only or
    other our out over own per please really s same shall she should since so some such t take taken takes taking
    tell than that the their them then there these they thing things this those through to too up us use used using
    very want wants was we were what when where which while who whom whose why will with would you your yours`.split(/\s+/));
  /* Words of everyday talk: a question is not another one for naming who asks, when, or how it feels. */
  const TALK = new Set(`awful bad believe brother care child come daughter day doctor dr family father feel
    feels felt fine friend go goes good happen happens hello help hour husband involved kid lady long lot lots
    man mom month months mother normal nurse ok okay patient patients people person possible problem question
    really said say see sister somebody someone son soon start started still sure team terrible thank thanks
    think time today tomorrow trouble usual wait week weeks wife woman wonder worried worry year years
    yesterday`.split(/\s+/));
  const FOLDED = { not: "no", without: "no", cannot: "no", cant: "no", dont: "no", doesnt: "no", wont: "no" };

  // ---- Words ----------------------------------------------------------------------------------

  /* British and American spelling become one: tumour, haemorrhage, oedema. */
  const folded = (word) => (FOLDED[word] || word)
    .replace(/ae|oe/g, "e").replace(/our(?=s?$|ed$|ing$)/, "or").replace(/is(?=e[sd]?$|ing$|ation)/, "iz");

  /* A light stemmer of English: plurals and the endings of verbs and nouns. */
  const ENDINGS = [
    [/(?:ation|ating|ated|ate)s?$/, 4], [/(?:ement|ment)s?$/, 4], [/ions?$/, 4], [/(?:ences?|ances?|ency|ancy|ents?|ants?)$/, 5],
    [/ingly$|edly$/, 3], [/ings?$|ed$/, 3], [/ly$/, 4], [/ness$/, 4], [/ers?$/, 5], [/ical$|al$/, 5], [/[ei]s$|e$|s$/, 3], [/s$/, 3],
  ];
  const stem = (word) => {
    if (word.length < 4 || /\d/.test(word)) return word.length === 3 ? word.replace(/s$/, "") : word;
    let found = folded(word).replace(/ies$|ied$/, "y");
    // The "ed" of bleed, need and speed is no ending.
    for (const [ending, least] of found.endsWith("eed") ? [] : ENDINGS) {
      const rest = found.replace(ending, "");
      if (rest !== found && rest.length >= least && /[aeiouy]/.test(rest)) {
        found = rest.replace(/([b-df-hj-km-np-rtv-xz])\1$/, "$1");
        break;
      }
    }
    return found.replace(/e$/, "").replace(/y$/, "i");
  };

  const wordsOf = (text) => (text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['\u2019]/g, "").match(/[A-Za-z0-9]+/g) || [])
    .map((raw) => ({ raw, word: raw.toLowerCase(), stem: stem(raw.toLowerCase()) }));

  /* The words of a text that tell what it is about. */
  const telltale = (text) => wordsOf(text).filter(({ word }) => !STOP.has(word) && !TALK.has(word)).map((each) => each.stem);

  /* Slips of the pen between two words: letters left out, put in, changed or swapped. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const changed = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + changed);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  };

  // ---- Names ----------------------------------------------------------------------------------

  /* Each group of names is one concept: Avastin is bevacizumab, LITT is laser ablation. */
  const namesIn = (groups) => {
    const byFirst = new Map();
    groups.forEach((group, number) => group.forEach((name) => {
      const words = wordsOf(name);
      if (!words.length) return;
      const exact = words.length === 1 && /[A-Z]/.test(name.slice(1)) ? words[0].raw : "";
      const known = byFirst.get(words[0].stem) || [];
      known.push({ stems: words.map((each) => each.stem), exact, concept: `@${number}` });
      byFirst.set(words[0].stem, known.sort((one, other) => other.stems.length - one.stems.length));
    }));
    /* The names in a row of words, the longest at each place. An abbreviation that is also a word,
     * such as OR, is found by its capitals alone. */
    return (words, ordinary) => {
      const found = [];
      for (let at = 0; at < words.length; at += 1) {
        const name = (byFirst.get(words[at].stem) || []).find(({ stems, exact }) => stems.every((each, next) => words[at + next] && words[at + next].stem === each)
          && (!exact || words[at].raw === exact || words[at].raw === `${exact}s` || (ordinary && !ordinary(words[at].word))));
        if (name) {
          found.push({ at, length: name.stems.length, concept: name.concept });
          at += name.stems.length - 1;
        }
      }
      return found;
    };
  };

  // ---- The index ------------------------------------------------------------------------------

  const indexOf = ({ names, documents }) => {
    const find = namesIn(names);
    const terms = new Map();
    const surface = new Map();
    const seen = new Set();
    const rows = documents.map((document) => FIELD_NAMES.map((field) => {
      const value = document[field] || "";
      return Array.isArray(value) ? value : [value];
    }).map((texts) => texts.flatMap((text) => {
      const words = wordsOf(text);
      words.forEach(({ raw, word, stem: end }) => {
        surface.set(word, end);
        if (raw === word) seen.add(word);
      });
      return [...words.filter(({ word }) => !STOP.has(word)).map((each) => each.stem), ...find(words, null).map((each) => each.concept)];
    })));
    const nameWords = new Set(names.flat().flatMap(wordsOf).map(({ word, stem: end }) => {
      surface.set(word, end);
      return word;
    }));
    const average = FIELD_NAMES.map((_, field) => rows.reduce((sum, row) => sum + row[field].length, 0) / rows.length || 1);
    rows.forEach((row, number) => row.forEach((tokens, field) => {
      const even = FIELD_NAMES[field] === "names" ? 0 : LENGTH;
      const norm = 1 - even + (even * tokens.length) / average[field];
      tokens.forEach((token) => {
        if (!terms.has(token)) terms.set(token, new Map());
        const held = terms.get(token);
        held.set(number, (held.get(number) || 0) + FIELDS[FIELD_NAMES[field]] / norm);
      });
    }));
    const telling = (term) => {
      const held = terms.get(term);
      return Math.log(1 + (documents.length + 0.5) / ((held ? held.size : 0) + 0.5));
    };
    const ordinary = (word) => STOP.has(word) || seen.has(word);
    const asked = documents.map(({ kind, title, questions = [] }) => [...(kind === "term" ? [] : [title]), ...questions].map((text) => {
      const words = wordsOf(text);
      const tokens = new Set([...words.filter(({ word }) => !STOP.has(word)).map((each) => each.stem), ...find(words, null).map((each) => each.concept)]);
      const weight = words.filter(({ word }) => !STOP.has(word)).reduce((sum, each) => sum + telling(each.stem), 0);
      return { tokens, weight };
    }));
    const own = documents.map(({ kind, title }) => {
      if (kind !== "term" && kind !== "intervention") return "";
      const words = wordsOf(title);
      const [name] = find(words, null);
      return name && name.length === words.length ? name.concept : "";
    });
    const called = rows.map((row) => new Set(FIELD_NAMES.flatMap((name, field) => (["title", "names"].includes(name) ? row[field] : []))));
    const flags = documents.map((document) => new Set((document.flags || []).flatMap(telltale)));
    return { find, terms, surface, nameWords, telling, ordinary, asked, own, called, flags, documents };
  };

  // ---- A question -----------------------------------------------------------------------------

  /* What an unknown word may have been meant for: a word that begins with it, or one that is a slip
   * away; two slips only in a long name. */
  const meant = (index, word) => {
    const begun = word.length > 3 ? [...index.surface.keys()].filter((known) => known.startsWith(word)
      || (known.length > 3 && word.startsWith(known) && word.length - known.length < 3)) : [];
    if (begun.length) return { words: begun, share: BY_BEGINNING };
    if (word.length < 5) return null;
    let best = null;
    for (const known of index.surface.keys()) {
      const name = index.nameWords.has(known);
      const most = name && word.length >= LONG_WORD ? 2 : 1;
      if (known.length < 5 || (!name && word.length < LONG_WORD - 1)) continue;
      const slips = distance(word, known, most) + (name ? 0 : 0.5);
      if (slips <= most + 0.5 && (!best || slips < best.slips)) best = { slips, known };
    }
    return best ? { words: [best.known], share: BY_SPELLING, corrected: best.known } : null;
  };

  const unitsOf = (index, question) => {
    const corrections = [];
    const words = wordsOf(question).map((each) => {
      if (STOP.has(each.word) || index.terms.has(each.stem) || index.surface.has(each.word)) return each;
      const guess = meant(index, each.word);
      if (!guess) return each;
      if (guess.corrected) {
        corrections.push({ from: each.word, to: guess.corrected });
        return { raw: guess.corrected, word: guess.corrected, stem: stem(guess.corrected), share: guess.share };
      }
      return { ...each, others: [...new Set(guess.words.map(stem))], share: guess.share };
    });
    const names = index.find(words, index.ordinary);
    const units = [];
    words.forEach((each, at) => {
      const name = names.find(({ at: start, length }) => at >= start && at < start + length);
      if (STOP.has(each.word) && !name) return;
      const share = each.share || 1;
      const terms = [[each.stem, share], ...(each.others || []).map((other) => [other, share]), ...(name ? [[name.concept, share * BY_NAME]] : [])];
      const known = terms.filter(([term]) => index.terms.has(term));
      const weight = known.length ? Math.min(...known.map(([term]) => index.telling(term))) : UNKNOWN * index.telling(each.stem);
      const told = TALK.has(each.word) || /^\d+$/.test(each.word) ? TALKED : 1;
      units.push({ word: each.word, terms: known, weight: told * weight, concept: name ? name.concept : "" });
    });
    return { units, corrections };
  };

  const similarity = (units, total, { tokens, weight }) => {
    if (!weight) return 0;
    const shared = units.filter(({ terms }) => terms.some(([term]) => tokens.has(term))).reduce((sum, unit) => sum + unit.weight, 0);
    return Math.min(1, (2 * shared) / (total + weight));
  };

  const rank = (index, units) => {
    const total = units.reduce((sum, unit) => sum + unit.weight, 0);
    const [{ concept }] = units;
    const named = concept && units.every((unit) => unit.concept === concept);
    return index.documents.map((document, number) => {
      // What a word means answers who asks for the word, not who asks for something in its meaning.
      const wanted = document.kind !== "term" || units.some(({ terms }) => terms.some(([term]) => index.called[number].has(term)));
      let sum = 0;
      let covered = 0;
      const missing = [];
      for (const { word, terms, weight } of units) {
        let best = 0;
        for (const [term, share] of terms) {
          const count = index.terms.get(term).get(number);
          if (count) best = Math.max(best, (share * count) / (SATURATION + count));
        }
        sum += weight * best;
        if (best) covered += weight / total;
        else if (!TALK.has(word)) missing.push(word);
      }
      const near = Math.max(0, ...index.asked[number].map((asked) => similarity(units, total, asked)));
      const about = named && index.own[number] === concept ? NAMED : 0;
      const flagged = units.filter(({ terms }) => terms.some(([term]) => index.flags[number].has(term)));
      const urgent = Boolean(document.urgent) || flagged.reduce((part, { weight }) => part + weight, 0) >= FLAGGED * total;
      const score = wanted ? (sum / total + ASKED * near) * (KINDS[document.kind] || 1) + about : 0;
      return { document, urgent, score, covered, missing };
    }).filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
  };

  /* Return a function from a question to what is found: the statements `ranked`, whether the first
   * is an answer, those that come `near` if it is none, the words that no statement has, and those
   * `missing` in the first one found, the slips corrected, and whether it is `urgent`: the question names one of the `signs` that the data may
   * carry or a red flag of what is found, or it finds where red flags lead. */
  const asker = (data) => {
    const index = indexOf(data);
    const signs = new Set((data.signs || []).flatMap(telltale));
    return (question) => {
      const { units, corrections } = unitsOf(index, question);
      const total = units.reduce((sum, unit) => sum + unit.weight, 0);
      const unknown = units.filter(({ terms }) => !terms.length);
      const known = total ? 1 - unknown.reduce((sum, unit) => sum + unit.weight, 0) / total : 0;
      const ranked = total ? rank(index, units) : [];
      const near = ranked.filter(({ score }) => score >= NEAR).slice(0, MOST_NEAR);
      return {
        ranked,
        enough: ENOUGH,
        answered: known >= KNOWN && ranked.slice(0, 1).some(({ score, covered }) => score >= ENOUGH || (covered >= COVERED && score >= ENOUGH_COVERED)),
        near,
        unknown: unknown.map(({ word }) => word).filter((word) => !TALK.has(word)),
        missing: ranked.length ? ranked[0].missing : [],
        corrections,
        urgent: wordsOf(question).some((each) => signs.has(each.stem)) || near.some(({ urgent }) => urgent),
      };
    };
  };

  document.addEventListener("guidepress:index", ({ detail }) => {
    detail.ask = asker(detail.data);
  });
})();
