/** The pay page's style sheet; the page's policy names its hash, so that no other style runs. */
export const payStyles = `
:root { color-scheme: light dark; --surface: #f4f4f6; --raised: #fff; --text: #17171c; --muted: #5b5b66; --line: #d9d9e0; --accent: #3b3bd6; --on-accent: #fff; --notice: #fff4d6; --on-notice: #4d3800; }
@media (prefers-color-scheme: dark) {
  :root { --surface: #101014; --raised: #1b1b21; --text: #f2f2f5; --muted: #a9a9b6; --line: #3a3a45; --accent: #aab0ff; --on-accent: #14143a; --notice: #3a2f10; --on-notice: #ffe7a8; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: max(16px, env(safe-area-inset-top)) 16px; background: var(--surface); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { width: min(100%, 400px); padding: 24px; border-radius: 16px; background: var(--raised); box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 32px rgb(0 0 0 / 8%); overflow-wrap: anywhere; }
h1 { margin: 0 0 16px; font-size: 20px; }
p { margin: 0 0 16px; }
dl { display: flex; justify-content: space-between; gap: 16px; margin: 0 0 4px; color: var(--muted); font-size: 14px; }
dd { margin: 0; text-align: end; }
.test { padding: 12px; border-radius: 12px; background: var(--notice); color: var(--on-notice); font-size: 14px; }
.amount { margin-block-end: 24px; font-size: 28px; font-weight: 700; font-variant-numeric: tabular-nums; }
.outcome { padding-block-start: 16px; border-block-start: 1px solid var(--line); }
.outcome strong { font-size: 20px; }
.quiet { color: var(--muted); font-size: 14px; }
form { display: grid; gap: 12px; }
button, .button { display: block; width: 100%; min-height: 48px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 12px; background: none; color: inherit; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
.pay { border-color: transparent; background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
