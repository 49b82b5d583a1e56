// Within the page of another program: the theme is that page's, and so are files dropped here.
(() => {
  "use strict";
  if (parent === window) return;
  document.documentElement.dataset.framed = "";
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !/^(light|dark)$/.test(data?.theme)) return;
    document.documentElement.dataset.theme = data.theme;
  });
  for (const kind of ["dragenter", "dragover", "drop"]) {
    addEventListener(kind, (event) => {
      event.preventDefault();
      parent.postMessage({ dragged: true }, "*");
    });
  }
})();
