// Tells the elements who is there, before they load, and keeps the open section in the address. A shop's back office links here with
// a token that it signed: /console?live=friday&section=orders#token=…; a fragment never reaches a server or its logs.
{
  const KEY = 'vitrine-console-token';
  const demo = document.currentScript.dataset.demo === 'true';
  const query = new URLSearchParams(location.search);
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    // Gone from the address bar and the history, still there after a reload of this tab.
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname + location.search);
  }

  const demoToken = async () => {
    const answer = await fetch('/demo/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: query.get('role') === 'moderator' ? 'moderator' : 'admin' }),
    });
    if (!answer.ok) throw new Error(`/demo/session answered ${answer.status}`);
    return (await answer.json()).token;
  };

  const kept = sessionStorage.getItem(KEY);
  if (kept) window.vitrine = { token: async () => kept };
  else if (demo) window.vitrine = { token: demoToken };

  /** Ours in the address; the rest are the section's filters. */
  const OWN = ['live', 'role', 'section'];

  const show = () => {
    const filters = new URLSearchParams(location.search);
    const element = document.querySelector('live-console');
    element.setAttribute('section', filters.get('section') ?? '');
    for (const name of OWN) filters.delete(name);
    element.setAttribute('filters', filters.toString());
  };

  addEventListener('DOMContentLoaded', show);
  addEventListener('popstate', show);
  addEventListener('live-section-changed', ({ section, filters, isPlace }) => {
    const address = new URLSearchParams(filters);
    for (const name of OWN) address.delete(name);
    const now = new URLSearchParams(location.search);
    for (const name of ['live', 'role']) if (now.has(name)) address.set(name, now.get(name));
    address.set('section', section);
    history[isPlace ? 'pushState' : 'replaceState'](null, '', `${location.pathname}?${address}`);
  });
}
