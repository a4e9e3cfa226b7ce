import { css } from 'lit';

export default css`
  :host {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: calc(var(--_space) * 1.5);
    padding: 0;
    color: var(--_muted);
    font-size: 12px;
  }
  .values {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  label {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: var(--_tap);
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  label:hover {
    background: var(--_raised);
  }
  label:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    box-shadow: inset 0 0 0 1px var(--_accent);
    font-weight: 600;
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .gone {
    color: var(--_muted);
    text-decoration: line-through;
    border-style: dashed;
  }
`;
