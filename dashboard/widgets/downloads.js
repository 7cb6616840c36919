// A picture as a file to print: light, in one of three sizes, with its finding as the title and its source below.
// All text is in Source Sans, which is embedded. Programs that ignore embedded fonts use an installed one, or Arial.

// pixels of CSS: width to draw for, and height if it is fixed; how wide the file is; and pixels of a PNG (300 to an inch)
const SIZES = {
  column: { width: 321, wide: '85mm', pixels: 1004 },
  page: { width: 643, wide: '170mm', pixels: 2008 },
  slide: { width: 960, ratio: 9 / 16, wide: '1920px', pixels: 1920 },
};
const MARK = 9;  // half of the side of what shows a mark's numbers when it is pointed at, in pixels

// -- the figure -----------------------------------------------------------------------------------

// a copy in the colours of a light page and in one font; `colours` leads from those of a dark page to them
function inPrint(figure, colours) {
  const dark = Object.keys(colours), text = JSON.stringify(figure);
  const light = dark.length ? text.replace(new RegExp(dark.join('|'), 'g'), (found) => colours[found]) : text;
  const copy = JSON.parse(light);
  for (const { layout } of [copy, copy.narrow].filter(Boolean)) {
    layout.font.family = layout.title.font.family = layout.title.subtitle.font.family = FAMILY;
    layout.title.font.weight = 600;
  }
  return copy;
}

function sized(figure, size, words) {
  if (!size.ratio) return fitted(figure, size.width, words);
  let { width } = size, shown = fitted(figure, width, words);
  for (let turn = 0; turn < 6 && shown.layout.height > width * size.ratio; turn += 1) {
    width = Math.ceil(Math.max(width * 1.06, Math.sqrt((width * shown.layout.height) / size.ratio)));
    shown = fitted(figure, width, words);
  }
  shown.layout.height = Math.max(shown.layout.height, Math.round(width * size.ratio));
  shown.layout.width = Math.max(width, Math.round(shown.layout.height / size.ratio));
  return shown;
}

// -- the drawing ----------------------------------------------------------------------------------

let fonts;

// The style of the page's own font, with the font inside; empty if it cannot be read.
async function fontStyle() {
  const rules = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } });
  const face = rules.find((rule) => rule instanceof CSSFontFaceRule && /^"?Source Sans"?$/.test(rule.style.fontFamily)
    && rule.style.fontStyle !== 'italic');
  const [, address] = /url\("?([^")]+)"?\)/.exec(face?.cssText ?? '') ?? [];
  if (!address) return '';
  const font = await (await fetch(new URL(address, face.parentStyleSheet.href ?? document.baseURI))).blob();
  const reader = new FileReader();
  const data = await new Promise((resolve) => { reader.onload = () => resolve(reader.result); reader.readAsDataURL(font); });
  return `@font-face{font-family:"Source Sans";font-weight:200 900;src:url(${data}) format("woff2")}`;
}

// what is pointed at: a transparent square over each mark, with its numbers
function pointed(plot) {
  const made = [];
  plot.calcdata.forEach((points) => {
    const { trace } = points[0], x = plot._fullLayout[`xaxis${(trace.xaxis ?? 'x').slice(1)}`];
    const y = plot._fullLayout[`yaxis${(trace.yaxis ?? 'y').slice(1)}`];
    if (!x || !y || trace.type === 'heatmap' || trace.hoverinfo === 'skip' || !Array.isArray(trace.hovertext)) return;
    points.forEach((point, k) => {
      if (!trace.hovertext[k] || point.x === undefined || point.y === undefined) return;
      const end = x._offset + x.c2p(point.x), middle = y._offset + y.c2p(point.y);
      const start = trace.type === 'bar' ? x._offset + x.c2p(point.b ?? 0) : end - MARK;
      if (!Number.isFinite(end) || !Number.isFinite(middle)) return;
      made.push({ left: start, top: middle - MARK, wide: trace.type === 'bar' ? end - start : 2 * MARK, text: trace.hovertext[k] });
    });
  });
  return made;
}

function element(svg, name, attributes, text) {
  const made = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

async function drawing(data, figure, size, withNumbers) {
  const words = { title: data.title, subtitle: data.subtitle, notes: data.notes };
  const shown = sized(inPrint(figure, data.light), size, words);
  const { width, height } = shown.layout;
  const stage = document.body.appendChild(document.createElement('div'));
  stage.style.cssText = `position:fixed;left:-9999px;width:${width}px;height:${height}px`;
  try {
    await document.fonts.ready;
    await window.Plotly.newPlot(stage, shown.data, shown.layout, { staticPlot: true });
    const url = await window.Plotly.toImage(stage, { format: 'svg', width, height });
    const text = decodeURIComponent(url.slice(url.indexOf(',') + 1));
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const style = element(svg, 'style', {}, await (fonts ??= fontStyle()));
    svg.prepend(element(svg, 'title', {}, data.title), element(svg, 'desc', {}, data.alt), style);
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('width', size.wide);
    const [, number, unit] = /([\d.]+)(\D+)/.exec(size.wide);
    svg.setAttribute('height', `${((Number(number) * height) / width).toFixed(2)}${unit}`);
    svg.setAttribute('role', 'img');
    if (withNumbers) {
      for (const { left, top, wide, text: said } of pointed(stage)) {
        const area = element(svg, 'rect', { x: left, y: top, width: Math.max(1, wide), height: 2 * MARK, 'fill-opacity': 0 });
        area.append(element(svg, 'title', {}, new DOMParser().parseFromString(said.replaceAll('<br>', '\n'), 'text/html').body.textContent));
        svg.append(area);
      }
    }
    return { svg, width, height };
  } finally {
    window.Plotly.purge(stage);
    stage.remove();
  }
}

// -- the files ------------------------------------------------------------------------------------

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const written = (svg) => new XMLSerializer().serializeToString(svg);

async function png({ svg, width, height }, pixels) {
  const image = new Image();
  svg.setAttribute('width', pixels);
  svg.setAttribute('height', Math.round((pixels * height) / width));
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = pixels;
  canvas.height = Math.round((pixels * height) / width);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

async function saveAs(format, size, data, figure) {
  const drawn = await drawing(data, figure, SIZES[size], format === 'html');
  const name = `${data.name}-${size}.${format}`;
  if (format === 'png') return save(await png(drawn, SIZES[size].pixels), name);
  if (format === 'svg') return save(new Blob([written(drawn.svg)], { type: 'image/svg+xml' }), name);
  drawn.svg.setAttribute('width', '100%');
  drawn.svg.removeAttribute('height');
  const page = data.page.replace('<!--picture-->', () => written(drawn.svg));
  return save(new Blob([page], { type: 'text/html' }), name);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const row = parentElement.querySelector('.row');
  const figure = () => document.querySelector(`.st-key-${data.key} .plot`)?.wanted;
  const size = () => parentElement.querySelector('select').value;
  for (const button of parentElement.querySelectorAll('button')) {
    button.onclick = () => {
      const { format } = button.dataset;
      if (!figure() || !window.Plotly) return;
      if (format !== 'html' || data.page) return saveAs(format, size(), data, figure());
      row.waits = true;  // the server writes the page around the picture
      setTriggerValue('wanted', true);
    };
  }
  if (row.waits && data.page) {
    row.waits = false;
    saveAs('html', size(), data, figure());
  }
}
