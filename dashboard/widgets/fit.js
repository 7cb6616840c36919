// Fits a figure to a width: panels stand one under another where they have no room side by side, lines are broken, and
// margins hold every label, so that nothing is cut off. Pages, reports and downloaded pictures are all fitted here.

// pixels: the width below which a figure's own narrow form is drawn, space at the edges and between panels, height of
// the numbers below a panel, of a row of a legend and of a line, and Plotly's size of the symbol in a legend
const NARROW = 560, EDGE = 8, BETWEEN = 34, TICKS = 30, LEGEND_ROW = 19, LINE = 1.3, SYMBOL = 40;
const FAMILY = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif';
const BREAK = ' <br>';  // with the space, words of two lines stay apart where the text is copied

const pen = document.createElement('canvas').getContext('2d');

function plain(text) {
  if (!/[<&]/.test(text)) return text;  // most texts: parsing is slow
  return new DOMParser().parseFromString(text.replaceAll('<br>', ' '), 'text/html').body.textContent;
}

function widthOf(text, size, weight = 400, family = FAMILY) {
  pen.font = `${weight} ${size}px ${family}`;
  return pen.measureText(plain(text)).width;
}

// the lines of an escaped text without tags; a word that is too long for a line is cut into several
function lines(text, room, size, weight = 400, family = FAMILY) {
  const done = [];
  let line = '';
  const fits = (words) => widthOf(words, size, weight, family) <= room;
  for (const word of text.replaceAll(' · ', '\u00a0· ').split(' ')) {
    if (line && !fits(`${line} ${word}`)) {
      done.push(line);
      line = '';
    }
    line = line ? `${line} ${word}` : word;
    while (!line.includes('&') && line.length > 4 && !fits(line)) {
      let end = line.length - 1;
      while (end > 4 && !fits(line.slice(0, end))) end -= 1;
      done.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return line ? [...done, line] : done;
}

const axesOf = (layout, letter) => Object.keys(layout).filter((key) => key.startsWith(`${letter}axis`)).map((key) => layout[key]);
const suffix = (number) => (number ? String(number + 1) : '');

// -- margins ------------------------------------------------------------------------------------

// The label of a row is a name, and sometimes its n in a span, which gets a line of its own where there is little room.
function rowLabel(text, room, size, narrow) {
  const [name, rest] = text.split(/ (?=<span)|<br>(?=<span)/);
  if (!narrow && !text.includes(BREAK)) return [text];
  return [...lines(name.trim(), room, size), ...(rest ? [rest] : [])];
}

function fitRows(layout, width) {
  const narrow = width < NARROW, size = narrow ? 11 : 11.5;
  let left = 0, most = 1, rows = 1;
  for (const axis of axesOf(layout, 'y')) {
    if (!axis.ticktext) {
      left = Math.max(left, 44 + (axis.title ? 18 : 0));
      continue;
    }
    const labels = axis.ticktext.map((text) => rowLabel(text, 0.32 * width, size, narrow));
    axis.ticktext = labels.map((parts) => parts.join(BREAK));
    axis.tickfont = { ...axis.tickfont, size };
    axis.automargin = false;
    left = Math.max(left, ...labels.flat().map((text) => widthOf(text, size) + 8));
    most = Math.max(most, ...labels.map((parts) => parts.length));
    rows = Math.max(rows, labels.length);
  }
  layout.margin.l = EDGE + left;
  const panels = layout.meta?.panels, margins = layout.margin.t + layout.margin.b;
  const short = rows * (most * size * LINE + 3) - (panels ? panels.height : layout.height - margins);
  if (short > 0 && panels) panels.height += short;
  else if (short > 0) layout.height += short;
}

// labels above the plot slant to the right, beyond their column
function fitSlanted(layout, width) {
  const axis = layout.xaxis;
  if (axis?.side !== 'top' || !axis.ticktext) return;
  const [first, last] = axis.range, angle = (40 / 180) * Math.PI;
  let high = 0;
  const column = (width - layout.margin.l - 60) / (last - first);
  axis.ticktext.forEach((text, k) => {
    const long = widthOf(text, 11.5) + 8;
    high = Math.max(high, long * Math.sin(angle) + 14);
    layout.margin.r = Math.max(layout.margin.r, long * Math.cos(angle) - (last - axis.tickvals[k]) * column);
  });
  for (const each of axesOf(layout, 'x')) each.automargin = false;
  layout.meta.heads = high;
}

// -- panels -------------------------------------------------------------------------------------

function panelHeads(layout, across) {
  const size = 12;
  let most = 0;
  for (const head of layout.annotations.filter((one) => one.name === 'head')) {
    const [x, domain] = head.xref.split(' '), axis = layout[`xaxis${x.slice(1)}`];
    const room = domain ? across : (across / (axis.range[1] - axis.range[0])) * 0.94;
    const [title, unit] = head.text.split(BREAK);
    const bold = lines(title.replace(/<\/?b>/g, ''), room, size, 700).map((line) => `<b>${line}</b>`);
    const [, open, words] = /^(<span[^>]*>)(.*)<\/span>$/.exec(unit ?? '') ?? [];
    const quiet = words ? lines(words, room, size).map((line) => `${open}${line}</span>`) : [];
    head.text = [...bold, ...quiet].join(BREAK);
    head.font = { ...head.font, size };
    most = Math.max(most, bold.length + quiet.length);
  }
  return most ? most * size * LINE + 8 : layout.meta.heads ?? 0;
}

function arrange(layout, width) {
  const { count, columns: wanted, height, least } = layout.meta?.panels ?? { count: 1, columns: 1 };
  const room = width - layout.margin.l - layout.margin.r;
  const columns = Math.max(1, Math.min(wanted, count, Math.floor((room + BETWEEN) / ((least ?? room) + BETWEEN))));
  const across = (room - BETWEEN * (columns - 1)) / columns;
  const heads = panelHeads(layout, across);
  layout.margin.t += heads;
  layout.height += heads;
  if (!layout.meta?.panels) return;
  const rows = Math.ceil(count / columns), step = height + heads + (layout.meta.heads ? 12 : TICKS);
  const total = rows * height + (rows - 1) * (step - height);
  layout.height += total;
  for (let panel = 0; panel < count; panel += 1) {
    const row = Math.floor(panel / columns), column = panel % columns;
    const left = (column * (across + BETWEEN)) / room, top = 1 - (row * step) / total;
    const x = layout[`xaxis${suffix(panel)}`], y = layout[`yaxis${suffix(panel)}`];
    x.domain = [left, Math.min(1, left + across / room)];
    y.domain = [Math.max(0, top - height / total), top];
    y.showticklabels = column === 0;
  }
}

// -- words above and below ------------------------------------------------------------------------

function legendRows(data, room) {
  const widths = data.filter((trace) => trace.name && trace.showlegend !== false)
    .map((trace) => SYMBOL + widthOf(trace.name, 12.5));
  if (widths.reduce((sum, one) => sum + one, 0) <= room) return 1;
  return Math.ceil(widths.length / Math.max(1, Math.floor(room / Math.max(...widths))));
}

function writeAround(layout, data, width, words) {
  const room = width - 2 * EDGE - 4, { title, annotations: [note] } = layout;
  const size = width < NARROW ? 16 : 18;
  const above = lines(words.title ?? title.text, room, size, title.font.weight, title.font.family);
  const below = (words.subtitle ?? [title.subtitle.text]).flatMap((text) => lines(text, room, 12.5));
  const notes = (words.notes ?? note.text.split(BREAK)).flatMap((text) => lines(text, room, note.font.size));
  title.text = above.join(BREAK);
  title.font.size = size;
  title.subtitle.text = below.join(BREAK);
  note.text = notes.join(BREAK);
  note.xshift = EDGE - layout.margin.l - 2;
  const head = Math.max(0, above.length - 1) * size * LINE + (below.length - 1) * 12.5 * LINE;
  const foot = Math.max(0, notes.length - 2) * note.font.size * LINE;
  const legend = layout.showlegend ? LEGEND_ROW * legendRows(data, width - layout.margin.l - layout.margin.r) : 0;
  layout.margin.t += head + legend;
  layout.margin.b += foot;
  layout.height += head + foot + legend;
}

// -- names beside dots ----------------------------------------------------------------------------

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

// the first free place around a dot, near ones first
function place(x, y, width, taken, wide, high) {
  for (const far of [0, 14, 28, 42, 58, 76, 96, 120]) {
    for (const [right, up] of [[1, 1], [1, -1], [-1, 1], [-1, -1], [1, 0], [-1, 0], [0, 1], [0, -1]]) {
      const middle = [x + right * (9 + far + width / 2), y + up * (far + 11)];
      const box = [middle[0] - width / 2, middle[1] - 7, middle[0] + width / 2, middle[1] + 7];
      const inside = box[0] >= 0 && box[2] <= wide + 16 && box[1] >= 0 && box[3] <= high;
      if (inside && !taken.some((other) => overlap(box, other))) return { far, middle, box };
    }
  }
  return null;
}

function nameDots(data, layout) {
  return data.map((trace) => {
    if (trace.meta !== 'names') return trace;
    const wide = layout.width - layout.margin.l - layout.margin.r;
    const high = layout.height - layout.margin.t - layout.margin.b;
    const at = (value, [low, end], length) => ((value - low) / (end - low)) * length;
    const dots = trace.x.map((x, k) => [at(x, layout.xaxis.range, wide), at(trace.y[k], layout.yaxis.range, high)]);
    const taken = dots.map(([x, y]) => [x - 6, y - 6, x + 6, y + 6]);
    const long = (bar, k, [low, end], length) => [bar.arrayminus[k], bar.array[k]].map((part) => (part / (end - low)) * length);
    const bars = dots.flatMap(([x, y], k) => {
      const [left, right] = long(trace.error_x, k, layout.xaxis.range, wide);
      const [below, above] = long(trace.error_y, k, layout.yaxis.range, high);
      return [[x - left, y - 1, x + right, y + 1], [x - 1, y - below, x + 1, y + above]];
    });
    trace.text.forEach((name, k) => {
      const [x, y] = dots[k], width = widthOf(name, 11) + 4;
      const found = place(x, y, width, [...taken, ...bars], wide, high) ?? place(x, y, width, taken, wide, high);
      if (!found) return;  // it is still in the hover text and in the table
      taken.push(found.box);
      layout.annotations.push({
        text: name, x: trace.x[k], y: trace.y[k], ax: found.middle[0] - x, ay: y - found.middle[1], showarrow: true,
        arrowhead: 0, arrowwidth: 0.8, arrowcolor: found.far ? trace.marker.color[k] : 'rgba(0,0,0,0)', standoff: 5,
        font: { size: 11, color: trace.marker.color[k] }, borderpad: 0,
      });
    });
    return trace;
  });
}

// circles whose area is a number, with the number above instead of beside, where columns are close together
function smaller(trace) {
  if (trace.marker?.sizemode !== 'area') return trace;
  const marker = { ...trace.marker, sizeref: trace.marker.sizeref * 3 };
  return { ...trace, marker, ...(trace.text && { textposition: 'top center' }) };
}

// A figure for this width as Plotly draws it. `words` are the title, lines below it and notes, if not the figure's own.
function fitted(figure, width, words = {}) {
  const chosen = width < NARROW && figure.narrow ? figure.narrow : figure;
  const layout = structuredClone(chosen.layout);
  layout.meta ??= {};
  layout.width = width;
  fitRows(layout, width);
  fitSlanted(layout, width);
  arrange(layout, width);
  writeAround(layout, chosen.data, width, words);
  const data = width < NARROW ? chosen.data.map(smaller) : chosen.data;
  return { data: nameDots(data, layout), layout };
}
