#pragma once

#include <string_view>

namespace tk::report {

/// The style sheet of the page: three sets of colours as variables, tables that scroll by themselves on narrow screens.
inline constexpr std::string_view page_style = R"css(
:root{--paper:#ffffff;--ink:#1b1b1b;--soft:#5a5f66;--line:#c9ccd1;--mark:#2563a8;--stripe:#f4f5f7}
@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e8e8e8;--soft:#a6adb7;--line:#4a4f57;--mark:#6fa8e8;--stripe:#1f2228}}
@media (prefers-contrast:more){:root{--paper:#000000;--ink:#ffffff;--soft:#ffffff;--line:#ffffff;--mark:#ffd800;--stripe:#000000}}
:root[data-theme=light]{--paper:#ffffff;--ink:#1b1b1b;--soft:#5a5f66;--line:#c9ccd1;--mark:#2563a8;--stripe:#f4f5f7;color-scheme:light}
:root[data-theme=dark]{--paper:#16181c;--ink:#e8e8e8;--soft:#a6adb7;--line:#4a4f57;--mark:#6fa8e8;--stripe:#1f2228;color-scheme:dark}
:root[data-theme=contrast]{--paper:#000000;--ink:#ffffff;--soft:#ffffff;--line:#ffffff;--mark:#ffd800;--stripe:#000000;color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,nav,main{max-width:60rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;margin:1rem 0 .5rem}
h2{font-size:1.25rem;margin:0 0 .5rem;scroll-margin-top:1rem}
section{border-top:1px solid var(--line);padding:1rem 0}
a{color:var(--mark)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:.5rem 0 1rem}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem}
:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
.note{color:var(--soft);font-size:.9rem;margin:.5rem 0}
dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0 0 1rem}
dl div{max-width:100%}
dt{color:var(--soft);font-size:.9rem}
dd{margin:0;font-size:1.15rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
figure{margin:0 0 1rem}
figcaption{color:var(--soft);font-size:.9rem}
.chart{display:block;width:100%;max-width:40rem;height:auto;font-family:inherit}
.scroll{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{padding:.2rem .75rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th,td.n{white-space:nowrap}
td{max-width:36rem;overflow-wrap:break-word}
th.n,td.n{text-align:right}
tbody tr:nth-child(even){background:var(--stripe)}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
th[aria-sort=ascending] button::after{content:" ▲"}
th[aria-sort=descending] button::after{content:" ▼"}
select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);padding:.15rem .4rem}
@media (forced-colors:active){:root{--paper:Canvas;--ink:CanvasText;--soft:CanvasText;--line:CanvasText;--mark:Highlight;--stripe:Canvas}}
@media print{header label,#keys,nav,.skip{display:none}.scroll{overflow:visible}}
)css";

/// What the page does when scripts run: it remembers nothing and asks nobody.
inline constexpr std::string_view page_script = R"js(
"use strict";
(() => {
  const root = document.documentElement, theme = document.getElementById("theme");
  const sections = [...document.querySelectorAll("main section")];
  theme.addEventListener("change", () => { root.dataset.theme = theme.value; });
  let here = -1;
  const go = (step) => {
    here = Math.min(Math.max(here + step, 0), sections.length - 1);
    const head = sections[here].querySelector("h2");
    head.focus({preventScroll: true});
    head.scrollIntoView();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.tagName === "SELECT") return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "t") {
      theme.selectedIndex = (theme.selectedIndex + 1) % theme.options.length;
      theme.dispatchEvent(new Event("change"));
    }
  });
  const value = (row, column) => row.cells[column].textContent;
  for (const table of document.querySelectorAll("table")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.classList.contains("n") ? head.ariaSort !== "descending" : head.ariaSort === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows];
        const numeric = head.classList.contains("n");
        rows.sort((a, b) => {
          const x = value(a, column), y = value(b, column);
          if (x === "" || y === "") return (x === "") - (y === "");  // what is not known stays last
          const order = numeric ? Number(x) - Number(y) : x.localeCompare(y);
          return down ? -order : order;
        });
        table.tBodies[0].append(...rows);
      });
    });
  }
})();
)js";

}  // namespace tk::report
