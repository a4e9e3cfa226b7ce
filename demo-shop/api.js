const { server } = window.shop;
/** Where Vitrine's elements keep who their guest is; the shop orders as the same person. */
const GUEST = `vitrine.guest/1:${server}`;
let session;

async function ask(method, path, { body, headers } = {}) {
  const answer = await fetch(`${server}/api${path}`, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(content.error?.message), content.error);
  return content;
}

async function signIn() {
  const body = { token: await window.vitrine.token?.(), guestToken: localStorage.getItem(GUEST) ?? undefined };
  const opened = await ask('POST', '/sessions', { body });
  if (opened.guestToken) localStorage.setItem(GUEST, opened.guestToken);
  return opened;
}

/** Asks the server as this visitor; a refusal is thrown with its `code`. A real shop's backend would do this. */
export async function call(method, path, { body, headers } = {}) {
  session ??= signIn().catch((error) => {
    session = undefined;
    throw error;
  });
  const { token } = await session;
  return ask(method, path, { body, headers: { ...headers, Authorization: `Bearer ${token}` } });
}

/** Goes to where the order is paid; the visitor comes back to the order's page. */
export async function goAndPay(orderId) {
  const returnUrl = `${location.origin}/orders/${orderId}`;
  const { payUrl } = await call('POST', `/orders/${orderId}/pay`, { body: { returnUrl } });
  location.assign(payUrl);
}
