/*
 * A statement that is copied takes along who says it, how well it is confirmed and where it stands.
 * Makes the buttons at a page's foot, and fills in what only a browser knows: the day of reading and,
 * where a page has no permanent address, its address. Nothing is loaded and nothing is sent; all text
 * is written as text. Without it every row and card reads as a sentence when it is copied as a whole.
 */
(function () {
  "use strict";

  /* A statement is what holds who speaks (sy-speaker): of these, the widest that holds no other. */
  var BLOCKS = "li, p, td, h1, h2, h3, h4";
  var QUOTED = ".sy-quote, .sy-citation";
  var MARKS = ".headerlink, .sy-sr, .sy-label, script, style";
  var script = document.currentScript;
  var edition = (script && script.dataset.edition) || "";
  var here = new URL(((script && script.dataset.base) || ".").replace(/\/?$/, "/"), location.href);

  function folded(text) {
    return text.replace(/\s+/g, " ").trim();
  }

  /* The words of an element without what is there for screen readers, labels and the like. */
  function words(element) {
    if (!element) return "";
    var copy = element.cloneNode(true);
    copy.querySelectorAll(MARKS).forEach(function (each) {
      each.remove();
    });
    return folded(copy.textContent);
  }

  /* An address of this site that will not change: in the folder of this edition, wherever it is read. */
  function permanent(address) {
    var url = new URL(address, location.href);
    url.hash = url.search = "";
    if (!edition || edition === "dev" || url.href.indexOf(here.href) !== 0) return url.href;
    var site = new URL("../", here);
    var folder = here.href.slice(site.href.length);
    if (folder !== "latest/" && folder !== edition + "/") return url.href;
    return site.href + edition + "/" + url.href.slice(here.href.length);
  }

  function ownAddress() {
    var told = document.querySelector(".sy-cite-page code.sy-permanent");
    /* Absolute where the site knows its address, or the edition's own script found it. */
    return told && /^https?:/.test(told.textContent) ? told.textContent : permanent(location.href);
  }

  function status(badge) {
    var what = words(badge && badge.querySelector(".sy-badge__what")).replace(/^[·\s]+/, "");
    return what ? "[" + what + "]" : "";
  }

  /* The badge of a statement: in it, or in the row or card that it is part of. */
  function badgeOf(root) {
    if (root.tagName === "H1") return document.querySelector("article .sy-card__badge .sy-badge");
    for (var each = root; each; each = each.parentElement) {
      var badge = each.querySelector(".sy-badge");
      if (badge) return badge;
      if (each.matches("li, td, article")) return null;
    }
    return null;
  }

  function ours(element) {
    return /^(?:A|H\d)$/.test(element.tagName) || /(?:^|\s)sy-/.test(element.getAttribute("class") || "");
  }

  /* Who says what stands at an element, how well it is confirmed and where; null where nobody does. */
  function statement(element) {
    var root = element;
    while (root && !root.querySelector(".sy-speaker")) root = root.matches("article") ? null : root.parentElement;
    if (!root || !ours(root)) return null;
    var block = root.closest(".sy-said") || root.closest(BLOCKS);
    if (block && ours(block) && block.querySelectorAll(".sy-speaker").length === 1) root = block;
    if (root.querySelectorAll(".sy-speaker").length !== 1) return null;
    var speaker = root.querySelector(".sy-speaker");
    var badge = badgeOf(root);
    var link = root.closest("a[href]") || root.querySelector(".sy-row__link, .sy-event__link") || (root.tagName !== "H1" && badge && badge.href ? badge : null);
    return {
      root: root,
      speaker: speaker,
      words: root.querySelector(".sy-words"),
      lead: words(speaker),
      after: status(badge),
      address: link ? anchored(link) : ownAddress()
    };
  }

  /* A place on a page keeps its name: an event has no page of its own. */
  function anchored(link) {
    var url = new URL(link.href, location.href);
    return permanent(url) + url.hash;
  }

  /* Words of a source: by whom they are, and as given by whom. */
  function quotation(element) {
    var inner = element.querySelector("blockquote");
    var source = element.querySelector(".sy-source");
    var speaker = element.querySelector("figcaption .sy-party");
    if (!inner || !source) return null;
    return {
      root: element,
      words: inner,
      lead: words(speaker || source) + ":",
      after: speaker ? "(" + words(source) + ")" : "",
      address: quoteAddress(element)
    };
  }

  function quoteAddress(element) {
    var link = Array.prototype.find.call(element.querySelectorAll("a[href]"), function (each) {
      return each.host === location.host && /\/quotes\/[^/]+\/$/.test(each.pathname);
    });
    return link ? permanent(link.href) : ownAddress();
  }

  function around(node) {
    var element = node.nodeType === 1 ? node : node.parentElement;
    if (!element || !element.closest) return null;
    var quote = element.closest(QUOTED);
    var told = quote && element.closest("blockquote, q") ? quotation(quote) : null;
    if (told) return told;
    told = statement(element);
    return told && told.lead ? told : null;
  }

  /* From the first to the last text of a selection: three clicks mark a line up to the next one's
     beginning, and a reader means the line. */
  function trimmed(range) {
    var own = range.cloneRange();
    var all = range.commonAncestorContainer;
    if (all.nodeType !== 1) return own;
    var walker = document.createTreeWalker(all, NodeFilter.SHOW_TEXT);
    var first = null;
    var last = null;
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!range.intersectsNode(node)) {
        if (last) break;
        continue;
      }
      var start = node === range.startContainer ? range.startOffset : 0;
      var end = node === range.endContainer ? range.endOffset : node.length;
      if (!node.data.slice(start, end).trim()) continue;
      first = first || [node, start];
      last = [node, end];
    }
    if (first) {
      own.setStart(first[0], first[1]);
      own.setEnd(last[0], last[1]);
    }
    return own;
  }

  function touches(range, element) {
    return Boolean(element) && range.intersectsNode(element);
  }

  /* Whether words of the statement are in the selection, and more than none of them. */
  function holdsWords(range, told) {
    if (told.words) return touches(range, told.words) && taken(range, told.words) !== "";
    return folded(range.toString()).length > 0 && !inside(range, told.speaker);
  }

  function inside(range, element) {
    return Boolean(element) && element.contains(range.startContainer) && element.contains(range.endContainer);
  }

  /* That part of an element's words that is selected, with dots where the rest was left out. */
  function taken(range, element) {
    var part = range.cloneRange();
    if (!element.contains(part.startContainer)) part.setStart(element, 0);
    if (!element.contains(part.endContainer)) part.setEnd(element, element.childNodes.length);
    var holder = document.createElement("div");
    holder.appendChild(part.cloneContents());
    var text = words(holder);
    var whole = words(element);
    if (!text || text === whole) return text;
    var bare = text.replace(/^[“"]|[”"]$/g, "");
    return (whole.indexOf(text) === 0 ? "" : "… ") + bare + (whole.slice(-text.length) === text ? "" : " …");
  }

  /* The statement's own words, where no element of its own holds them: all after the speaker. */
  function rest(range, told) {
    var holder = document.createElement("span");
    var whole = document.createRange();
    whole.selectNodeContents(told.root);
    whole.setStartAfter(told.speaker);
    holder.appendChild(whole.cloneContents());
    var all = words(holder);
    var chosen = folded(range.toString());
    return chosen && all.indexOf(chosen) > 0 ? "… " + chosen + (all.slice(-chosen.length) === chosen ? "" : " …") : all;
  }

  function sentence(range, told) {
    var said = told.words ? taken(range, told.words) : rest(range, told);
    return [told.lead, said, told.after].filter(Boolean).join(" ");
  }

  function put(event, text, html) {
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
  }

  function escaped(text) {
    var holder = document.createElement("span");
    holder.textContent = text;
    return holder.innerHTML;
  }

  function linked(address) {
    return '<a href="' + escaped(address).replace(/"/g, "&quot;") + '">' + escaped(address) + "</a>";
  }

  document.addEventListener("copy", function (event) {
    var selection = document.getSelection();
    if (!event.clipboardData || !selection || selection.isCollapsed || !selection.rangeCount) return;
    var range = trimmed(selection.getRangeAt(0));
    /* What a reader writes, and what is there to be copied as it is. */
    var common = range.commonAncestorContainer;
    var near = common.nodeType === 1 ? common : common.parentElement;
    if (!near || near.closest("input, textarea, pre, code, .sy-page-foot")) return;
    var first = around(range.startContainer);
    var last = around(range.endContainer);
    if (first && last && first.root === last.root) {
      if (!holdsWords(range, first)) return;
      var told = sentence(range, first);
      put(event, told + " " + first.address, "<p>" + escaped(told) + " " + linked(first.address) + "</p>");
      return;
    }
    several(event, selection, range, first, last);
  });

  /* More than one statement: those cut through at either end get back what was cut off. */
  function several(event, selection, range, first, last) {
    var article = document.querySelector("article") || document.body;
    var any = first || last || Array.prototype.some.call(article.querySelectorAll(".sy-speaker, " + QUOTED), function (each) {
      return range.intersectsNode(each);
    });
    if (!any) return;
    var lead = first && cutOff(range, first, true) ? first.lead + " … " : "";
    var after = last && cutOff(range, last, false) ? " … " + last.after : "";
    var holder = document.createElement("div");
    holder.appendChild(range.cloneContents());
    holder.querySelectorAll("img[src]").forEach(function (each) {
      each.src = new URL(each.getAttribute("src"), location.href).href;
    });
    holder.querySelectorAll("a[href]").forEach(function (each) {
      each.href = new URL(each.getAttribute("href"), location.href).href;
    });
    holder.querySelectorAll(".headerlink, .sy-sr, script, style").forEach(function (each) {
      each.remove();
    });
    var address = ownAddress();
    put(
      event,
      lead + selection.toString().trim() + after + "\n\n" + address,
      (lead && escaped(lead)) + holder.innerHTML + escaped(after) + "<p>" + linked(address) + "</p>"
    );
  }

  /* Whether the selection leaves out who speaks (at its beginning), or the badge (at its end). */
  function cutOff(range, told, begins) {
    if (!holdsWords(range, told)) return false;
    if (begins) return Boolean(told.lead) && !(touches(range, told.speaker) && taken(range, told.speaker) === told.lead);
    var badge = told.speaker && badgeOf(told.root);
    return Boolean(told.after) && !(badge && touches(range, badge));
  }

  /* The foot of the page */

  function pad(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function fill() {
    var now = new Date();
    var language = document.documentElement.lang || "en";
    var told = now.toLocaleDateString(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric" });
    var iso = now.getFullYear() + "-" + pad(now.getMonth() + 1) + "-" + pad(now.getDate());
    document.querySelectorAll(".sy-today").forEach(function (each) {
      each.textContent = each.classList.contains("sy-today--iso") ? iso : told;
    });
    /* Read from a folder, a page has no address that would help anybody else. */
    if (!/^https?:$/.test(location.protocol)) return;
    document.querySelectorAll(".sy-living").forEach(function (each) {
      each.textContent = permanent(location.href);
    });
  }

  function button(words, press) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "sy-ways__button";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  function share(place) {
    function text(name) {
      var found = place.querySelector(".sy-share__" + name);
      return found ? folded(found.textContent) : "";
    }
    var what = text("what");
    var labels = { copy: text("copy"), send: text("send"), copied: text("copied"), refused: text("refused") };
    var told = document.createElement("span");
    told.className = "sy-share__told";
    told.setAttribute("role", "status");
    function refused() {
      told.textContent = labels.refused + " " + what + " " + ownAddress();
    }
    var ways = [
      button(labels.copy, function () {
        if (!navigator.clipboard) return refused();
        navigator.clipboard.writeText(what + " " + ownAddress()).then(function () {
          told.textContent = labels.copied;
        }, refused);
      })
    ];
    if (navigator.share) {
      ways.push(
        button(labels.send, function () {
          navigator.share({ title: document.title, text: what, url: ownAddress() }).catch(function () {
            /* The reader changed their mind. */
          });
        })
      );
    }
    place.textContent = "";
    ways.concat(told).forEach(function (each) {
      place.appendChild(each);
    });
    place.hidden = false;
  }

  /* The page that tells where a record is written: its lines stand in one file of the site, so that no
     page changes when lines move. An address comes from that file alone, never from the page's own. */
  function lead(place) {
    var asked = new URLSearchParams(location.search);
    var record = asked.get("record") || "";
    /* From a folder of the disk nothing can be fetched: the list of files is there. */
    if (!record || location.protocol === "file:") return;
    fetch(new URL("places.json", here))
      .then(function (answer) {
        return answer.json();
      })
      .then(function (known) {
        if (!Object.prototype.hasOwnProperty.call(known.records, record)) return;
        var found = known.records[record];
        var ways = known.files[found[0]];
        ["record", "file", "line"].forEach(function (name, number) {
          place.querySelector(".sy-places__" + name).textContent = [record, found[0], found[1]][number];
        });
        ["edit", "show"].forEach(function (name) {
          if (!ways[name]) return;
          var link = place.querySelector(".sy-places__" + name);
          link.href = ways[name].replace("**", found[2]).replace("*", found[1]);
          link.parentElement.hidden = false;
          if (name === "edit" && asked.get("go") === "edit") location.replace(link.href);
        });
        place.hidden = false;
      })
      .catch(function () {
        /* No file, no network, no JSON: the list of files is there. */
      });
  }

  fill();
  document.querySelectorAll(".sy-places").forEach(lead);
  document.querySelectorAll(".sy-share").forEach(share);
})();
