// How a shop tells Vitrine who its visitor is: `window.vitrine.token` answers with a token that the shop's own backend signed
// for whoever is signed in there. This demo has no backend and asks the demo server for a made-up user's. Guests need nothing.
{
  const KEY = 'alder-user';
  const { server, currency } = document.currentScript.dataset;
  const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? 'null');

  const fetchUser = async () => {
    const answer = await fetch(`${server}/demo/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: 'viewer', name: 'Ana' }),
    });
    if (!answer.ok) throw new Error(`The sign-in answered ${answer.status}`);
    const user = { name: 'Ana', ...(await answer.json()) };
    sessionStorage.setItem(KEY, JSON.stringify(user));
    return user;
  };

  const token = async () => {
    const user = read();
    // A minute before the end is late enough.
    const current = user && user.expiresAt > Date.now() + 60_000 ? user : await fetchUser();
    return current.token;
  };

  window.vitrine = read() ? { token } : {};

  // What the shop's own pages use.
  window.shop = {
    server,
    currency,
    user: read(),
    signIn: fetchUser,
    signOut: () => sessionStorage.removeItem(KEY),
  };
}
