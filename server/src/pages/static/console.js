// Keeps the open section of the console in the address: /console?live=friday&section=orders.
{
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
