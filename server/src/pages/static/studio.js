// Tells the elements who the host is, before they load. A shop's back office links here with a token that it signed for the
// host: /studio?live=friday#token=…; a fragment never reaches a server or its logs.
{
  const KEY = 'vitrine-studio-token';
  const demo = document.currentScript.dataset.demo === 'true';
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
      body: JSON.stringify({ role: 'host' }),
    });
    if (!answer.ok) throw new Error(`/demo/session answered ${answer.status}`);
    return (await answer.json()).token;
  };

  const kept = sessionStorage.getItem(KEY);
  if (kept) window.vitrine = { token: async () => kept };
  else if (demo) window.vitrine = { token: demoToken };
}
