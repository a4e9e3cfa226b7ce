// Tells the elements who is there, before they load. A shop's back office links to our pages with a token that it signed:
// /studio?live=friday#token=…; a fragment never reaches a server or its logs.
{
  const { page, demoRole } = document.currentScript.dataset;
  const key = `vitrine-${page}-token`;
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    // Gone from the address bar and the history, still there after a reload of this tab.
    sessionStorage.setItem(key, given);
    history.replaceState(null, '', location.pathname + location.search);
  }

  const demoToken = async () => {
    const answer = await fetch('/demo/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: demoRole }),
    });
    if (!answer.ok) throw new Error(`/demo/session answered ${answer.status}`);
    return (await answer.json()).token;
  };

  const kept = sessionStorage.getItem(key);
  if (kept) window.vitrine = { token: async () => kept };
  else if (demoRole) window.vitrine = { token: demoToken };
}
