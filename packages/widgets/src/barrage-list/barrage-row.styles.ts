import { css } from 'lit';

/** One message: who wrote it, by what they are known, and what they wrote. Whoever shows it says what colours it has. */
export default css`
  .row {
    unicode-bidi: isolate;
    max-inline-size: 100%;
    padding: var(--live-barrage-padding, 2px 0);
    border-radius: var(--_radius);
    background: var(--_bubble);
    color: var(--_color);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .name {
    color: var(--_name);
    font-weight: 600;
  }
  .name:empty {
    display: none;
  }
  /* Only for those who hear it. */
  .name::after {
    content: '' / ':';
  }
  /* The shop's colour, drawn near enough to the text's that it reads on any background. */
  .name.own {
    color: color-mix(in oklab, var(--_own), var(--_color) 60%);
  }
  .row.bubble {
    padding: var(--live-barrage-padding, 5px 10px);
    background: color-mix(in oklab, var(--_accent), var(--_bubble) 92%);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_accent), transparent 50%);
  }
  .quote {
    display: block;
    margin-block-end: 2px;
    padding-inline-start: 7px;
    border-inline-start: 2px solid currentcolor;
    color: var(--_name);
    font-size: 12px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .text {
    unicode-bidi: isolate;
  }
  .badge,
  .level {
    display: inline-block;
    margin-inline-end: 5px;
    padding: 0 7px;
    border-radius: var(--_pill);
    background: var(--_text);
    color: var(--_surface);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
  }
  :is(.badge, .level) img {
    display: inline-block;
    margin-inline-end: 3px;
    vertical-align: -2px;
    object-fit: contain;
  }
  .badge.host {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .level,
  .badge.honour {
    color: var(--_color);
    background: color-mix(in oklab, var(--_own, var(--_accent)), transparent 76%);
  }
  .level.low {
    background: color-mix(in oklab, var(--_color), transparent 86%);
  }
  .level.high {
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
`;
