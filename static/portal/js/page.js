/* Small conveniences. Every page works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;

  function stored(key) {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }
  function store(key, value) {
    try {
      if (value === null) { localStorage.removeItem(key); } else { localStorage.setItem(key, value); }
      return true;
    } catch (error) { return false; }
  }

  /* Reading modes: switch in place and remember, instead of following the link to the mode's address. */
  function modeSwitch(id, attribute, value, key, on, off) {
    var link = document.getElementById(id);
    if (!link) { return; }
    function isOn() { return root.dataset[attribute] === value; }
    function label() { link.textContent = isOn() ? off : on; }
    label();
    link.addEventListener("click", function (event) {
      var prefixed = /^\/(senior|contrast|senior-contrast)\//.test(location.pathname);
      var next = isOn() ? null : value;
      if (!store(key, next) || prefixed) { return; }
      event.preventDefault();
      if (next) { root.dataset[attribute] = next; } else { delete root.dataset[attribute]; }
      label();
      aloudButton();
    });
  }

  /* Read aloud: the browser's own voice, the matter of the page only. */
  var speech = window.speechSynthesis;
  function aloudButton() {
    var item = document.getElementById("read-aloud");
    if (item) { item.hidden = !(speech && (root.dataset.mode === "senior" || document.getElementById("record"))); }
  }
  function readAloud() {
    var item = document.getElementById("read-aloud");
    if (!item || !speech) { return; }
    var button = item.querySelector("button");
    function stop() {
      speech.cancel();
      button.textContent = "朗读";
      button.setAttribute("aria-pressed", "false");
    }
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") { stop(); return; }
      var matter = document.getElementById("record") || document.getElementById("main");
      var blocks = Array.prototype.filter.call(
        matter.querySelectorAll("h1, h2, h3, p, td, th, dt, dd, li"),
        function (block) { return block.offsetParent !== null && !block.querySelector("p, li, dd, td"); }
      );
      button.textContent = "停止朗读";
      button.setAttribute("aria-pressed", "true");
      blocks.forEach(function (block, index) {
        var words = new SpeechSynthesisUtterance(block.textContent.trim());
        words.lang = "zh-CN";
        words.rate = 0.9;
        if (index === blocks.length - 1) { words.onend = stop; }
        speech.speak(words);
      });
    });
    window.addEventListener("pagehide", stop);
  }

  /* My place: remembered on this device only. */
  function rememberPlace() {
    var holder = document.getElementById("remember-place");
    var place = document.querySelector("[data-place]");
    if (!holder || !place) { return; }
    var button = holder.querySelector("button");
    function show() {
      var mine = stored("place") === place.dataset.place;
      button.textContent = mine ? button.dataset.on : button.dataset.off;
      button.setAttribute("aria-pressed", String(mine));
    }
    button.addEventListener("click", function () {
      var mine = stored("place") === place.dataset.place;
      store("place", mine ? null : place.dataset.place);
      store("place-name", mine ? null : place.dataset.placeName);
      show();
    });
    holder.hidden = false;
    show();
  }
  function myPlace() {
    var line = document.getElementById("my-place");
    var slug = stored("place");
    if (!line || !slug || !/^[a-z][a-z0-9-]*$/.test(slug)) { return; }
    var link = line.querySelector("a");
    link.href = link.getAttribute("href") + slug + "/";
    link.textContent = (stored("place-name") || "") + "：我住的地方";
    line.hidden = false;
  }

  function printing() {
    var item = document.getElementById("print");
    if (!item) { return; }
    item.hidden = false;
    item.querySelector("button").addEventListener("click", function () { window.print(); });
  }

  modeSwitch("senior-switch", "mode", "senior", "mode", "长者版", "标准版");
  modeSwitch("contrast-switch", "contrast", "high", "contrast", "高对比", "普通对比");
  aloudButton();
  readAloud();
  rememberPlace();
  myPlace();
  printing();
})();
