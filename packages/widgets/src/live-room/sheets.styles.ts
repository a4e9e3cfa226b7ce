import { css } from 'lit';

/** Products, gifts and cart as they come from below. */
export const sheets = css`
  .sheet {
    --sheet-drag: 0px;
    position: fixed;
    inset: auto;
    inset-block-start: var(--sheet-top);
    inset-inline-start: var(--sheet-start);
    flex-direction: column;
    inline-size: var(--sheet-width);
    block-size: var(--sheet-height);
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 1.5) calc(var(--_radius) * 1.5) 0 0;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow: hidden;
    translate: 0 var(--sheet-drag);
    transition:
      transform var(--_duration) var(--_ease),
      opacity var(--_duration) var(--_ease),
      overlay var(--_duration) allow-discrete,
      display var(--_duration) allow-discrete;
    transform: translateY(32px);
    opacity: 0;
  }
  .sheet:dir(rtl) {
    inset-inline-start: var(--sheet-end);
  }
  .sheet:popover-open {
    display: flex;
    transform: none;
    opacity: 1;
  }
  @starting-style {
    .sheet:popover-open {
      transform: translateY(32px);
      opacity: 0;
    }
  }
  .sheet-head {
    position: relative;
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 3) var(--_space);
    padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 2);
    touch-action: none;
    cursor: grab;
  }
  .sheet-head h2 {
    font-size: 16px;
    font-weight: 700;
  }
  .handle {
    position: absolute;
    inset-block-start: 6px;
    inset-inline: 0;
    inline-size: 40px;
    block-size: 4px;
    margin-inline: auto;
    border-radius: var(--_pill);
    background: var(--_line);
  }
  .sheet-body {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding-block-end: env(safe-area-inset-bottom);
  }
  /* Whoever sends a gift wants to see it fly. */
  .sheet.gifts {
    --_gifts: min(var(--sheet-height), 464px);
    inset-block-start: calc(var(--sheet-top) + var(--sheet-height) - var(--_gifts));
    block-size: var(--_gifts);
  }
  .sheet.gifts .sheet-body {
    display: grid;
    grid-template-rows: minmax(0, 1fr);
  }
  .sheet.cart .sheet-body {
    display: grid;
    align-content: start;
  }
`;
