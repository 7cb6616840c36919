// Streamlit replaces the address when the reader changes a bound widget, so that the back button would leave the page.
// Here a change by the reader is a new step; what Streamlit does to the address by itself is none.
export default function () {
  if (window.sourcelightKeepsSteps) return;
  window.sourcelightKeepsSteps = true;
  let reader = 'nothing';  // what the reader did last
  const note = (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href]');
    reader = !link ? 'choice' : onThisPage(link.href) ? 'link to this page' : 'link away';
  };
  for (const kind of ['pointerdown', 'keydown']) window.addEventListener(kind, note, true);
  window.addEventListener('popstate', () => { reader = 'back or forward'; }, true);

  const { history, location } = window;
  const replace = history.replaceState.bind(history), push = history.pushState.bind(history);
  const onThisPage = (url) => url != null && new URL(url, location.href).pathname === location.pathname;
  // how many names of the query have other values than in the address
  const changed = (url) => {
    const now = new URLSearchParams(location.search), next = new URL(url, location.href).searchParams;
    const names = new Set([...now.keys(), ...next.keys()]);
    return [...names].filter((name) => now.getAll(name).join('\n') !== next.getAll(name).join('\n')).length;
  };
  history.replaceState = (state, title, url) => {
    if (reader === 'choice' && onThisPage(url) && changed(url) === 1) {
      reader = 'chosen';  // other choices that change with this one are no further steps
      push(state, title, url);
    } else if (reader !== 'link away' || !onThisPage(url)) replace(state, title, url);
  };
  history.pushState = (state, title, url) => {
    // Streamlit changes the address of the page that is left, which is no step, opens the other page, and completes its
    // address, which is no further step.
    if (reader === 'link away' && onThisPage(url)) return;
    if ((reader === 'arrived' || reader === 'chosen') && onThisPage(url)) return void replace(state, title, url);
    if (reader === 'link away') reader = 'arrived';
    push(state, title, url);
  };

  // A part of the page stays in view while pictures above it are drawn, until the reader moves on.
  const show = (hash) => {
    const part = () => document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
    const body = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!body) return;
    const observer = new ResizeObserver(part);
    observer.observe(body);
    part();
    for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
      window.addEventListener(kind, () => observer.disconnect(), { once: true, capture: true });
  };
  if (location.hash) show(location.hash);

  // A link in a text opens its page as the back button would, from the address alone, without loading everything anew.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[target="_self"], .stHtml a:not([target])');
    const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin) return;
    if (link.hash) {
      if (onThisPage(link.href)) show(link.hash);
      return;
    }
    event.preventDefault();
    push(null, '', link.href);
    window.dispatchEvent(new PopStateEvent('popstate'));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
}
