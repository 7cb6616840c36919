// Streamlit replaces the address when the reader changes a bound widget, so that the back button would leave the page.
// Here a change by the reader is a new step; what Streamlit does to the address by itself is none.
export default function () {
  if (window.sourcelightKeepsSteps) return;
  window.sourcelightKeepsSteps = true;
  let reader = 'nothing';  // what the reader did last
  const note = (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href]');
    reader = link ? 'link' : 'choice';
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
    const step = reader === 'choice' && onThisPage(url) && changed(url) === 1;
    if (step) push(state, title, url); else replace(state, title, url);
  };
  history.pushState = (state, title, url) => {
    // before it opens another page, Streamlit empties the address of this one
    const emptied = reader === 'link' && onThisPage(url) && !new URL(url, location.href).search;
    if (!emptied) push(state, title, url);
  };
}
