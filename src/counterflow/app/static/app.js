"use strict";
{
  const say = slider => {
    const number = Number(slider.value).toLocaleString("en", { maximumFractionDigits: 2 });
    slider.closest("label").querySelector("output").textContent = number + slider.dataset.suffix;
    slider.setAttribute("aria-valuetext", number + slider.dataset.suffix);
  };
  for (const slider of document.querySelectorAll(".slider input")) {
    say(slider);
    slider.addEventListener("input", () => say(slider));
    slider.addEventListener("input", () => {
      const box = slider.closest("fieldset")?.querySelector("legend input");
      if (box) box.checked = true;
    });
  }
  document.querySelector(".bar [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  // A refusal of a part of the page is told where the person looks.
  document.addEventListener("htmx:responseError", event => {
    const told = document.createElement("p");
    told.className = "banner";
    told.setAttribute("role", "alert");
    told.textContent = event.detail.xhr.responseText;
    event.detail.elt.prepend(told);
  });
}
