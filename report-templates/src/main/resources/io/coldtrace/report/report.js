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

  // Again after each switch; assigning a handler twice is assigning it once.
  function wire() {
    wireLanguage();
    wireCopying();
  }
  wire();

  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
})();
