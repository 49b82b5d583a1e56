// Light or dark: as the system says, until the reader presses the button.
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.theme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", follow);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-button]")) {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    }
  });
})();
