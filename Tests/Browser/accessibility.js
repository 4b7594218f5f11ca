// What a page must hold so that everybody can read and use it; returns one sentence for each fault.
// The rules are those of WCAG 2.2 AA that a program can check, each with its number.
() => {
  const faults = [];
  const say = (rule, element, what) => {
    const place = element ? `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}${
      typeof element.className === "string" && element.className ? "." + element.className.split(" ").join(".") : ""}>` : "page";
    faults.push(`${rule} ${place}: ${what}`);
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const visible = (element) => {
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };
  const text = (element) => (element.textContent || "").trim();
  const named = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(text).join(" ").trim();
    return (element.getAttribute("aria-label") || "").trim();
  };

  // 3.1.1, 2.4.2: the language and the title.
  if (!/^(en|zh)/.test(document.documentElement.lang)) say("3.1.1", null, "no language");
  if (!document.title.trim()) say("2.4.2", null, "no title");

  // 1.3.1: one h1, headings without gaps, one main landmark.
  const headings = all("h1,h2,h3,h4,h5,h6");
  if (headings.filter((h) => h.tagName === "H1").length !== 1) say("1.3.1", null, "not exactly one h1");
  let last = 0;
  for (const heading of headings) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) say("1.3.1", heading, `level ${level} after ${last}: ${text(heading)}`);
    if (!text(heading)) say("1.3.1", heading, "an empty heading");
    last = level;
  }
  if (all("main").length !== 1) say("1.3.1", null, "not exactly one main");

  // 4.1.1: ids once; 2.4.3: no order of our own.
  const ids = all("[id]").map((e) => e.id);
  for (const id of new Set(ids)) if (ids.filter((i) => i === id).length > 1) say("4.1.1", null, `id ${id} twice`);
  for (const element of all("[tabindex]")) if (element.tabIndex > 0) say("2.4.3", element, "tabindex above 0");

  // 3.3.2, 4.1.2: every field has a label, every control a name.
  for (const field of all("input:not([type=hidden]),select,textarea")) {
    const label = field.labels && [...field.labels].map(text).join(" ").trim();
    if (!label && !named(field)) say("3.3.2", field, "a field without a label");
  }
  for (const control of all("button,a[href],summary")) {
    const image = control.querySelector("img[alt],svg[aria-label]");
    if (!text(control) && !named(control) && !image) say("4.1.2", control, "a control without a name");
  }

  // 1.1.1: pictures have an alternative, or say that they have nothing to tell.
  for (const image of all("img")) if (!image.hasAttribute("alt")) say("1.1.1", image, "no alt");
  for (const drawing of all("svg")) {
    if (drawing.closest("[aria-hidden=true]")) continue;
    if (drawing.getAttribute("role") !== "img") say("1.1.1", drawing, "neither hidden nor role=img");
    else if (!named(drawing) && !drawing.querySelector(":scope > title")) say("1.1.1", drawing, "a drawing without a name");
  }

  // 1.3.1: tables have a name, and headers that say what they are of.
  for (const table of all("table")) {
    if (!table.caption && !named(table)) say("1.3.1", table, "a table without a caption");
    const headers = [...table.querySelectorAll("th")];
    if (!headers.length) say("1.3.1", table, "a table without headers");
    for (const header of headers) if (!header.scope) say("1.3.1", header, "a header without scope");
  }
  for (const meter of all("meter,progress,[role=progressbar]")) {
    const labelled = meter.labels && meter.labels.length;
    if (!labelled && !named(meter)) say("4.1.2", meter, "a bar without a name");
  }

  // 1.4.3: contrast of every text that is seen.
  const parse = (colour) => {
    const parts = colour.match(/[\d.]+/g);
    return parts ? parts.map(Number).concat(parts.length === 3 ? [1] : []) : [0, 0, 0, 0];
  };
  const over = (top, bottom) => {
    const alpha = top[3] + bottom[3] * (1 - top[3]);
    if (!alpha) return [0, 0, 0, 0];
    return [0, 1, 2].map((i) => (top[i] * top[3] + bottom[i] * bottom[3] * (1 - top[3])) / alpha).concat([alpha]);
  };
  const background = (element) => {
    let colour = [0, 0, 0, 0];
    for (let e = element; e; e = e.parentElement) {
      colour = over(colour, parse(getComputedStyle(e).backgroundColor));
      if (colour[3] >= 0.999) return colour;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches
      && /dark/.test(getComputedStyle(document.documentElement).colorScheme);
    return over(colour, dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
  };
  const luminance = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const told = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element || told.has(element)) continue;
    if (["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"].includes(element.tagName) || !visible(element)) continue;
    if (element.closest("[disabled]")) continue;
    told.add(element);
    const style = getComputedStyle(element);
    const inDrawing = element.closest("svg");
    const ground = background(element);
    const ink = over(parse(inDrawing ? style.fill : style.color), ground);
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      say("1.4.3", element, `contrast ${ratio.toFixed(2)}: ${walker.currentNode.data.trim().slice(0, 40)}`);
    }
  }

  // 2.5.8: what is pressed is large enough, unless it stands in a sentence.
  for (const control of all("button,input:not([type=hidden]),select,summary,nav a[href]")) {
    if (!visible(control)) continue;
    const box = control.getBoundingClientRect();
    if (box.height < 24 || box.width < 24) say("2.5.8", control, `only ${Math.round(box.width)} by ${Math.round(box.height)} px`);
  }

  // 1.4.10: nothing to scroll sideways but a table in its own frame.
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) {
    const wide = all("body *").find((e) => visible(e) && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
      && !e.closest("[data-scrolls],[tabindex]"));
    say("1.4.10", wide, `the page is ${document.documentElement.scrollWidth} px wide in ${document.documentElement.clientWidth}`);
  }
  return faults;
}
