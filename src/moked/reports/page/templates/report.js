// Draws each picture from the JSON beside it, and puts its table away until somebody asks for it.
// Without this script nothing is lost: the tables stand open.
"use strict";

for (const place of document.querySelectorAll(".chart")) {
  const option = JSON.parse(document.getElementById(place.dataset.option).textContent);
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption(option);
  new ResizeObserver(() => chart.resize()).observe(place);
  place.parentElement.querySelector("details").open = false;
}

// Paper has no button to press: all is open while it is printed.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of closed) each.open = false;
});
