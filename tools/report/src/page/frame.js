// Within the page of another program: the theme is that page's, and so are files dropped here.
(() => {
  "use strict";
  if (parent === window) return;
  document.documentElement.dataset.framed = "";
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !/^(light|dark)$/.test(data?.theme)) return;
    document.documentElement.dataset.theme = data.theme;
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    parent.postMessage({ dragged: true }, "*");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    parent.postMessage({ dropped: [...event.dataTransfer.files] }, "*");
  });
})();
