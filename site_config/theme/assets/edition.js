/*
 * Says on a page of an older edition what became of it, and on the newest one's home page what
 * changed since the last visit; makes the address to cite whole, where the site did not know its
 * own. It reads one file, changes.json at the root of the published site;
 * where that is missing or odd, the page stays as it is. Nothing is sent anywhere: the last visit
 * is kept in the reader's own browser. All text is written as text; every address is made of the
 * page's own and of parts that were checked. Its words are those of the page: `data-words` of its
 * own element, as JSON.
 */
(function () {
  "use strict";

  var NAME = /^(?:dev|\d{4}-\d{2}-\d{2}(?:\.[1-9]\d{0,3})?)$/;
  var PAGE = /^(?:[A-Za-z0-9._~%-]+\/)*$/;
  /* Pages of lists that may be there in one edition and not in another. */
  var FLEETING = /^(?:statuses|sides|tags)\/|(?:^|\/)page-\d+\/$/;
  var script = document.currentScript;
  var banner = document.getElementById("sy-banner");
  if (!script || !banner || !window.fetch || !window.URL) return;
  var own = script.dataset.edition || "";
  var page = script.dataset.page || "";
  var record = script.dataset.record || "";
  var told = spoken(script.dataset.words);
  if (!NAME.test(own) || !PAGE.test(page) || !told) return;

  /* Where this edition stands, and the site that it is part of. */
  var here = new URL(script.dataset.base.replace(/\/?$/, "/"), location.href);
  var site = new URL("../", here);
  var folder = here.pathname.slice(site.pathname.length).replace(/\/$/, "");

  function isObject(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  function has(object, key) {
    return isObject(object) && Object.prototype.hasOwnProperty.call(object, key);
  }

  function number(value) {
    return typeof value === "number" && value >= 0 && value < 1e6 && value % 1 === 0 ? value : 0;
  }

  function words(value, most) {
    return typeof value === "string" ? value.slice(0, most || 200) : "";
  }

  /* The words of the page, with the rules by which their language counts. */
  function spoken(text) {
    try {
      var found = JSON.parse(text);
      return { words: found.words, plural: new Intl.PluralRules(found.language), number: new Intl.NumberFormat(found.language) };
    } catch (unreadable) {
      return null;
    }
  }

  /* A phrase with the values in the place of their names, in one pass: a value with braces stays as
   * it is. A phrase that is not there leaves the page as it was. */
  function say(key, values, count) {
    var phrase = has(told.words, key) ? told.words[key] : "";
    if (isObject(phrase)) phrase = phrase[told.plural.select(count)] || phrase.other || "";
    return String(phrase).replace(/\{([a-z_]+)\}/g, function (whole, name) {
      if (name === "n" && count !== undefined) return told.number.format(count);
      return has(values, name) ? values[name] : whole;
    });
  }

  function line(text, address, label) {
    var p = document.createElement("p");
    p.appendChild(document.createTextNode(text + " "));
    if (address) {
      var a = document.createElement("a");
      a.href = address.href;
      a.textContent = label;
      p.appendChild(a);
    }
    return p;
  }

  /* At the foot of the window, over the page: what comes late must not push down what is being read. */
  function loud(lines) {
    var bar = document.createElement("div");
    bar.className = "sy-since";
    lines.forEach(function (each) {
      bar.appendChild(each);
    });
    banner.insertBefore(bar, banner.firstChild);
  }

  /* The page to read instead: the same one, where the newest edition is sure to have it. */
  function newest(since) {
    var gone = Array.isArray(since.gone) ? since.gone : [];
    var same = !FLEETING.test(page) && gone.indexOf(page) < 0;
    return new URL("latest/" + (same ? page : ""), site);
  }

  function old(since) {
    var lines = [];
    var changed = since.changed;
    var others = isObject(since.others) ? since.others : {};
    var count = Object.keys(changed).length;
    var fresh = number(since.added);
    var more = Object.keys(others).length;
    var what = count ? say("changed", {}, count) : say("unchanged", {});
    if (fresh) what = say(more ? "comma" : "and", { one: what, two: say("added", {}, fresh) });
    if (more) what = say(count || fresh ? "and" : "but", { one: what, two: say(fresh ? "others_changed" : "others", {}, more) });
    lines.push(line(say("older", { date: words(since.display, 40), what: what }), newest(since), say("newest", {})));
    var claim = record.indexOf("claim:") === 0 ? record.slice(6) : "";
    if (claim) {
      var change = has(changed, claim) ? words(changed[claim]) : "";
      lines.push(line(change ? say("claim", { what: change }) : say("claim_same", {}), null, ""));
    } else if (record && has(others, record)) {
      lines.push(line(say("page", { what: words(others[record]) }), null, ""));
    }
    loud(lines);
  }

  /* A browser may refuse to keep anything, and says so by an error. */
  function remember(key, value) {
    try {
      if (value === undefined) return window.localStorage.getItem(key);
      window.localStorage.setItem(key, value);
    } catch (refused) {
      /* Then nothing is remembered. */
    }
    return null;
  }

  function visit(changes) {
    var key = "sayso:" + site.pathname + ":seen";
    var last = remember(key) || "";
    remember(key, changes.latest);
    if (!NAME.test(last) || last === changes.latest || !has(changes.editions, last)) return;
    var since = changes.editions[last] || {};
    var count = number(since.meaning);
    if (!count) return;
    loud([line(say("visit", {}, count), new URL("changes/", here), say("visit_link", {}))]);
  }

  /* The address of this page in this edition. */
  function cite() {
    document.querySelectorAll(".sy-permanent").forEach(function (each) {
      if (each.textContent === own + "/" + page) each.textContent = new URL(own + "/" + page, site).href;
    });
    var below = document.querySelector(".sy-cite__below");
    if (below) below.remove();
  }

  function tell(changes) {
    if (!isObject(changes) || changes.schema !== 1 || !isObject(changes.editions)) return;
    if (typeof changes.latest !== "string" || !NAME.test(changes.latest)) return;
    if (has(changes.editions, own)) cite();
    if (own === "dev") {
      loud([line(say("published", {}), new URL("latest/", site), say("newest", {}))]);
    } else if (own === changes.latest) {
      if (page === "") visit(changes);
    } else if (folder !== "latest" && has(changes.editions, own)) {
      var since = changes.editions[own];
      if (isObject(since) && isObject(since.changed) && words(since.display)) old(since);
    }
  }

  fetch(new URL("changes.json", site).href, { credentials: "same-origin" })
    .then(function (answer) {
      return answer.ok ? answer.json() : null;
    })
    .then(tell)
    .catch(function () {
      /* No file, no network, no JSON: the page says what it says. */
    });
})();
