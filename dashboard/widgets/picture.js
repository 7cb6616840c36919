// A picture, drawn by Plotly into an element that stays on the page, so that new numbers only cost a redraw.
// Pictures in view are drawn at once, others when they come near or when the browser is idle.

// distance from the window, in pixels, within which a picture counts as in view
const NEAR = 300;

// The page contains a script element for Plotly (see serving.py), so that it is loaded before the first numbers arrive.
// A page that a browser or proxy cached from an older version does not.
function addScript() {
  const script = document.createElement('script');
  script.src = new URL('../../plotly.js', document.querySelector('script[src*="/static/js/"]').src);
  document.head.append(script);
  return script;
}

function plotly() {
  window.sourcelightPlotly ??= new Promise((resolve, reject) => {
    const script = document.querySelector('script[src$="plotly.js"]') ?? addScript();
    if (window.Plotly) resolve(window.Plotly);
    script.addEventListener('load', () => resolve(window.Plotly));
    script.addEventListener('error', reject);
  });
  return window.sourcelightPlotly;
}

function drawWhenNear(plot, figure) {
  plot.wanted = figure;
  plot.drawing?.disconnect();
  const { top, bottom } = plot.getBoundingClientRect();
  if (plot.clientWidth && top < window.innerHeight + NEAR && bottom > -NEAR) return draw(plot, figure);
  let waits = true;
  const once = () => {
    if (!waits || plot.wanted !== figure) return;  // drawn already, or replaced by new numbers
    waits = false;
    plot.drawing.disconnect();
    draw(plot, figure);
  };
  plot.drawing = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) once();
    else window.requestIdleCallback ? window.requestIdleCallback(once) : setTimeout(once, 50);
  }, { rootMargin: `${NEAR}px` });
  plot.drawing.observe(plot);
}

async function draw(plot, figure) {
  let Plotly;
  try {
    Plotly = await plotly();
  } catch {
    plot.textContent = 'The picture cannot be drawn, for its script did not load. Reload the page; its numbers are below.';
    return;
  }
  if (plot.wanted !== figure) return;
  const { data, layout } = fitted(figure, plot.clientWidth);
  plot.style.minHeight = `${layout.height}px`;
  await Plotly.react(plot, data, layout, { displayModeBar: false });
  if (plot.connected) return;
  plot.connected = true;
  plot.on('plotly_click', (event) => pick(plot, event.points[0]));
  new ResizeObserver(() => {
    if (plot.clientWidth && plot.clientWidth !== plot.layout.width) draw(plot, plot.wanted);
  }).observe(plot);
}

function pick(plot, point) {
  if (point?.customdata) plot.picked?.(point.customdata);
}

// -- keyboard: the arrow keys move from mark to mark, Enter picks --------------------------------

function marks(plot) {
  const found = [];
  plot.data.forEach((trace, curveNumber) => {
    if (trace.type === 'heatmap' || trace.hoverinfo === 'skip') return;
    (trace.hovertext ?? []).forEach((text, pointNumber) => {
      if (trace.x[pointNumber] === null || trace.y[pointNumber] === null) return;
      const subplot = (trace.xaxis ?? 'x') + (trace.yaxis ?? 'y');
      found.push({ curveNumber, pointNumber, subplot, text, customdata: trace.customdata?.[pointNumber] });
    });
  });
  return found;
}

function show(plot, status, at) {
  const all = marks(plot);
  if (!all.length) return;
  plot.at = (at + all.length) % all.length;
  const mark = all[plot.at];
  window.Plotly.Fx.hover(plot, [mark], mark.subplot);
  const words = new DOMParser().parseFromString(mark.text.replaceAll('<br>', ', '), 'text/html').body.textContent;
  status.textContent = `${words} (${plot.at + 1} of ${all.length})`;
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function listen(plot, status) {
  plot.addEventListener('keydown', (event) => {
    if (!plot.data) return;
    const at = plot.at ?? -1;
    if (event.key in STEPS) show(plot, status, Math.max(at, STEPS[event.key] < 0 ? 0 : -1) + STEPS[event.key]);
    else if (event.key === 'Home') show(plot, status, 0);
    else if (event.key === 'End') show(plot, status, -1);
    else if (event.key === 'Enter' && at >= 0) pick(plot, marks(plot)[at]);
    else if (event.key === 'Escape') window.Plotly.Fx.unhover(plot);
    else return;
    event.preventDefault();
  });
  plot.addEventListener('blur', () => { if (plot.data) window.Plotly.Fx.unhover(plot); });
}

export default function ({ parentElement, data, setTriggerValue }) {
  const plot = parentElement.querySelector('.plot'), status = parentElement.querySelector('.said');
  const figure = JSON.parse(data.figure);
  const keys = `The arrow keys go from mark to mark${data.picks ? ', Enter opens what is behind one' : ''}.`;
  plot.setAttribute('aria-label', `${data.alt} ${keys}`);
  plot.classList.toggle('picks', data.picks);
  plot.picked = data.picks ? (customdata) => setTriggerValue('picked', customdata) : null;
  plot.style.minHeight = `${figure.layout.height}px`;
  plot.at = undefined;
  if (!plot.listening) {
    plot.listening = true;
    listen(plot, status);
  }
  drawWhenNear(plot, figure);
}
