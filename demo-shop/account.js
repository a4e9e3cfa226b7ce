/** The sign-in button in the header of every page. The page is loaded anew, as most shops do when somebody signs in or out. */
const button = document.querySelector('#account');
const { user } = window.shop;

button.textContent = user ? `Sign out ${user.name}` : 'Sign in as Ana';
button.addEventListener('click', async () => {
  button.disabled = true;
  try {
    await (user ? window.shop.signOut() : window.shop.signIn());
    location.reload();
  } catch {
    button.disabled = false;
    button.textContent = 'That did not work. Try again';
  }
});
