// The marks of an article's text. A click or Enter opens what is known about a mark in a panel: beside the mark where
// there is room, else below it, and on a phone at the bottom of the window. The arrow keys go from mark to mark.

// pixels: the widest window of a phone, the widths of a panel, gaps, and what lies over the top of the window
const PHONE = 640, WIDEST = 416, NARROWEST = 300, GAP = 16, TOP = 72;

const textOf = (area) => area.querySelector('article.reading');
const panelOf = (area) => area.querySelector('.st-key-mark-panel');
const marksOf = (area) => [...area.querySelectorAll('article.reading a[href*="at="]')];
const asked = (link) => new URL(link.href).searchParams;

function markOf(area, event) {
  const link = event.target.closest('a[href*="at="]');
  return link && asked(link).get('article') === area.article ? link : null;
}

function open(area, at, byKey) {
  area.byKey = byKey;
  area.pick(at);
}

function close(area) {
  if (area.at) open(area, '', true);
}

// one mark is reached by Tab: the one that is open, else the one that had the focus last, else the first
function rove(area, current) {
  const all = marksOf(area);
  const one = current ?? area.querySelector('a.asked') ?? all.find((a) => asked(a).get('at') === area.last) ?? all[0];
  for (const link of all) link.tabIndex = link === one ? 0 : -1;
  return one;
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function step(area, event) {
  const all = marksOf(area), at = all.indexOf(event.target);
  if (at < 0) return;
  const to = event.key in STEPS ? all[at + STEPS[event.key]] : event.key === 'Home' ? all[0] : all.at(-1);
  event.preventDefault();
  if (to) rove(area, to).focus();
}

function listen(area) {
  area.addEventListener('click', (event) => {
    const link = markOf(area, event);
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(area, asked(link).get('at'), event.detail === 0);  // 0: Enter
  });
  area.addEventListener('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key in STEPS || event.key === 'Home' || event.key === 'End') step(area, event);
  });
  document.addEventListener('keydown', (event) => {
    const closesList = event.target.getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && area.isConnected && !event.defaultPrevented && !closesList) close(area);
  });
  new MutationObserver(() => update(area)).observe(area, { childList: true, subtree: true });
  new ResizeObserver(() => place(area)).observe(area);
}

function place(area) {
  const panel = panelOf(area), mark = area.querySelector('.asked');
  if (!panel || !mark) return;
  if (area.panel !== panel) {
    area.panel = panel;
    new ResizeObserver(() => place(area)).observe(panel);
  }
  const phone = window.innerWidth <= PHONE;
  panel.classList.toggle('sheet', phone);
  const around = area.getBoundingClientRect(), at = mark.getBoundingClientRect();
  const bottom = Math.max(...[...area.querySelectorAll('.asked')].map((part) => part.getBoundingClientRect().bottom));
  if (phone) {
    const covered = bottom > window.innerHeight - panel.offsetHeight && at.top < window.innerHeight;
    if (covered) mark.scrollIntoView({ block: 'start' });  // the panel has grown
    return;
  }
  const edge = area.querySelector('article.reading > p:not(.lead)').getBoundingClientRect().right + GAP;
  const room = document.documentElement.clientWidth - edge - 2 * GAP;
  const beside = room >= NARROWEST;
  const width = Math.min(WIDEST, beside ? room : around.width);
  const left = beside ? edge : Math.max(around.left, Math.min(at.left, around.right - width));
  const fits = Math.max(TOP, window.innerHeight - panel.offsetHeight - GAP);
  const low = Math.max(fits, at.top - panel.offsetHeight + 2 * GAP);  // at least its end is beside the mark
  const top = beside ? Math.max(around.top, Math.min(at.top, low)) : bottom + GAP / 2;
  panel.style.setProperty('--sl-left', `${left - around.left}px`);
  panel.style.setProperty('--sl-top', `${top - around.top}px`);
  panel.style.setProperty('--sl-width', `${width}px`);
}

function scroll(area, mark) {
  const panel = panelOf(area), phone = window.innerWidth <= PHONE;
  const low = phone ? window.innerHeight - panel.offsetHeight : window.innerHeight - 2 * GAP;
  const { top, bottom } = mark.getBoundingClientRect();
  if (top < TOP || bottom > low) mark.scrollIntoView({ block: phone ? 'start' : 'center' });
  if (!phone && panel.getBoundingClientRect().bottom > window.innerHeight) mark.scrollIntoView({ block: 'start' });
}

// The text and the panel arrive one after the other, and for a moment one is that of the last mark.
function update(area) {
  const inPanel = panelOf(area)?.querySelector('h3')?.dataset.at ?? '';
  if (textOf(area)?.dataset.at !== area.at || inPanel !== area.at) return;
  rove(area);
  if (!area.at) {
    if (area.shown && area.byKey) rove(area)?.focus({ preventScroll: true });
  } else {
    const mark = area.querySelector('.asked');
    if (!mark) return;
    place(area);
    if (area.shown !== area.at) {
      scroll(area, mark);
      place(area);
      const focused = area.byKey ? panelOf(area).querySelector('h3') : area.querySelector('a.asked');
      if (area.byKey !== undefined) focused?.focus({ preventScroll: true });
    }
    area.last = area.at;
  }
  area.shown = area.at;
}

export default function ({ data, setTriggerValue }) {
  const area = document.querySelector('.st-key-reading');
  if (!area) return;
  area.article = data.article;
  area.at = data.at;
  area.pick = (at) => setTriggerValue('clicked', at);
  if (!area.listening) {
    area.listening = true;
    listen(area);
  }
  update(area);
}
