/* Before anything is drawn: the reading mode that this device remembers. Nothing leaves the device. */
(function () {
  "use strict";
  var root = document.documentElement;
  try {
    if (localStorage.getItem("mode") === "senior") { root.dataset.mode = "senior"; }
    if (localStorage.getItem("contrast") === "high") { root.dataset.contrast = "high"; }
  } catch (error) { /* storage is switched off: the addresses still work */ }
})();
