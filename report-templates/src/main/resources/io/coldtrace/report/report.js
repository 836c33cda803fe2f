"use strict";
(function () {
  function copyWithSelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "offscreen";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () {
        return copyWithSelection(text);
      });
    }
    return copyWithSelection(text);
  }

  // What the reader had unfolded stays so in the other language: both have the same elements in the same order.
  function unfolded() {
    return Array.from(document.querySelectorAll("#page details"), function (details) { return details.open; });
  }

  function switchLanguage() {
    var page = document.getElementById("page");
    var other = document.getElementById("other-language");
    filter("");
    var open = unfolded();
    var kept = Array.from(page.querySelectorAll("[data-kept]"));
    var now = document.createDocumentFragment();
    while (page.firstChild) now.appendChild(page.firstChild);
    page.appendChild(other.content);
    kept.forEach(function (element) {
      var place = page.querySelector("[data-kept='" + element.dataset.kept + "']");
      while (element.firstChild) place.appendChild(element.firstChild);
    });
    other.content.appendChild(now);
    ["lang", "data-title"].forEach(function (name) {
      var value = page.getAttribute(name);
      page.setAttribute(name, other.getAttribute(name));
      other.setAttribute(name, value);
    });
    document.documentElement.lang = page.lang;
    document.title = page.dataset.title;
    wire();
    document.querySelectorAll("#page details").forEach(function (details, i) { details.open = open[i]; });
    document.querySelector("button.language").focus();
  }

  function wireLanguage() {
    var button = document.querySelector("#page button.language");
    button.hidden = false;
    button.onclick = switchLanguage;
  }

  function wireCopying() {
    document.querySelectorAll("#page button.copy").forEach(wireCopy);
  }

  function wireCopy(button) {
    var label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    button.hidden = false;
    button.onclick = function () {
      var own = button.dataset.copy;
      var text = own === undefined ? button.parentElement.querySelector("code").textContent : own;
      copy(text).then(function () {
        button.textContent = button.dataset.done;
        setTimeout(function () { button.textContent = label; }, 2000);
      }, function () {
        getSelection().selectAllChildren(button.parentElement);
      });
    };
  }

  var FILTERED = ".finding, .probes li, .plain li, .timeline li, .asks li, .compare tbody tr, .nodes tbody tr, .columns li, .file li";

  function filter(query) {
    var wanted = query.trim().toLowerCase();
    var found = 0;
    document.querySelectorAll("#page :is(" + FILTERED + ")").forEach(function (element) {
      var matches = !wanted || element.textContent.toLowerCase().includes(wanted);
      element.classList.toggle("unmatched", !matches);
      if (wanted && matches) found++;
    });
    document.querySelectorAll("#page .file").forEach(function (file) {
      var any = !wanted || file.querySelector("li:not(.unmatched)");
      file.classList.toggle("unmatched", !any);
      if (wanted && any) file.open = true;
    });
    var counter = document.querySelector("#page .found");
    var words = document.querySelector("#page .filter input").dataset.found;
    counter.textContent = wanted ? words.replace("#", found) : "";
  }

  function wireFilter() {
    var label = document.querySelector("#page .filter");
    var input = label.querySelector("input");
    var waiting;
    label.hidden = false;
    input.oninput = function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () { filter(input.value); }, 150);
    };
  }

  // A link to something folded unfolds it.
  function unfoldTarget() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
    if (target) target.scrollIntoView();
  }
  addEventListener("hashchange", unfoldTarget);

  // Again after each switch; assigning a handler twice is assigning it once.
  function wire() {
    wireLanguage();
    wireCopying();
    wireFilter();
  }
  wire();
  unfoldTarget();

  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
})();
